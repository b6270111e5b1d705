import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { assert, integer, property } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Extraction, extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { rounds } from '../../../../test/support/depth.ts';
import { itForSome } from '../../../../test/support/some-rows.ts';
import { writeMessagesDatabase } from '../../../synthetic/messages/messages-database.ts';
import type { Slice } from '../../kit/artifact.ts';
import { messages } from './index.ts';
import type { messageTables } from './tables.ts';

type Result = Extraction<typeof messageTables>;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'apple-juicer-slices-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function extract(path: string, slice: Slice): Result {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return extractAll(messages, { db }, { region: 'US', slice });
  } finally {
    db.close();
  }
}

/** The combined results of all slices, merged as in an index run. */
function combined(path: string, of: number): Result {
  const parts = Array.from({ length: of }, (_, index) => extract(path, { index, of }));
  const conversations = new Map<number, Result['rows']['message_conversations'][number]>();
  for (const row of parts.flatMap(({ rows }) => rows.message_conversations)) {
    const earlier = conversations.get(row.key as number);
    const merged = earlier === undefined ? row : messages.slicing?.merge('message_conversations', earlier, row);
    conversations.set(row.key as number, merged as typeof row);
  }
  return {
    rows: {
      messages: parts.flatMap(({ rows }) => rows.messages),
      message_attachments: parts.flatMap(({ rows }) => rows.message_attachments),
      message_conversation_items: parts.flatMap(({ rows }) => rows.message_conversation_items),
      message_threads: parts.flatMap(({ rows }) => rows.message_threads),
      message_conversations: [...conversations.values()],
    },
    documents: parts.flatMap(({ documents }) => documents),
    notes: sums(parts.map(({ notes }) => notes)),
    losses: sums(parts.map(({ losses }) => losses)),
    found: parts.reduce((sum, { found }) => sum + (found ?? 0), 0),
  };
}

function sums(counts: readonly Record<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((each) => Object.entries(each))) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** The result with rows in a fixed order. */
function sorted({ rows, documents, ...rest }: Result): unknown {
  const byText = (list: readonly unknown[]) => list.map((item) => JSON.stringify(item)).sort();
  return {
    ...rest,
    documents: byText(documents),
    rows: Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, byText(list)])),
  };
}

describe('messages read in slices', () => {
  itForSome([6, 10, 14, 18] as const, (generation) => generation === 6 || generation === 18)(
    'equal those of one pass, on the schema of iOS %i',
    (generation) => {
      const path = join(folder, `${generation}.db`);
      writeMessagesDatabase(path, { seed: `slices ${generation}`, size: 1200, generation });
      const whole = sorted(extract(path, { index: 0, of: 1 }));
      for (const count of [2, 3, 7]) expect(sorted(combined(path, count))).toEqual(whole);
    },
  );

  it('equal those of one pass, for any database and number of slices', () => {
    let made = 0;
    assert(
      property(integer({ min: 1, max: 150 }), integer(), integer({ min: 2, max: 9 }), (size, seed, of) => {
        const path = join(folder, `any-${made++}.db`);
        writeMessagesDatabase(path, { seed, size });
        expect(sorted(combined(path, of))).toEqual(sorted(extract(path, { index: 0, of: 1 })));
      }),
      { numRuns: rounds(12), seed: 7 },
    );
  });

  it('give orphaned attachments and reactions in one slice', () => {
    const path = join(folder, 'orphans.db');
    writeMessagesDatabase(path, { seed: 'orphans', size: 400 });
    const db = new DatabaseSync(path);
    // Every third message is deleted; its attachments and reactions are kept.
    for (const { name } of db.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).all()) {
      db.exec(`DROP TRIGGER "${name as string}"`);
    }
    db.exec(`DELETE FROM message WHERE rowid % 3 = 0 AND ifnull(associated_message_type, 0) = 0`);
    db.close();
    const whole = extract(path, { index: 0, of: 1 });
    expect(whole.notes['orphaned-reactions']).toBeGreaterThan(0);
    expect(whole.rows.message_attachments.some(({ message }) => message === 0)).toBe(true);
    expect(sorted(combined(path, 4))).toEqual(sorted(whole));
  });
});
