import type { LedgerEntryView } from '../../../../src/contract/backups.ts';
import { groupOf, type LedgerGroupName } from '../../records/ledger-words.ts';

/** Groups of entries, those that need attention first. */
const GROUPS = [
  'early',
  'problems',
  'read',
  'encrypted',
  'not-chosen',
  'absent',
] as const satisfies readonly LedgerGroupName[];

/** Groups ledger entries by outcome, without empty groups. */
export function groupLedger(
  entries: readonly LedgerEntryView[],
): { readonly group: LedgerGroupName; readonly entries: readonly LedgerEntryView[] }[] {
  return GROUPS.map((group) => ({
    group,
    entries: entries.filter((entry) => groupOfEntry(entry) === group),
  })).filter(({ entries }) => entries.length > 0);
}

/** Records that are still being read for the first time are no loss. */
function groupOfEntry({ outcome, preview }: LedgerEntryView): LedgerGroupName {
  const group = groupOf(outcome);
  return preview !== null && group === 'problems' ? 'early' : group;
}
