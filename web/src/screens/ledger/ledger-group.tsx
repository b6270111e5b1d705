import type { ReactNode } from 'react';
import type { LedgerEntryView } from '../../../../src/contract/backups.ts';
import { Card } from '../../components/card.tsx';
import { compareTexts } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import type { LedgerGroupName } from '../../records/ledger-words.ts';
import { LedgerLine } from './ledger-line.tsx';

/** Ledger entries with a similar outcome by name, and an explanation of the outcome. */
export function LedgerGroup({
  group,
  entries,
  open,
}: {
  readonly group: LedgerGroupName;
  readonly entries: readonly LedgerEntryView[];
  readonly open: string | null;
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const nameOf = ({ artifact, title }: LedgerEntryView): string => kinds.artifactName(artifact, title);
  return (
    <section aria-labelledby={`ledger-${group}`} className="flex flex-col gap-2">
      <div>
        <h2 id={`ledger-${group}`} className="text-lg font-semibold">
          {t.ledger.groups[group]}
        </h2>
        <p className="text-muted">{t.ledger.groupText[group]}</p>
      </div>
      <Card>
        <ul>
          {entries
            .toSorted((one, other) => compareTexts(nameOf(one), nameOf(other)))
            .map((entry) => (
              <li key={entry.artifact} className="border-b border-line last:border-0">
                <LedgerLine entry={entry} open={entry.artifact === open} />
              </li>
            ))}
        </ul>
      </Card>
    </section>
  );
}
