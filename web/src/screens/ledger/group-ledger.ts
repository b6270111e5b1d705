import type { LedgerEntryView } from '../../../../src/contract/backups.ts';
import { groupOf, type LedgerGroupName } from '../../records/ledger-words.ts';

/** Groups of entries, those that need attention first. */
const GROUPS = ['problems', 'read', 'encrypted', 'absent'] as const satisfies readonly LedgerGroupName[];

/** Groups ledger entries by outcome, without empty groups. */
export function groupLedger(
  entries: readonly LedgerEntryView[],
): { readonly group: LedgerGroupName; readonly entries: readonly LedgerEntryView[] }[] {
  return GROUPS.map((group) => ({
    group,
    entries: entries.filter(({ outcome }) => groupOf(outcome) === group),
  })).filter(({ entries }) => entries.length > 0);
}
