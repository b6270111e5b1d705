import type { LedgerEntryView } from '../../../src/contract/backups.ts';
import type { Texts } from '../i18n/texts.ts';

/** Kinds of lines of the ledger. */
export type LedgerGroupName = 'problems' | 'read' | 'encrypted' | 'absent';

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

/** What the outcome of a line means: `problems` where something is missing that is in the backup. */
export function groupOf(outcome: LedgerEntryView['outcome']): LedgerGroupName {
  return GROUP_OF[outcome];
}

/** Why something could not be read, as the ledger says it. */
export function whyUnread({ reason, reasonCode }: LedgerEntryView, { records: { none }, server }: Texts): string {
  return reason === null ? none.unreadText : server(reason, reasonCode);
}
