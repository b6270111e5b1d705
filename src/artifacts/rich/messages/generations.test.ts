import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Extraction, extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { describeForSome } from '../../../../test/support/some-rows.ts';
import { writeMessagesDatabase } from '../../../synthetic/messages/messages-database.ts';
import type { MessagesTruth } from '../../../synthetic/messages/messages-truth.ts';
import { messages } from './index.ts';
import type { messageTables } from './tables.ts';

/** Kinds of the synthetic database that are folded into their target message. */
const FOLDED = new Set([
  'tapback',
  'tapback-removed',
  'tapback-emoji',
  'tapback-sticker',
  'tapback-on-second-bubble',
  'poll-vote',
  'sticker',
]);
/** Kinds that always have the same sender, independent of their scene. */
const FIXED_SENDER = new Set(['failed', 'downgraded', 'scheduled', 'unknown-sender']);
const SIZE = 1500;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'apple-juicer-generations-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeForSome([6, 9, 10, 11, 13, 14, 15, 16, 17, 18] as const, (generation) => [6, 11, 14, 18].includes(generation))(
  'the schema of iOS %i',
  (generation) => {
    let truth: MessagesTruth;
    let extraction: Extraction<typeof messageTables>;
    beforeAll(() => {
      const path = join(folder, `${generation}.db`);
      truth = writeMessagesDatabase(path, { seed: `generation ${generation}`, size: SIZE, generation });
      const files = Object.fromEntries(
        truth.attachments.map(({ relativePath, missing, guid }) => [
          `MediaDomain-${relativePath}`,
          { fileID: guid, state: missing ? ('payload-missing' as const) : ('present' as const) },
        ]),
      );
      const db = new DatabaseSync(path, { readOnly: true });
      extraction = extractAll(messages, { db }, { region: 'US', files });
      db.close();
    });

    it('gives a message for every row or folds it into one', () => {
      expect(extraction.found).toBe(SIZE);
      expect(extraction.rows.messages.length + (extraction.notes['folded-reactions'] ?? 0)).toBe(SIZE);
      // The invalid body of `hostile-body` loses nothing: its text is in the other column.
      expect(extraction.losses).toEqual({});
      const folded = Object.entries(truth.counts).filter(([name]) => FOLDED.has(name));
      // A reaction to a sticker that was itself folded has no target.
      const reactions = (extraction.notes['folded-reactions'] ?? 0) + (extraction.notes['orphaned-reactions'] ?? 0);
      expect(reactions).toBe(folded.reduce((sum, [, count]) => sum + count, 0));
    });

    it('gives every key once', () => {
      for (const [name, { primaryKey }] of Object.entries(messages.tables)) {
        const rows = extraction.rows[name as keyof typeof messageTables] as readonly Record<string, unknown>[];
        const keys = rows.map((row) => JSON.stringify(primaryKey.map((column) => row[column])));
        expect(new Set(keys).size, name).toBe(keys.length);
      }
    });

    it('reads text, date, sender and conversation of one message of each kind', () => {
      const byKey = new Map(extraction.rows.messages.map((row) => [row.key, row]));
      for (const [name, planted] of Object.entries(truth.examples)) {
        const row = byKey.get(planted.rowId);
        if (FOLDED.has(name)) {
          expect(row, name).toBeUndefined();
          continue;
        }
        expect(row?.guid, name).toBe(planted.guid);
        expect(row?.sentAt, name).toBeCloseTo(planted.date, -4);
        if (!FIXED_SENDER.has(name)) expect(row?.isFromMe, name).toBe(planted.fromMe);
        // SQLite stores UTF-8, which has no lone surrogates.
        if (name !== 'hostile-lone-surrogate') expect(row?.text, name).toBe(planted.text || null);
        const chat = truth.conversations.find(({ guid }) => guid === planted.chatGuid);
        const conversation = extraction.rows.message_conversations.find(({ key }) => key === row?.conversation);
        if (chat === undefined) expect(conversation?.kind, name).toBe('orphaned');
        else
          expect(
            conversation?.chats?.map(({ guid }) => guid),
            name,
          ).toContain(chat.guid);
      }
    });

    it('finds every needle once', () => {
      for (const { word, rowId, guid } of truth.needles) {
        const hits = extraction.documents.filter(({ document }) => document.text.includes(word));
        expect(hits, word).toHaveLength(1);
        expect(extraction.rows.messages.find(({ key }) => key === rowId)?.guid).toBe(guid);
      }
    });

    it('lists a message of two chats in both conversations', () => {
      const [first] = truth.needles;
      const items = extraction.rows.message_conversation_items.filter(({ message }) => message === first?.rowId);
      expect(new Set(items.map(({ conversation }) => conversation)).size).toBe(items.length);
      const joined = new DatabaseSync(join(folder, `${generation}.db`), { readOnly: true });
      const chats = joined.prepare('SELECT chat_id FROM chat_message_join WHERE message_id = ?').all(first?.rowId ?? 0);
      joined.close();
      expect(chats).toHaveLength(2);
      const keys = chats.map(
        ({ chat_id }) =>
          extraction.rows.message_conversations.find(({ chats }) => chats?.some(({ rowid }) => rowid === chat_id))?.key,
      );
      expect(new Set(items.map(({ conversation }) => conversation))).toEqual(new Set(keys));
    });

    it('counts the messages of every conversation', () => {
      for (const { key, messageCount, lastAt } of extraction.rows.message_conversations) {
        const items = extraction.rows.message_conversation_items.filter(({ conversation }) => conversation === key);
        expect(messageCount).toBe(items.length);
        if (items.length > 0) expect(lastAt).toBe(Math.max(...items.map(({ at }) => at ?? 0)));
      }
    });

    it('finds the file of every attachment', () => {
      const rows = new Map(extraction.rows.message_attachments.map((row) => [row.key, row]));
      expect(rows.size).toBe(truth.attachments.length);
      for (const attachment of truth.attachments) {
        expect(rows.get(attachment.rowId)).toMatchObject({
          guid: attachment.guid,
          file: attachment.guid,
          state: attachment.missing ? 'payload-missing' : 'present',
          mimeType: attachment.mimeType,
        });
      }
    });
  },
);

it('is deterministic', () => {
  const path = join(folder, 'twice.db');
  writeMessagesDatabase(path, { seed: 'twice', size: 400 });
  const read = (): unknown => {
    const db = new DatabaseSync(path, { readOnly: true });
    try {
      return extractAll(messages, { db });
    } finally {
      db.close();
    }
  };
  expect(read()).toEqual(read());
});
