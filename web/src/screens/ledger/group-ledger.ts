import type { LedgerEntryView } from '../../../../src/contract/backups.ts';
import { groupOf, type LedgerGroupName } from '../../records/ledger-words.ts';

/** Kinds of lines, the ones that need attention first. */
const GROUPS = ['problems', 'read', 'encrypted', 'absent'] as const satisfies readonly LedgerGroupName[];

/** Sorts the lines of a ledger by what became of them; groups without lines are left out. */
export function groupLedger(
  entries: readonly LedgerEntryView[],
): { readonly group: LedgerGroupName; readonly entries: readonly LedgerEntryView[] }[] {
  return GROUPS.map((group) => ({
    group,
    entries: entries.filter(({ outcome }) => groupOf(outcome) === group),
  })).filter(({ entries }) => entries.length > 0);
}
