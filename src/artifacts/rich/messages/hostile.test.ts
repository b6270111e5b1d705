import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import {
  readWithDestroyedIndexes,
  readWithDestroyedPages,
} from '../../../../test/support/artifacts/destroyed-pages.ts';
import { damage, extractAll, extractDamaged } from '../../../../test/support/artifacts/extract-files.ts';
import { fullOnly, rounds } from '../../../../test/support/depth.ts';
import { guard } from '../../../backup/source-database/harden.ts';
import { writeMessagesDatabase } from '../../../synthetic/messages/messages-database.ts';
import { createTables } from '../../../synthetic/messages/messages-schema.ts';
import { seededRandom } from '../../../synthetic/random.ts';
import { messages } from './index.ts';

function empty(): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  for (const sql of createTables(18)) db.exec(sql);
  db.exec('PRAGMA foreign_keys = OFF');
  return db;
}

describe('values of the wrong type', () => {
  it('are the only ones lost', () => {
    const db = empty();
    db.exec(`
      INSERT INTO handle (ROWID, id, service) VALUES (-5, x'2b3135', 7), (9007199254740993, '+1', 'x'), (2, x'', '');
      INSERT INTO chat (ROWID, guid, style, properties) VALUES (-1, 'a', 45, 'text'), (0, 'b', 'x', 5), (3, x'63', x'', x'00');
      INSERT INTO chat_handle_join VALUES (3, -5), ('x', 'y'), (3, 2);
      INSERT INTO chat_message_join (chat_id, message_id) VALUES (-1, 1), (0, 1), (3, 'x'), (3, 2), (3, -9);
      INSERT INTO message (ROWID, guid, text, attributedBody, handle_id, date, is_from_me, error, message_summary_info)
        VALUES (-9, x'41', x'68c3a9', 'text body', 'x', 'yesterday', 'yes', 1e300, 'text'),
               (1, 'B', 12.5, 13, -5, 9223372036854775807, x'01', -9223372036854775808, x''),
               (2, 'C', NULL, NULL, 9223372036854775807, -9223372036854775808, 2, 1, NULL),
               (9223372036854775807, 'D', 'out of reach', NULL, 0, 0, 0, 0, NULL);
      INSERT INTO message (ROWID, guid, item_type, group_title, other_handle, associated_message_type, associated_message_guid, is_sos)
        VALUES (3, 'E', 9007199254740993, x'ff', -5, 'x', x'00', 'x'), (4, 'F', -1, zeroblob(40), 1e9, 2000, zeroblob(9), 0);
      INSERT INTO attachment (ROWID, guid, original_guid, filename, total_bytes, created_date)
        VALUES (-3, x'01', 1, x'2f', 1e300, 9223372036854775807), (7, 2, 2, zeroblob(100000), 'x', 'x');
      INSERT INTO message_attachment_join VALUES (1, -3), (1, 7), (9223372036854775807, 7), ('x', 'x');
    `);
    const { rows, found, losses } = extractAll(messages, { db });
    expect(found).toBe(6);
    expect(losses['damaged-records.messages']).toBe(1);
    expect(rows.messages.map(({ key, text, sentAt }) => [key, text, sentAt])).toEqual([
      [-9, 'hé', null],
      [1, '12.5', 10_201_679_236_854],
      [2, null, null],
      [3, null, null],
      [4, null, null],
    ]);
    expect(rows.message_conversations.map(({ key }) => key)).toEqual([3, -1]);
    expect(rows.message_attachments.map(({ key, message }) => [key, message])).toEqual([
      [-3, 1],
      [7, 1],
    ]);
    expect(() => JSON.stringify(rows)).not.toThrow();
  });

  it('do not exhaust memory: text that is too large is skipped and reported', () => {
    const db = empty();
    db.exec(`INSERT INTO message (ROWID, guid, text, attributedBody) VALUES
      (1, 'A', CAST(zeroblob(17000000) AS TEXT), NULL), (2, CAST(zeroblob(100000) AS TEXT), 'fine', zeroblob(17000000))`);
    const { rows, losses } = extractAll(messages, { db });
    expect(rows.messages.map(({ text }) => text)).toEqual([null, 'fine']);
    expect(rows.messages[1]?.guid).toHaveLength(32_768);
    expect(losses).toEqual({ 'too-large.messages': 2 });
  });
});

