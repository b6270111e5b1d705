import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { KindView, RecordView } from '../../../../src/contract/kinds.ts';
import type { PersonDetailView } from '../../../../src/contract/people.ts';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { KindIcon } from '../../kinds/kind-icon.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { listLink, recordLink } from '../../kinds/links.ts';
import { useZone } from '../../preferences/zone.tsx';
import { isCalledAsPerson, recordLine, recordTitle } from '../../records/record-words.ts';
import { CallIcon } from '../calls/call-icon.tsx';
import { directionWord } from '../calls/call-words.ts';
import { callOfRecord } from '../calls/record-call.ts';

/** Number of listed records per kind; others are behind a link. */
const SHOWN = 5;

/** The newest records of every kind with a person. */
export function PersonRecords({
  backup,
  person: { records, handles, name },
}: {
  readonly backup: string;
  readonly person: PersonDetailView;
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  return records
    .filter((each) => each.backup === backup)
    .map(({ kind: id, items }) => {
      const kind = kinds.find(id);
      if (kind === null) return null;
      return (
        <section key={id} className="flex flex-col gap-2">
          <div className="flex items-baseline justify-between gap-3">
            <h3 className="font-semibold">{kinds.many(id)}</h3>
            <Link
              {...listLink(backup, kind, handles[0]?.handle ?? name)}
              aria-label={t.people.allOf({ kind: kinds.many(id) })}
              className="text-sm text-accent hover:underline"
            >
              {t.people.all}
            </Link>
          </div>
          <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
            {items.slice(0, SHOWN).map((record) => (
              <li key={record.key}>
                <RecordLine backup={backup} kind={kind} record={record} />
              </li>
            ))}
          </ul>
        </section>
      );
    });
}

function RecordLine({
  backup,
  kind,
  record,
}: {
  readonly backup: string;
  readonly kind: KindView;
  readonly record: RecordView;
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const { key, at } = record;
  // Records titled by a person are about the person of this page.
  const title = isCalledAsPerson(kind) ? null : recordTitle(record, kind, t);
  const call = callOfRecord(record, kind);
  const line = withDirection(
    call === null ? null : directionWord(call, t),
    recordLine({ ...record, people: {} }, kind, useZone()),
  );
  return (
    <Link
      {...recordLink({ backup, type: kind.id, ref: key, at }, kinds)}
      className="flex items-center gap-3 px-4 py-2 hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span className="shrink-0 text-muted">
        {call === null ? <KindIcon kind={kind} size={16} /> : <CallIcon call={call} />}
      </span>
      <span className={`hostile min-w-0 flex-1 truncate ${call?.isMissed === true ? 'text-danger' : ''}`}>
        {title ?? line ?? kinds.one(kind.id)}
      </span>
      {title === null || line === null || line === title ? null : (
        <span className="hostile max-w-1/2 truncate text-sm text-muted">{line}</span>
      )}
      {at === null ? null : (
        <span className="shrink-0 text-sm text-muted tabular-nums">
          <Time at={at} />
        </span>
      )}
    </Link>
  );
}

/** `Outgoing · 3 min`. */
function withDirection(direction: string | null, line: string | null): string | null {
  return direction === null ? line : [direction, ...(line === null ? [] : [line])].join(' · ');
}
