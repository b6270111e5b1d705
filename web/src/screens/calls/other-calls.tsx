import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CallView } from '../../../../src/contract/calls.ts';
import { type CallLogId, callsQuery } from '../../api/calls.ts';
import { Skeleton } from '../../components/skeleton.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { CallIcon } from './call-icon.tsx';
import { type CallSearch, toCall } from './call-search.ts';
import { howItWent } from './call-words.ts';

/** Number of listed calls; others are behind a link. */
const SHOWN = 8;

/** The newest other calls with the same participants. */
export function OtherCalls({
  backup,
  call,
  log,
  search,
}: {
  readonly backup: string;
  readonly call: CallView;
  readonly log: CallLogId;
  readonly search: CallSearch;
}): ReactNode {
  const t = useText();
  const { handle } = call.person;
  const { data } = useInfiniteQuery({
    ...callsQuery(backup, log, { person: handle ?? '' }),
    enabled: handle !== null,
  });
  if (handle === null) return null;
  const others = (data?.pages[0]?.items ?? []).filter(({ key }) => key !== call.key);
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="font-semibold">{t.calls.others}</h2>
        {others.length > SHOWN ? (
          <Link
            to="/b/$backupId/calls"
            params={{ backupId: backup }}
            search={{ ...(log === undefined ? {} : { log }), q: handle, c: call.key }}
            className="text-sm text-accent hover:underline"
          >
            {t.calls.all}
          </Link>
        ) : null}
      </div>
      {data === undefined ? <Skeleton className="h-24 rounded-lg" /> : null}
      {data !== undefined && others.length === 0 ? <p className="text-muted">{t.calls.othersNone}</p> : null}
      {others.length === 0 ? null : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {others.slice(0, SHOWN).map((other) => (
            <li key={other.key}>
              <OtherCall backup={backup} call={other} search={search} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function OtherCall({
  backup,
  call,
  search,
}: {
  readonly backup: string;
  readonly call: CallView;
  readonly search: CallSearch;
}): ReactNode {
  const t = useText();
  const { key, at } = call;
  return (
    <Link
      to="/b/$backupId/calls"
      params={{ backupId: backup }}
      search={toCall(search, key)}
      className="flex items-center gap-3 px-4 py-2 hover:bg-hover focus-visible:-outline-offset-2"
    >
      <CallIcon call={call} />
      <span className="flex-1">
        <Time at={at} />
      </span>
      <span className="hostile text-sm text-muted">{howItWent(call, t)}</span>
    </Link>
  );
}
