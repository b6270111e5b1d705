import type { LedgerEntryView } from '../../../src/contract/backups.ts';
import type { Texts } from '../i18n/texts.ts';

/** Groups of ledger entries. */
export type LedgerGroupName = 'early' | 'problems' | 'read' | 'encrypted' | 'not-chosen' | 'absent';

const GROUP_OF: Readonly<Record<LedgerEntryView['outcome'], LedgerGroupName>> = {
  failed: 'problems',
  partial: 'problems',
  'unsupported-schema': 'problems',
  locked: 'problems',
  indexed: 'read',
  empty: 'read',
  'needs-encrypted-backup': 'encrypted',
  'not-chosen': 'not-chosen',
  absent: 'absent',
};

/** Group of an outcome: `problems` if something in the backup is missing. */
export function groupOf(outcome: LedgerEntryView['outcome']): LedgerGroupName {
  return GROUP_OF[outcome];
}

/** Reason why something could not be read, from the ledger. */
export function whyUnread({ reason, reasonCode }: LedgerEntryView, { records: { none }, server }: Texts): string {
  return reason === null ? none.unreadText : server(reason, reasonCode);
}
