import type { LedgerEntryView } from '../../../src/contract/backups.ts';
import { currentLanguage } from '../i18n/locale.ts';
import type { Texts } from '../i18n/texts.ts';

/**
 * Why something is not in a backup. A declaration says so in English: another language that has no words of its own for it
 * says only that it is not there.
 */
export function whyAbsent({ reason, reasonCode }: LedgerEntryView, { records: { none }, server }: Texts): string {
  if (reason === null) return none.absentText;
  const told = server(reason, reasonCode);
  return told === reason && currentLanguage() !== 'en' ? none.absentText : told;
}
