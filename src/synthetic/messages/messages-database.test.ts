import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { writePlainBody } from '../encoders/typedstream-writer.ts';
import { conversationLengths } from './message-conversations.ts';
import { MESSAGE_KINDS } from './message-kinds.ts';
import { writeMessagesDatabase } from './messages-database.ts';
import { GENERATIONS } from './messages-schema.ts';
import type { MessagesTruth } from './messages-truth.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'messages-database-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Rows = readonly Record<string, unknown>[];

/** Rows of a query on a database opened read-only. */
function rowsOf(path: string, sql: string): Rows {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const statement = db.prepare(sql);
    statement.setReadBigInts(true);
    return statement.all();
  } finally {
    db.close();
  }
}

function count(path: string, sql: string): number {
  return Number(rowsOf(path, `SELECT count(*) AS n FROM ${sql}`)[0]?.n);
}

describeCorpus('the schema of generation 18', () => {
  it('has the tables, columns, indexes and triggers of a real one', () => {
    const real = join(folder, 'real.db');
    copyFileSync(corpusPath('messages/db/test.db'), real);
    const ours = join(folder, 'ours.db');
    writeMessagesDatabase(ours, { seed: 1, size: 10 });
    const names = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name";
    expect(rowsOf(ours, names)).toEqual(rowsOf(real, names));
    const columns =
      'SELECT m.name AS t, c.cid, c.name, c.type, c."notnull", c.dflt_value, c.pk FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = \'table\' ORDER BY t, c.cid';
    expect(rowsOf(ours, columns)).toEqual(rowsOf(real, columns));
    const indexed =
      "SELECT m.name AS i, c.seqno, c.name FROM sqlite_master m, pragma_index_info(m.name) c WHERE m.type = 'index' AND m.name NOT LIKE 'sqlite_%' ORDER BY i, c.seqno";
    expect(rowsOf(ours, indexed)).toEqual(rowsOf(real, indexed));
  });
});

describe('a database of 2,000 messages', () => {
  let path = '';
  let truth: MessagesTruth;
  beforeAll(() => {
    path = join(folder, 'sms.db');
    truth = writeMessagesDatabase(path, { seed: 42, size: 2000 });
  });

  it('is valid and has the expected size', () => {
    expect(rowsOf(path, 'PRAGMA integrity_check')).toMatchObject([{ integrity_check: 'ok' }]);
    expect(rowsOf(path, 'PRAGMA foreign_key_check')).toEqual([]);
    expect(count(path, 'message')).toBe(2000);
    expect(count(path, 'handle')).toBe(truth.handles);
    expect(count(path, 'attachment')).toBe(truth.attachments.length);
    expect(count(path, 'message WHERE text IS NULL AND attributedBody IS NOT NULL')).toBe(truth.bodyOnly);
    expect(Object.values(truth.counts).reduce((sum, number) => sum + number, 0)).toBe(2000);
  });

  it('has every kind of message, and lists the first of each', () => {
    expect(Object.keys(truth.counts).toSorted()).toEqual(
      [...MESSAGE_KINDS.map(({ name }) => name), 'needle'].toSorted(),
    );
    for (const [name, { rowId, guid, fromMe }] of Object.entries(truth.examples)) {
      const rows = rowsOf(path, `SELECT guid, is_from_me FROM message WHERE ROWID = ${String(rowId)}`);
      expect(rows, name).toEqual([{ guid, is_from_me: BigInt(fromMe) }]);
    }
    expect(count(path, 'message WHERE item_type = 3')).toBeGreaterThanOrEqual(5);
    expect(count(path, 'message WHERE associated_message_type BETWEEN 2000 AND 3007')).toBeGreaterThan(50);
    expect(
      count(path, 'message m, chat_message_join j WHERE m.ROWID = j.message_id AND m.date <> j.message_date'),
    ).toBe(0);
  });

  it('lists the true length of conversations', () => {
    const joined = rowsOf(path, 'SELECT chat_id AS id, count(*) AS n FROM chat_message_join GROUP BY chat_id');
    expect(new Map(joined.map(({ id, n }) => [Number(id), Number(n)]))).toEqual(
      new Map(truth.conversations.filter(({ length }) => length > 0).map(({ rowId, length }) => [rowId, length])),
    );
  });

  it('has needles that are found once', () => {
    expect(truth.needles).toHaveLength(20);
    for (const needle of truth.needles) {
      const rows = rowsOf(
        path,
        `SELECT ROWID AS id, date FROM message WHERE text LIKE '%${needle.word}%' OR instr(attributedBody, CAST('${needle.word}' AS BLOB))`,
      );
      const nanoseconds = BigInt(needle.date - Date.UTC(2001, 0, 1)) * 1_000_000n;
      expect(rows).toEqual([{ id: BigInt(needle.rowId), date: nanoseconds }]);
    }
    const [first] = truth.needles;
    expect(count(path, `chat_message_join WHERE message_id = ${String(first?.rowId)}`)).toBe(2);
  });

  it('has messages outside conversations, and deleted ones', () => {
    const orphans = truth.counts.orphan as number;
    const deleted = truth.counts['recently-deleted'] as number;
    const unlisted = 'message WHERE ROWID NOT IN (SELECT message_id FROM chat_message_join)';
    expect(count(path, unlisted)).toBe(orphans + deleted);
    expect(count(path, 'chat_recoverable_message_join')).toBe(deleted);
    expect(count(path, 'recoverable_message_part')).toBe(truth.counts['recently-deleted-part']);
  });

  it('keeps hostile texts unchanged', () => {
    const body = (kind: string): unknown =>
      rowsOf(path, `SELECT attributedBody FROM message WHERE ROWID = ${String(truth.examples[kind]?.rowId)}`)[0]
        ?.attributedBody;
    for (const kind of ['hostile-nul', 'hostile-html', 'hostile-lone-surrogate']) {
      expect(Buffer.from(body(kind) as Uint8Array)).toEqual(writePlainBody(truth.examples[kind]?.text as string));
    }
  });

  it('has attachment paths in MediaDomain', () => {
    const [row] = rowsOf(path, 'SELECT filename, guid FROM attachment WHERE ROWID = 1');
    expect(row).toEqual({
      filename: `~/${truth.attachments[0]?.relativePath as string}`,
      guid: truth.attachments[0]?.guid,
    });
    expect(truth.attachments.some(({ missing }) => missing)).toBe(true);
    expect(new Set(truth.attachments.map(({ relativePath }) => relativePath)).size).toBe(truth.attachments.length);
  });

  it('has triggers that forbid deletions outside iOS', () => {
    const copy = join(folder, 'copy.db');
    copyFileSync(path, copy);
    const db = new DatabaseSync(copy);
    expect(() => db.exec('DELETE FROM attachment')).toThrow(/no such function/);
    db.close();
  });

  it('is deterministic, and differs by seed', () => {
    writeMessagesDatabase(join(folder, 'again.db'), { seed: 42, size: 2000 });
    expect(readFileSync(join(folder, 'again.db')).equals(readFileSync(path))).toBe(true);
    writeMessagesDatabase(join(folder, 'other.db'), { seed: 43, size: 2000 });
    expect(readFileSync(join(folder, 'other.db')).equals(readFileSync(path))).toBe(false);
  });

  it('is valid for Python, if installed', ({ skip }) => {
    const script = `import sqlite3,sys;c=sqlite3.connect('file:'+sys.argv[1]+'?mode=ro',uri=True);print(c.execute('pragma integrity_check').fetchone()[0],c.execute('select count(*) from message').fetchone()[0])`;
    const run = spawnSync('python3', ['-c', script, path], { encoding: 'utf8' });
    if (run.error !== undefined) skip('there is no python3');
    expect(run.stdout.trim()).toBe('ok 2000');
  });
});

