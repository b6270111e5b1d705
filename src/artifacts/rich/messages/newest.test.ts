import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Extraction, extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { Excerpt } from '../../../backup/source-database/excerpt.ts';
import { writeMessagesDatabase } from '../../../synthetic/messages/messages-database.ts';
import { messages } from './index.ts';
import { copyNewestMessages } from './newest.ts';
import type { messageTables } from './tables.ts';

type Result = Extraction<typeof messageTables>;

const SCOPE = { newest: 150, chats: 5, ofEachChat: 12 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'apple-juicer-newest-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All rows, and those of the newest messages. */
function bothWays(path: string, scope = SCOPE): { whole: Result; newest: Result; backTo: number | null } {
  const db = new DatabaseSync(path, { readOnly: true });
  const excerpt = new Excerpt(db);
  try {
    const backTo = copyNewestMessages(excerpt, scope);
    excerpt.seal();
    return {
      whole: extractAll(messages, { db }, { region: 'US' }),
      newest: extractAll(messages, { db: excerpt.db }, { region: 'US', isExcerpt: true }),
      backTo,
    };
  } finally {
    excerpt.db.close();
    db.close();
  }
}

/** What of a row cannot be known before all messages are read. */
const UNKNOWN = { messageCount: 0, firstAt: null };

describe('the newest messages', () => {
  it.each([6, 9, 10, 11, 14, 16, 18] as const)('have the rows of the index, on the schema of iOS %i', (generation) => {
    const path = join(folder, `${generation}.db`);
    writeMessagesDatabase(path, { seed: `newest ${generation}`, size: 1500, generation });
    const { whole, newest, backTo } = bothWays(path);
    expect(newest.rows.messages.length).toBeGreaterThan(SCOPE.newest / 2);
    expect(newest.rows.messages.length).toBeLessThan(whole.rows.messages.length / 2);
    const byKey = new Map(whole.rows.messages.map((row) => [row.key, row]));
    for (const row of newest.rows.messages) expect(row).toEqual(byKey.get(row.key));
    for (const table of ['message_attachments', 'message_conversation_items', 'message_threads'] as const) {
      const all = new Set(whole.rows[table].map((row) => JSON.stringify(row)));
      const unlike = newest.rows[table].filter((row) => !all.has(JSON.stringify(row)));
      expect(unlike).toEqual([]);
    }
    const documents = new Set(whole.documents.map((each) => JSON.stringify(each)));
    expect(newest.documents.filter((each) => !documents.has(JSON.stringify(each)))).toEqual([]);
    // The list of chats is whole, in its order.
    const chats = whole.rows.message_conversations.filter(({ key }) => (key ?? 0) > 0);
    const early = newest.rows.message_conversations.filter(({ key }) => (key ?? 0) > 0);
    expect(early.map((row) => ({ ...row, ...UNKNOWN }))).toEqual(chats.map((row) => ({ ...row, ...UNKNOWN })));
    // Nothing is missing since the time that is named, but reactions to what is not in the database.
    expect(backTo).not.toBeNull();
    const since = (rows: Result['rows']['messages']) =>
      rows.filter(({ sentAt, kind }) => (sentAt ?? 0) >= (backTo ?? 0) && kind !== 'reaction');
    expect(since(newest.rows.messages).map(({ key }) => key)).toEqual(since(whole.rows.messages).map(({ key }) => key));
  });

  it('are all of them in a small database', () => {
    const path = join(folder, 'small.db');
    writeMessagesDatabase(path, { seed: 'small', size: 60 });
    const { whole, newest, backTo } = bothWays(path, { newest: 3000, chats: 60, ofEachChat: 50 });
    expect(newest.rows.messages).toEqual(
      whole.rows.messages.filter(({ key }) => newest.rows.messages.some((row) => row.key === key)),
    );
    expect(newest.rows.message_conversation_items.length).toBeGreaterThan(0);
    expect(backTo).toBeNull();
  });

  it('are none of a database without the columns', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE message (ROWID INTEGER PRIMARY KEY, text TEXT)');
    const excerpt = new Excerpt(db);
    expect(copyNewestMessages(excerpt)).toBeNull();
    excerpt.db.close();
    db.close();
  });
});
