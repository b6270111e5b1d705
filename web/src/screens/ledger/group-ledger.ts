import type { LedgerEntryView } from '../../../../src/contract/backups.ts';

/** Kinds of lines, the ones that need attention first. */
const GROUPS = ['problems', 'read', 'encrypted', 'absent'] as const;
/** Kinds of lines. */
export type LedgerGroupName = (typeof GROUPS)[number];

const GROUP_OF: Readonly<Record<LedgerEntryView['outcome'], LedgerGroupName>> = {
  failed: 'problems',
  partial: 'problems',
  'unsupported-schema': 'problems',
  locked: 'problems',
  indexed: 'read',
  empty: 'read',
  'needs-encrypted-backup': 'encrypted',
  absent: 'absent',
};

/** Sorts the lines of a ledger by what became of them; groups without lines are left out. */
export function groupLedger(
  entries: readonly LedgerEntryView[],
): { readonly group: LedgerGroupName; readonly entries: readonly LedgerEntryView[] }[] {
  return GROUPS.map((group) => ({
    group,
    entries: entries.filter(({ outcome }) => GROUP_OF[outcome] === group),
  })).filter(({ entries }) => entries.length > 0);
}
