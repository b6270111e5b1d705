import type { LedgerEntryView } from '../contract/backups.ts';
import { formatCount } from './format.ts';
import { formatTable } from './table.ts';
import { visible } from './terminal-text.ts';

/** Suggested actions by outcome. */
const ADVICE: Readonly<Partial<Record<LedgerEntryView['outcome'], string>>> = {
  'needs-encrypted-backup': 'tick “Encrypt local backup” in Finder, iTunes or Apple Devices and make a new backup',
  locked: 'index again with the password',
  'unsupported-schema': 'please report it with the iOS version',
  failed: 'copy the backup again and index it, or report it',
};

/** Formats the ledger, ordered by title: counts, reasons for skipped records, and suggested actions. */
export function formatLedger(entries: readonly LedgerEntryView[]): string {
  if (entries.length === 0) return 'Nothing was read yet.\n';
  const ledger = entries.toSorted((a, b) => a.title.localeCompare(b.title, 'en'));
  const table = formatTable(ledger, [
    { title: 'ARTIFACT', value: ({ title }) => title },
    { title: 'OUTCOME', value: ({ outcome }) => outcome },
    { title: 'FOUND', value: ({ found }) => (found === null ? '–' : formatCount(found)), align: 'right' },
    { title: 'READ', value: ({ parsed }) => formatCount(parsed), align: 'right' },
    { title: 'SKIPPED', value: ({ skipped }) => formatCount(skipped), align: 'right' },
  ]);
  const leftOut = ledger.filter(({ outcome }) => outcome === 'not-chosen').map(({ artifact }) => artifact);
  const reasons = ledger.flatMap(({ title, outcome, reason, reasonCode }) => {
    if (outcome === 'not-chosen') return [];
    const advice = saysWhatToDo(reasonCode) ? undefined : ADVICE[outcome];
    const why = [reason, advice === undefined ? null : `What to do: ${advice}.`].filter((part) => part !== null);
    return why.length === 0 ? [] : `${visible(`${title}: ${why.join(' ')}`)}\n`;
  });
  const notes = ledger.flatMap(({ title, noteCodes }) =>
    noteCodes.map(({ text }) => `${visible(`${title}: ${text}`)}\n`),
  );
  const choice = leftOut.length === 0 ? [] : [`Not chosen (read with “index ID --add NAME”): ${leftOut.join(', ')}\n`];
  return table + [...reasons, ...notes, ...choice].join('');
}

/** Reasons that are not in the backup come with their own advice. */
const WITH_ADVICE: ReadonlySet<string> = new Set(['ledger.local-failure', 'ledger.own-error']);

function saysWhatToDo(reason: LedgerEntryView['reasonCode']): boolean {
  if (reason === null) return false;
  const problem = reason.params['problem'];
  return WITH_ADVICE.has(reason.code) || (typeof problem === 'object' && WITH_ADVICE.has(problem.code));
}
