import { ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { LedgerEntryView } from '../../../../src/contract/backups.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { classes } from '../../components/classes.ts';
import { Count } from '../../components/figures.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { whyAbsent } from '../../records/why-absent.ts';
import { LedgerDetails } from './ledger-details.tsx';
import { readLedgerSearch } from './ledger-search.ts';

const TONES: Readonly<Record<LedgerEntryView['outcome'], Tone>> = {
  indexed: 'good',
  empty: 'neutral',
  absent: 'neutral',
  'needs-encrypted-backup': 'info',
  'not-chosen': 'info',
  locked: 'warning',
  'unsupported-schema': 'warning',
  partial: 'warning',
  failed: 'danger',
};

/** Outcomes of artifacts that were not read. */
const NOT_COUNTED: ReadonlySet<LedgerEntryView['outcome']> = new Set([
  'absent',
  'needs-encrypted-backup',
  'not-chosen',
]);

/** An artifact: outcome, numbers of read and skipped records; expandable for reasons and files. */
export function LedgerLine({ entry, open }: { readonly entry: LedgerEntryView; readonly open: boolean }): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const { change } = useAddress(readLedgerSearch);
  const id = useId();
  const line = useRef<HTMLButtonElement>(null);
  const details = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    details.current?.scrollIntoView({ block: 'nearest' });
    line.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const { artifact, title, outcome, reason, reasonCode, found, parsed, skipped } = entry;
  const counted = !NOT_COUNTED.has(outcome);
  const toggle = (): void =>
    void change((now) => (now.open === artifact ? {} : { open: artifact }), { replace: true, resetScroll: false });
  return (
    <>
      <button
        ref={line}
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={toggle}
        className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="flex min-w-0 flex-1 basis-52 items-center gap-2.5">
          <ChevronRight
            size={15}
            aria-hidden
            className={classes('shrink-0 text-muted transition-transform', open && 'rotate-90')}
          />
          <span className="font-medium">{kinds.artifactName(artifact, title)}</span>
          <Badge tone={TONES[outcome]}>{t.ledger.outcome[outcome]}</Badge>
        </span>
        {counted ? (
          <span className="flex gap-x-5 pl-6 text-sm sm:pl-0">
            <Figure label={t.ledger.found} value={found} />
            <Figure label={t.ledger.parsed} value={parsed} />
            <Figure label={t.ledger.skipped} value={skipped} warn={skipped > 0} />
          </span>
        ) : null}
        {reason === null ? null : (
          <span className="hostile w-full pl-6 text-sm text-muted">
            {outcome === 'absent' ? whyAbsent(entry, t) : t.server(reason, reasonCode)}
          </span>
        )}
      </button>
      <div ref={details} id={id} hidden={!open}>
        {open ? <LedgerDetails entry={entry} /> : null}
      </div>
    </>
  );
}

function Figure({
  label,
  value,
  warn = false,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly warn?: boolean;
}): ReactNode {
  const t = useText();
  return (
    <span className="flex flex-col sm:w-20 sm:items-end sm:text-right">
      <span className="text-xs text-muted">{label}</span>
      <span className={warn ? 'font-medium text-warning' : ''}>
        {value === null ? <span className="text-muted">{t.ledger.notCounted}</span> : <Count value={value} />}
      </span>
    </span>
  );
}