describe('generations', () => {
  it.each(GENERATIONS)('writes iOS %i', (generation) => {
    const path = join(folder, `ios${String(generation)}.db`);
    const truth = writeMessagesDatabase(path, { seed: 5, size: 400, generation });
    expect(rowsOf(path, 'PRAGMA integrity_check')).toMatchObject([{ integrity_check: 'ok' }]);
    expect(count(path, 'message')).toBe(400);
    const dates = rowsOf(path, 'SELECT date FROM message ORDER BY ROWID').map(({ date }) => date as bigint);
    const seconds = dates.filter((date) => date < 1_000_000_000_000n).length;
    expect(seconds).toBe(generation < 11 ? 400 : truth.secondsDates);
    expect(truth.secondsDates > 0).toBe(generation === 11 || generation === 13);
    const newColumns = rowsOf(
      path,
      "SELECT name FROM pragma_table_info('message') WHERE name IN ('item_type', 'balloon_bundle_id', 'ck_sync_state', 'sr_ck_sync_state', 'thread_originator_guid', 'date_edited', 'schedule_type')",
    );
    expect(newColumns).toHaveLength(
      { 6: 0, 7: 0, 9: 1, 10: 2, 11: 3, 13: 4, 14: 5, 15: 5, 16: 6, 17: 6, 18: 6 }[generation],
    );
  });
});

describe('sizes', () => {
  it.each([0, 1, 2, 3, 5, 9, 10, 50, 1000, 12_345, 1_000_000])('divides %i messages among conversations', (size) => {
    const lengths = conversationLengths(size);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(size);
    expect(lengths.every((length) => length > 0)).toBe(true);
    if (size < 1000) return;
    expect(Math.max(...lengths)).toBeLessThanOrEqual(size * 0.21);
    expect(Math.min(...lengths)).toBe(10);
  });

  it.each([0, 1, 7])('writes %i messages', (size) => {
    const path = join(folder, `size${String(size)}.db`);
    writeMessagesDatabase(path, { seed: 1, size });
    expect(count(path, 'message')).toBe(size);
  });
});

it('leaves the newest messages in the -wal', () => {
  const path = join(folder, 'live.db');
  const truth = writeMessagesDatabase(path, { seed: 9, size: 500, newestInWal: 40 });
  copyFileSync(path, join(folder, 'main-only.db'));
  expect(count(join(folder, 'main-only.db'), 'message')).toBe(460);
  expect(count(path, 'message')).toBe(500);
  expect(truth.messages).toBe(500);
});
