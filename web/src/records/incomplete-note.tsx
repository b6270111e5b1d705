import { Link } from '@tanstack/react-router';
import { ChevronRight, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLedgers } from '../api/ledgers.ts';
import { classes } from '../components/classes.ts';
import { formatTime } from '../format/dates.ts';
import { formatList } from '../format/lists.ts';
import { formatCount } from '../format/numbers.ts';
import { useText } from '../i18n/text.tsx';
import type { Texts } from '../i18n/texts.ts';
import { useKinds } from '../kinds/kinds-context.tsx';
import { useZone } from '../preferences/zone.tsx';
import { useBackupLabel } from './backup-label.ts';
import { type Gap, gapsOf } from './gaps.ts';

/** Number of names before the rest is only counted: several backups without a password lack some forty things each. */
const NAMES = 6;

/** Layout: a strip over the whole width between two parts, or a box within one. */
const SHAPES = { strip: 'border-b border-line px-4 py-2', box: 'rounded-md px-3 py-2' } as const;

/**
 * Notes that the content below is incomplete, with reasons and a link; nothing if complete. For empty lists the reasons
 * of artifacts are omitted, because {@link NoRecords} shows them.
 */
export function IncompleteNote({
  backups,
  artifacts,
  isEmpty = false,
  shape = 'strip',
  className,
}: {
  readonly backups: readonly string[];
  /** Artifacts of the screen; null for all. */
  readonly artifacts: readonly string[] | null;
  readonly isEmpty?: boolean;
  readonly shape?: keyof typeof SHAPES;
  readonly className?: string;
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const known = useLedgers(backups);
  const labelOf = useBackupLabel();
  const zone = useZone();
  const gaps = known
    .flatMap((backup) => gapsOf(backup, artifacts, kinds, t, (at) => formatTime(at, 'day', zone)))
    .filter(({ artifact }) => !isEmpty || artifact === null);
  const [first, ...others] = gaps;
  if (first === undefined) return null;
  const backupNames = new Map(known.length < 2 ? [] : known.map((backup) => [backup.id, labelOf(backup)]));
  const nameOf = ({ backup, name }: Gap): string | null => {
    const parts = [backupNames.get(backup), artifacts?.length === 1 ? null : name].filter(
      (part) => typeof part === 'string',
    );
    return parts.length === 0 ? null : parts.join(', ');
  };
  const look = classes('shrink-0 bg-sunken text-sm text-muted', SHAPES[shape], className);
  if (others.length === 0) {
    return (
      <div role="note" className={classes(look, 'flex gap-2.5')}>
        <Sign />
        <GapLine gap={first} name={nameOf(first)} />
      </div>
    );
  }
  const names = [...new Set(gaps.map(({ name }) => name).filter((name) => name !== null))];
  // Nothing is lost: the rest is still being read.
  const isEarly = gaps.every(({ title }) => title === t.records.incomplete.preview.title);
  const missing = missingText(
    gaps.reduce((sum, gap) => sum + gap.missing, 0),
    t,
  );
  return (
    <div role="note" className={look}>
      <details className="group">
        <summary className="flex list-none gap-2.5 rounded-sm [&::-webkit-details-marker]:hidden">
          <Sign />
          <span className="hostile min-w-0 flex-1">
            <span className="font-medium text-ink">
              {isEarly
                ? first.title
                : names.length < 2
                  ? t.records.incomplete.title
                  : t.records.incomplete.of({ names: formatList(inShort(names, t)) })}
            </span>
            {missing === null ? null : (
              <>
                {' · '}
                <span className="whitespace-nowrap">{missing}</span>
              </>
            )}
          </span>
          <ChevronRight size={15} aria-hidden className="mt-0.5 shrink-0 transition-transform group-open:rotate-90" />
        </summary>
        <ul className="mt-1.5 flex max-h-48 flex-col gap-1.5 overflow-y-auto pl-6.5">
          {gaps.map((gap) => (
            <li key={`${gap.backup} ${gap.artifact} ${gap.title}`}>
              <GapLine gap={gap} name={nameOf(gap)} />
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** The first names, and how many more there are. */
function inShort(names: readonly string[], t: Texts): readonly string[] {
  // One name takes no more room than its number.
  if (names.length <= NAMES + 1) return names;
  return [...names.slice(0, NAMES), t.search.showAll({ count: names.length - NAMES })];
}

/** Text for the number of missing records; null if unknown. */
function missingText(missing: number, t: Texts): string | null {
  return missing === 0 ? null : t.overview.partial({ skipped: formatCount(missing) });
}

function Sign(): ReactNode {
  return <TriangleAlert size={15} aria-hidden className="mt-px shrink-0 text-warning" />;
}

/** A gap with a link to its ledger entry. */
function GapLine({ gap, name }: { readonly gap: Gap; readonly name: string | null }): ReactNode {
  const t = useText();
  const { backup, artifact, title, missing, reasons } = gap;
  const count = missingText(missing, t);
  return (
    <div className="@container min-w-0 flex-1">
      <div className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-0.5 @2xl:grid-cols-[auto_1fr_auto]">
        <p className="hostile col-start-1 row-start-1 line-clamp-3">
          <span className="font-medium text-ink">
            {name === null ? title : t.records.incomplete.about({ name, what: title })}
          </span>
          {count === null ? null : (
            <>
              {' · '}
              <span className="whitespace-nowrap">{count}</span>
            </>
          )}
        </p>
        {reasons.length === 0 ? null : (
          <p className="hostile line-clamp-3 @max-2xl:col-span-2 @2xl:col-start-2 @2xl:row-start-1">
            {reasons.join(' ')}
          </p>
        )}
        <Link
          to="/b/$backupId/ledger"
          params={{ backupId: backup }}
          search={artifact === null ? {} : { open: artifact }}
          className="col-start-2 row-start-1 h-fit font-medium text-accent underline-offset-2 hover:underline @2xl:col-start-3"
        >
          {t.records.none.ledger}
        </Link>
      </div>
    </div>
  );
}
