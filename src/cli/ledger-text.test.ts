import { expect, it } from 'vitest';
import type { LedgerEntryView } from '../contract/backups.ts';
import { formatLedger } from './ledger-text.ts';

const entry = (artifact: string, facts: Partial<LedgerEntryView>): LedgerEntryView => ({
  artifact,
  title: artifact,
  version: 1,
  outcome: 'indexed',
  reason: null,
  reasonCode: null,
  found: 3,
  parsed: 3,
  skipped: 0,
  milliseconds: 0,
  indexedAt: null,
  preview: null,
  noteCodes: [],
  notes: {},
  sources: [],
  ...facts,
});

const LEDGER = [
  entry('Viber', { outcome: 'absent', reason: 'This backup holds no chats of Viber.', found: null, parsed: 0 }),
  entry('Notes', { outcome: 'failed', reason: 'The database is damaged.', found: null, parsed: 0 }),
  entry('Calls', { outcome: 'needs-encrypted-backup', reason: 'Not encrypted.', found: null, parsed: 0 }),
  entry('Messages', {}),
];

it('lists what was read before what is not in the backup', () => {
  expect(formatLedger(LEDGER, 'explained').split('\n')).toEqual([
    'ARTIFACT  OUTCOME  FOUND  READ  SKIPPED',
    'Messages  indexed      3     3        0',
    'Notes     failed       –     0        0',
    'Notes: The database is damaged. What to do: copy the backup again and index it, or report it.',
    '',
    'Not in this backup:',
    expect.stringMatching(/^Calls: Not encrypted\. What to do: tick “Encrypt local backup”/),
    'Viber: This backup holds no chats of Viber.',
    '',
  ]);
});

it('counts what is not in the backup where the ledger is not the point', () => {
  const lines = formatLedger(LEDGER).split('\n');
  expect(lines).not.toContain('Viber: This backup holds no chats of Viber.');
  expect(lines.at(-2)).toBe(
    'Not in this backup: 2 artifacts, 1 of them because it is not encrypted. `apple-juicer ledger` lists them.',
  );
});

it('says what rows of tables are not counted only where the ledger is the point', () => {
  const text = '7 rows of the same tables are something else and are not counted here.';
  const ledger = [entry('Pulses', { noteCodes: [{ code: 'note.other-rows', params: {}, count: 7, text }] })];
  expect(formatLedger(ledger, 'explained')).toContain(`Pulses: ${text}`);
  expect(formatLedger(ledger)).not.toContain(text);
});

it('says once why many artifacts are not whole', () => {
  const partial = { outcome: 'partial', reason: 'The list of files is damaged.' } as const;
  const many = ['Alarms', 'Books', 'Calls', 'Notes'].map((title) => entry(title, partial));
  const lines = formatLedger(many).split('\n').slice(5);
  expect(lines).toEqual(['4 artifacts: The list of files is damaged.', '']);
  expect(formatLedger(many.slice(1))).toContain('Calls: The list of files is damaged.\nNotes: The list');
});
