import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PersonDetailView } from '../../../../src/contract/people.ts';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { CallIcon } from '../calls/call-icon.tsx';
import { howItWent, serviceOf } from '../calls/call-words.ts';

/** Calls that are listed before there is a link to all of them. */
const SHOWN = 5;

/** The newest calls with a person. */
export function PersonCalls({
  backup,
  person: { calls, handles, name },
}: {
  readonly backup: string;
  readonly person: PersonDetailView;
}): ReactNode {
  const t = useText();
  const here = calls.filter((each) => each.backup === backup);
  if (here.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="font-semibold">{t.people.newestCalls}</h3>
        <Link
          to="/b/$backupId/calls"
          params={{ backupId: backup }}
          search={{ q: handles[0]?.handle ?? name }}
          className="text-sm text-accent hover:underline"
        >
          {t.people.allCalls}
        </Link>
      </div>
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
        {here.slice(0, SHOWN).map(({ value }) => (
          <li key={`${value.service} ${value.key}`}>
            <CallLine backup={backup} call={value} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CallLine({
  backup,
  call,
}: {
  readonly backup: string;
  readonly call: PersonDetailView['calls'][number]['value'];
}): ReactNode {
  const t = useText();
  const { key, at, service } = call;
  const isWhatsapp = service === 'whatsapp' || service === 'business';
  return (
    <Link
      to="/b/$backupId/calls"
      params={{ backupId: backup }}
      search={{ c: key, ...(isWhatsapp ? { log: 'whatsapp' } : {}) }}
      className="flex items-center gap-3 px-4 py-2 hover:bg-hover focus-visible:-outline-offset-2"
    >
      <CallIcon call={call} />
      <span className="min-w-0 flex-1 truncate">
        <Time at={at} />
        <span className="text-muted">{` · ${serviceOf(call, [], t)}`}</span>
      </span>
      <span className="hostile shrink-0 text-sm text-muted">{howItWent(call, t)}</span>
    </Link>
  );
}
