import type { LedgerEntryView } from '../contract/backups.ts';
import { formatCount, plural } from './format.ts';
import { formatTable } from './table.ts';
import { visible } from './terminal-text.ts';

/** Suggested actions by outcome. */
const ADVICE: Readonly<Partial<Record<LedgerEntryView['outcome'], string>>> = {
  'needs-encrypted-backup': 'tick “Encrypt local backup” in Finder, iTunes or Apple Devices and make a new backup',
  locked: 'index again with the password',
  'unsupported-schema': 'please report it with the iOS version',
  failed: 'copy the backup again and index it, or report it',
};

/** Outcomes of artifacts without a store in the backup. */
const ABSENT: ReadonlySet<LedgerEntryView['outcome']> = new Set(['absent', 'needs-encrypted-backup']);

/** Number of artifacts that are each named before a reason that they share. */
const MOST_NAMED = 3;

/** Codes of notes that only make the counts add up: no record is missing because of them. */
const ONLY_EXPLAINED: ReadonlySet<string> = new Set(['note.other-rows']);

/**
 * Formats the ledger, ordered by title: counts, reasons for skipped records, and suggested actions. What is not in the
 * backup comes last, with the reasons, or with their number and the command that has them. Only with the reasons it also
 * has the rows of tables that are something else.
 */
export function formatLedger(entries: readonly LedgerEntryView[], absent: 'explained' | 'counted' = 'counted'): string {
  if (entries.length === 0) return 'Nothing was read yet.\n';
  const sorted = entries.toSorted((a, b) => compareTitles(a.title, b.title));
  const ledger = sorted.filter(({ outcome }) => !ABSENT.has(outcome));
  const missing = sorted.filter(({ outcome }) => ABSENT.has(outcome));
  const table = formatTable(ledger, [
    { title: 'ARTIFACT', value: ({ title }) => title },
    { title: 'OUTCOME', value: ({ outcome }) => outcome },
    { title: 'FOUND', value: ({ found }) => (found === null ? '–' : formatCount(found)), align: 'right' },
    { title: 'READ', value: ({ parsed }) => formatCount(parsed), align: 'right' },
    { title: 'SKIPPED', value: ({ skipped }) => formatCount(skipped), align: 'right' },
  ]);
  const leftOut = ledger.filter(({ outcome }) => outcome === 'not-chosen').map(({ artifact }) => artifact);
  const reasons = sharedReasonLines(ledger);
  const notes = ledger.flatMap(({ title, noteCodes }) =>
    noteCodes
      .filter(({ code }) => absent === 'explained' || !ONLY_EXPLAINED.has(code))
      .map(({ text }) => `${visible(`${title}: ${text}`)}\n`),
  );
  const choice = leftOut.length === 0 ? [] : [`Not chosen (read with “index ID --add NAME”): ${leftOut.join(', ')}\n`];
  return (
    (ledger.length === 0 ? '' : table) + [...reasons, ...notes, ...choice, ...missingLines(missing, absent)].join('')
  );
}

/** In the order of the alphabet. Titles are English, and a collation takes ten milliseconds to load. */
function compareTitles(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a < b ? -1 : a > b ? 1 : 0;
}

function missingLines(missing: readonly LedgerEntryView[], absent: 'explained' | 'counted'): string[] {
  if (missing.length === 0) return [];
  if (absent === 'explained') return ['\nNot in this backup:\n', ...missing.flatMap(reasonLines)];
  const needs = missing.filter(({ outcome }) => outcome === 'needs-encrypted-backup');
  const advice = needs.length === 0 ? '' : `, ${formatCount(needs.length)} of them because it is not encrypted`;
  return [`Not in this backup: ${plural(missing.length, 'artifact')}${advice}. \`apple-juicer ledger\` lists them.\n`];
}

/** The reasons of artifacts that a table names. One that many of them share, as a damaged list of files, is said once. */
function sharedReasonLines(ledger: readonly LedgerEntryView[]): string[] {
  const byReason = Map.groupBy(ledger, reasonOf);
  return [...byReason].flatMap(([reason, entries]) =>
    reason !== '' && entries.length > MOST_NAMED
      ? [`${visible(`${plural(entries.length, 'artifact')}: ${reason}`)}\n`]
      : entries.flatMap(reasonLines),
  );
}

function reasonLines(entry: LedgerEntryView): string[] {
  const reason = reasonOf(entry);
  return reason === '' ? [] : [`${visible(`${entry.title}: ${reason}`)}\n`];
}

function reasonOf({ outcome, reason, reasonCode }: LedgerEntryView): string {
  if (outcome === 'not-chosen') return '';
  const advice = saysWhatToDo(reasonCode) ? undefined : ADVICE[outcome];
  return [reason, advice === undefined ? null : `What to do: ${advice}.`].filter((part) => part !== null).join(' ');
}

/** Reasons that are not in the backup come with their own advice. */
const WITH_ADVICE: ReadonlySet<string> = new Set(['ledger.local-failure', 'ledger.own-error']);

function saysWhatToDo(reason: LedgerEntryView['reasonCode']): boolean {
  if (reason === null) return false;
  const problem = reason.params['problem'];
  return WITH_ADVICE.has(reason.code) || (typeof problem === 'object' && WITH_ADVICE.has(problem.code));
}
