import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Extraction, extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { itForSome } from '../../../../test/support/some-rows.ts';
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
  itForSome([6, 9, 10, 11, 14, 16, 18] as const, (generation) => [6, 14, 18].includes(generation))(
    'have the rows of the index, on the schema of iOS %i',
    (generation) => {
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
      expect(since(newest.rows.messages).map(({ key }) => key)).toEqual(
        since(whole.rows.messages).map(({ key }) => key),
      );
    },
  );

  it('are those of all chats that a conversation was merged from', () => {
    const path = join(folder, 'merged.db');
    writeMessagesDatabase(path, { seed: 'merged', size: 1500, generation: 18 });
    const db = new DatabaseSync(path);
    // Each second chat belongs to the one before it, and their messages alternate.
    db.exec(`
      CREATE TEMP TABLE ranked AS
        SELECT chat_id AS chat, row_number() OVER (ORDER BY max(message_date) DESC) AS place FROM chat_message_join
        JOIN chat ON chat.ROWID = chat_id WHERE style = 43 GROUP BY chat_id;
      CREATE TEMP TABLE numbered AS
        SELECT place, message_id AS message, message_date AS date,
          row_number() OVER (PARTITION BY chat_id ORDER BY message_date DESC) AS number
        FROM chat_message_join JOIN ranked ON chat = chat_id;
      CREATE TEMP TABLE moved AS
        SELECT b.message, a.date - 1000000000 AS date FROM numbered b JOIN numbered a USING (number)
        WHERE b.place % 2 = 0 AND a.place = b.place - 1;
      UPDATE message SET date = moved.date FROM moved WHERE moved.message = message.ROWID;
      UPDATE chat_message_join SET message_date = moved.date FROM moved WHERE moved.message = message_id;
      CREATE TABLE chat_lookup (identifier TEXT, domain TEXT, chat INTEGER, priority INTEGER);
      INSERT INTO chat_lookup SELECT 'merged ' || (place + 1) / 2, 'test', chat, 0 FROM ranked;
    `);
    db.close();
    const scope = { newest: 40, chats: 8, ofEachChat: 12 };
    const { whole, newest } = bothWays(path, scope);
    const first = whole.rows.message_conversations
      .toSorted((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0))
      .slice(0, scope.chats)
      .filter(({ chats }) => (chats?.length ?? 0) > 1);
    expect(first.length).toBeGreaterThan(1);
    const page = ({ rows }: Result, conversation: number | null) =>
      rows.message_conversation_items
        .filter((row) => row.conversation === conversation)
        .toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0) || (b.message ?? 0) - (a.message ?? 0))
        // Reactions are rows, but no items.
        .slice(0, scope.ofEachChat / 2);
    for (const { key } of first) expect(page(newest, key)).toEqual(page(whole, key));
    const older = first.flatMap(({ key }) => page(newest, key).map(({ chat }) => `${key} ${chat}`));
    expect(new Set(older).size).toBeGreaterThan(first.length);
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