describe('unexpected tables', () => {
  it('are skipped', () => {
    const db = new DatabaseSync(':memory:');
    db.exec(`
      CREATE TABLE message (ROWID TEXT, guid TEXT, text TEXT, handle_id INTEGER, is_from_me INTEGER);
      INSERT INTO message VALUES ('x', 'A', 'a', 0, 0), (1, 'B', 'b', 0, 0), (1, 'C', 'c', 0, 0);
      CREATE VIEW chat AS SELECT 1 AS ROWID;
      CREATE VIEW handle AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS ROWID, i AS id FROM n;
    `);
    guard(db);
    const { rows, losses } = extractAll(messages, { db });
    expect(rows.messages).toEqual([]);
    expect(losses).toEqual({ 'damaged-records.messages': 3 });
  });

  it('never give duplicate keys', () => {
    const db = new DatabaseSync(':memory:');
    db.exec(`
      CREATE TABLE message (ROWID, guid TEXT, text TEXT, handle_id INTEGER, is_from_me INTEGER);
      INSERT INTO message VALUES (1, 'A', 'a', 0, 0), (1, 'B', 'b', 0, 0), (2, 'C', 'c', 0, 0);
      CREATE TABLE chat (ROWID, guid); INSERT INTO chat VALUES (1, 'a'), (1, 'b');
      CREATE TABLE attachment (ROWID, guid); INSERT INTO attachment VALUES (1, 'a'), (1, 'b');
    `);
    const { rows, losses } = extractAll(messages, { db });
    expect(rows.messages.map(({ key }) => key)).toEqual([1, 2]);
    expect(rows.message_conversations.map(({ key }) => key)).toEqual([1, -1]);
    expect(rows.message_attachments.map(({ key }) => key)).toEqual([1]);
    expect(losses).toEqual({ 'damaged-records.messages': 1, 'no-key.chats': 1 });
  });
});

describe('a damaged file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-hostile-'));
  const path = join(folder, 'sms.db');
  writeMessagesDatabase(path, { seed: 'hostile', size: 600 });
  const intact = readFileSync(path);
  rmSync(folder, { recursive: true });
  const pageSize = intact.readUInt16BE(16);

  it('gives the messages before and after the damage', () => {
    const db = new DatabaseSync(':memory:');
    db.deserialize(intact);
    const root = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'message'").get()?.rootpage as number;
    db.close();
    // The first child of the table's root page is its first leaf, or leads there; a child in the middle is overwritten.
    const page = (number: number): number => (number - 1) * pageSize;
    const cells = intact.readUInt16BE(page(root) + 3);
    const cell = intact.readUInt16BE(page(root) + 12 + 2 * Math.floor(cells / 2));
    const child = intact.readUInt32BE(page(root) + cell);
    const damaged = Buffer.from(intact);
    damaged.fill(0, page(child), page(child) + pageSize);
    const whole = extractDamaged(messages, 'db', intact);
    const partial = extractDamaged(messages, 'db', damaged);
    expect(partial?.losses['damaged-records.messages']).toBeGreaterThan(0);
    const keys = partial?.rows.messages.map(({ key }) => key ?? 0) ?? [];
    expect(Math.min(...keys)).toBe(Math.min(...(whole?.rows.messages.map(({ key }) => key ?? 0) ?? [])));
    expect(Math.max(...keys)).toBeGreaterThan(550);
    const texts = (extraction: typeof whole): number =>
      extraction?.rows.messages.filter(({ kind }) => kind !== 'reaction').length ?? 0;
    expect(texts(partial)).toBeLessThan(texts(whole));
    expect(texts(partial)).toBeGreaterThan(texts(whole) - 100);
  });

  it('gives every row of a database with damaged indexes', fullOnly, () => {
    expect(readWithDestroyedIndexes(messages, 'db', intact)).toEqual([]);
  });

  it('gives every row of intact pages', () => {
    const random = seededRandom('pages', 'messages');
    const report = readWithDestroyedPages(messages, 'db', intact, (limit) => random.below(limit), rounds(20, 4));
    expect(report.violations).toEqual([]);
    expect(report.expected).toBeGreaterThan(rounds(5000, 250));
  });

  it('gives only rows and domain errors', () => {
    const random = seededRandom('fuzz', 'messages');
    let readable = 0;
    for (let round = 0; round < rounds(100); round++) {
      const bytes = damage(intact, (limit) => random.below(limit));
      if (extractDamaged(messages, 'db', bytes) !== null) readable++;
    }
    expect(readable).toBeGreaterThan(rounds(30, 0));
  });
});
