import type { LedgerEntryView } from '../../../src/contract/backups.ts';
import { currentLanguage } from '../i18n/locale.ts';
import type { Texts } from '../i18n/texts.ts';

/** Why something is not in a backup. */
export function whyAbsent({ reason, reasonCode }: LedgerEntryView, { records: { none }, server }: Texts): string {
  if (reason === null) return none.absentText;
  const told = server(reason, reasonCode);
  return told === reason && currentLanguage() !== 'en' ? none.absentText : told;
}
