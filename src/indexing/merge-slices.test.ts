import { describe, expect, it } from 'vitest';
import { registry } from '../artifacts/registry.ts';
import { msg, plain } from '../locales/messages.ts';
import type { LedgerEntry, Outcome } from '../model/outcome.ts';
import { mergeLedgers, mergeRows } from './merge-slices.ts';

const odd = (count: number) => ({ ...msg('note.unknown-code', { field: 'odd', value: 7 }), count });

function entry(outcome: Outcome, more: Partial<LedgerEntry> = {}): LedgerEntry {
  const counts = { found: 10, parsed: 8, skipped: 2, notes: [odd(1)], milliseconds: 5 };
  return { artifact: 'messages', version: 1, outcome, reason: null, ...counts, ...more };
}

describe('merged ledger lines', () => {
  it('add up the counts', () => {
    const merged = mergeLedgers([
      entry('indexed'),
      entry('indexed', { notes: [odd(2), { ...plain('new'), count: 1 }], found: 4 }),
    ]);
    expect(merged).toMatchObject({ found: 14, parsed: 16, skipped: 4, milliseconds: 10 });
    expect(merged.notes).toEqual([odd(3), { ...plain('new'), count: 1 }]);
    expect(mergeLedgers([entry('indexed'), entry('indexed', { found: null })]).found).toBeNull();
  });

  it.each([
    [['indexed', 'indexed'], 'indexed'],
    [['empty', 'empty'], 'empty'],
    [['indexed', 'empty'], 'indexed'],
    [['indexed', 'partial'], 'partial'],
    [['failed', 'indexed'], 'partial'],
    [['failed', 'failed'], 'failed'],
    [['locked', 'locked'], 'locked'],
    [['unsupported-schema', 'unsupported-schema'], 'unsupported-schema'],
  ] as const)('of %j are %s', ([first, second], outcome) => {
    const reason = plain('why');
    const merged = mergeLedgers([entry(first), entry(second, { reason })]);
    expect(merged).toMatchObject({ outcome, reason });
  });
});

describe('merged rows', () => {
  const artifact = registry.find(({ id }) => id === 'messages');
  if (artifact === undefined) throw new Error('there are no messages');
  const row = (key: number, messageCount: number, lastAt: number | null, lastMessage: number | null) => ({
    key,
    messageCount,
    firstAt: lastAt,
    lastAt,
    lastMessage,
    lastText: lastMessage === null ? null : `message ${lastMessage}`,
  });
  const merge = (...slices: ReturnType<typeof row>[][]) =>
    mergeRows(
      artifact,
      'message_conversations',
      slices.map((rows) => ({
        ledger: entry('indexed'),
        sources: [],
        partial: { message_conversations: rows },
        readAgain: false,
      })),
    );

  it('are one per key, from the slice with the newest message', () => {
    const merged = merge(
      [row(1, 3, 500, 30), row(2, 0, null, null), row(3, 1, 100, 5)],
      [row(1, 2, 400, 90), row(2, 4, 200, 80)],
    );
    expect(merged).toMatchObject([
      { key: 1, messageCount: 5, firstAt: 400, lastAt: 500, lastMessage: 30, lastText: 'message 30' },
      { key: 2, messageCount: 4, firstAt: 200, lastAt: 200, lastMessage: 80 },
      { key: 3, messageCount: 1, lastMessage: 5 },
    ]);
  });

  it('prefer the higher key for messages of the same time', () => {
    expect(merge([row(1, 1, 100, 7)], [row(1, 1, 100, 9)])[0]).toMatchObject({ lastMessage: 9 });
    expect(merge([row(1, 1, 100, 9)], [row(1, 1, 100, 7)])[0]).toMatchObject({ lastMessage: 9 });
  });
});
