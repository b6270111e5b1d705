import type { ReactNode } from 'react';
import type { LedgerEntryView } from '../../../../src/contract/backups.ts';
import { Card } from '../../components/card.tsx';
import { Count } from '../../components/figures.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';

/** The ledger in four numbers. */
export function LedgerSummary({ entries }: { readonly entries: readonly LedgerEntryView[] }): ReactNode {
  const words = useText().ledger.summary;
  const sum = (of: (entry: LedgerEntryView) => number): number =>
    entries.reduce((total, entry) => total + of(entry), 0);
  const newest = entries.reduce<number | null>(
    (latest, { indexedAt }) => (indexedAt === null || (latest ?? 0) > indexedAt ? latest : indexedAt),
    null,
  );
  const figures: readonly { readonly label: string; readonly value: ReactNode }[] = [
    { label: words.read, value: <Count value={sum(({ parsed }) => parsed)} /> },
    { label: words.skipped, value: <Count value={sum(({ skipped }) => skipped)} /> },
    { label: words.stores, value: <Count value={sum(({ sources }) => sources.length)} /> },
    { label: words.when, value: <Time at={newest} format="relative" /> },
  ];
  return (
    <Card className="overflow-hidden">
      <dl className="grid grid-cols-2 gap-px bg-line sm:grid-cols-4">
        {figures.map(({ label, value }) => (
          <div key={label} className="flex flex-col-reverse justify-end bg-surface px-5 py-4">
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="text-lg font-semibold sm:text-xl [&_time]:whitespace-normal">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
