import type { LedgerEntryView } from '../../../src/contract/backups.ts';
import type { KindCountView } from '../../../src/contract/kinds.ts';
import type { Texts } from '../i18n/texts.ts';

/** Short reason why records of a kind are missing; null if complete. */
export function outcomeWord({ count, outcome }: Pick<KindCountView, 'count' | 'outcome'>, t: Texts): string | null {
  if (outcome === null) return t.records.none.notIndexed;
  if (outcome === 'indexed' && (count ?? 0) > 0) return null;
  if (outcome === 'indexed' || outcome === 'empty') return t.overview.notRead.empty;
  if (outcome === 'partial' && (count ?? 0) > 0) return t.ledger.outcome.partial;
  const words: Readonly<Record<string, string>> = t.overview.notRead;
  return words[outcome] ?? t.ledger.outcome[outcome as LedgerEntryView['outcome']] ?? outcome;
}

/** True if something in the backup could not be read. */
export function needsAttention({ outcome }: Pick<KindCountView, 'outcome'>): boolean {
  return outcome === 'failed' || outcome === 'partial' || outcome === 'unsupported-schema' || outcome === 'locked';
}
