import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { StoredFile } from '../file/stored-file.ts';
import { Sandbox } from '../sandbox.ts';
import type { BackupEntry, SourceDatabase } from '../types.ts';
import { openSourceDatabase } from './open-source-database.ts';
import { openPrivateCopy } from './private-copy.ts';

interface Pair {
  readonly main: Uint8Array;
  readonly journal: Uint8Array;
}

/** A journal to which the name of a super-journal was added, as by writeSuperJournal() in pager.c. */
function withSuperJournal(journal: Uint8Array, name: string): Uint8Array {
  const path = Buffer.from(name);
  const tail = Buffer.alloc(16);
  tail.writeUInt32BE(path.length, 0);
  tail.writeUInt32BE(new Int8Array(path).reduce((sum, byte) => sum + byte, 0) >>> 0, 4);
  tail.set(journal.subarray(0, 8), 8);
  // The number of the page with the lock byte, which marks the end of the records.
  const mark = Buffer.alloc(4);
  mark.writeUInt32BE(0x40000000 / 4096 + 1);
  return new Uint8Array(Buffer.concat([journal, mark, path, tail]));
}

const dump = (db: Pick<DatabaseSync, 'prepare'>): unknown[] => db.prepare('SELECT id, value FROM t ORDER BY id').all();

/** A database that was copied in the middle of a transaction, whose first pages SQLite has already written. */
function interrupted(pageSize: number, mode: string, change: string): Pair {
  const path = join(tempFolder(), 'a.db');
  const db = new DatabaseSync(path);
  onTestFinished(() => db.close());
  db.exec(`PRAGMA page_size = ${pageSize}; ${mode}; CREATE TABLE t (id INTEGER PRIMARY KEY, value)`);
  const numbers = 'WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)';
  db.exec(`${numbers} INSERT INTO t SELECT i, 'kept ' || i || hex(zeroblob(900)) FROM n`);
  db.exec(`PRAGMA cache_size = 2; PRAGMA cache_spill = 1; BEGIN; ${change.replace('NUMBERS', numbers)}`);
  const journal = `${path}-journal`;
  return { main: readFileSync(path), journal: existsSync(journal) ? readFileSync(journal) : new Uint8Array() };
}

/** What SQLite itself makes of the two files. */
function rolledBack({ main, journal }: Pair): unknown[] {
  const path = join(tempFolder(), 'a.db');
  writeFileSync(path, main);
  writeFileSync(`${path}-journal`, journal);
  const db = new DatabaseSync(path);
  try {
    return dump(db);
  } finally {
    db.close();
  }
}

const ENTRY = { domain: 'HomeDomain', relativePath: 'a.db', kind: 'file', sizeHint: null } as BackupEntry;

async function opened({ main, journal }: Pair, inPlace: boolean): Promise<SourceDatabase> {
  const folder = tempFolder();
  writeFileSync(join(folder, 'a.db'), main);
  writeFileSync(join(folder, 'a.db-journal'), journal);
  return openSourceDatabase(
    ENTRY,
    { find: (_, relativePath) => (relativePath === 'a.db-journal' ? { ...ENTRY, relativePath } : null) },
    {
      openFile: ({ relativePath }) => StoredFile.open(join(folder, relativePath), null, null, relativePath),
      hasPayload: () => true,
      sandbox: null,
      inPlace,
      onClose: () => {},
    },
  );
}

/** The rows of a copy on disk, as of a large database. */
async function rowsOnDisk({ main, journal }: Pair): Promise<unknown[]> {
  const folder = tempFolder();
  const stored = async (name: string, bytes: Uint8Array): Promise<StoredFile> => {
    writeFileSync(join(folder, name), bytes);
    return StoredFile.open(join(folder, name), null, null, name);
  };
  const [file, log] = [await stored('a.db', main), await stored('a.db-journal', journal)];
  const sandbox = await Sandbox.open(join(folder, 'temp'));
  onTestFinished(() => sandbox.dispose());
  const copy = await openPrivateCopy(file, log, { sandbox: async () => sandbox, writable: false, maxInMemory: 0 });
  const rows = dump(copy.db);
  copy.close();
  await file.close();
  await log.close();
  return rows;
}

const DELETED = 'PRAGMA journal_mode = DELETE';
// Without syncing SQLite does not write how many pages the journal has.
const UNSYNCED = `${DELETED}; PRAGMA synchronous = OFF`;
const CHANGE = "NUMBERS INSERT INTO t SELECT i + 120, hex(zeroblob(900)) FROM n; UPDATE t SET value = 'unfinished'";

describe('a database with the journal of an unfinished transaction', () => {
  it.each([
    [512, UNSYNCED, CHANGE],
    [4096, 'PRAGMA journal_mode = PERSIST', CHANGE],
    [65_536, DELETED, CHANGE],
    [1024, UNSYNCED, 'DELETE FROM t WHERE id > 20; UPDATE t SET value = 1'],
  ] as const)('has the rows from before it: pages of %i bytes, %s', async (pageSize, mode, change) => {
    const pair = interrupted(pageSize, mode, change);
    const expected = rolledBack(pair);
    expect(expected).toHaveLength(120);
    for (const inPlace of [false, true]) {
      const database = await opened(pair, inPlace);
      expect(database.wal).toMatchObject({ isJournal: true, ignoredFrames: 0 });
      expect(database.wal?.frames).toBeGreaterThan(0);
      expect(dump(database.db as never)).toEqual(expected);
      database.close();
    }
    expect(await rowsOnDisk(pair)).toEqual(expected);
  });

  describe('that names a super-journal, of a transaction of several databases', () => {
    const SAME_SIZE = "UPDATE t SET value = replace(value, 'kept', 'gone')";
    const states = (rows: readonly unknown[]): string[] => [
      ...new Set(rows.map((row) => (row as { value: string }).value.slice(0, 4))),
    ];

    async function rowsOf(pair: Pair): Promise<unknown[]> {
      const database = await opened(pair, false);
      const rows = dump(database.db as never);
      database.close();
      return rows;
    }

    it('is left as it is, as SQLite does where that file is not there', async () => {
      const name = join(tempFolder(), 'Grüße.db-mj0123ABCD9');
      const { main, journal } = interrupted(4096, UNSYNCED, SAME_SIZE);
      const pair = { main, journal: withSuperJournal(journal, name) };
      const expected = rolledBack(pair);
      expect(states(expected)).toContain('gone');
      expect(await rowsOf(pair)).toEqual(expected);
      // For comparison: on the phone, where it is there, it is undone.
      writeFileSync(name, 'a.db-journal\0');
      expect(states(rolledBack(pair))).toEqual(['kept']);
    });

    it.each([
      ['its checksum is wrong', (tail: DataView) => tail.setUint32(4, tail.getUint32(4) + 1)],
      ['it has no length', (tail: DataView) => tail.setUint32(0, 0)],
      ['it is longer than a path', (tail: DataView) => tail.setUint32(0, 5000)],
    ])('is undone, as SQLite does, where %s', async (_what, change) => {
      const { main, journal } = interrupted(4096, UNSYNCED, SAME_SIZE);
      const named = withSuperJournal(journal, join(tempFolder(), 'a.db-mj0123ABCD9'));
      change(new DataView(named.buffer, named.length - 16));
      const pair = { main, journal: named };
      expect(states(rolledBack(pair))).toEqual(['kept']);
      expect(await rowsOf(pair)).toEqual(rolledBack(pair));
    });
  });

  it('ends at the first damaged page, as SQLite does', async () => {
    const { main, journal } = interrupted(1024, UNSYNCED, CHANGE);
    const damaged = Uint8Array.from(journal);
    // The checksum of the third record.
    const at = 512 + 3 * (1024 + 8) - 1;
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    const pair = { main, journal: damaged };
    const database = await opened(pair, false);
    expect(database.wal?.frames).toBe(2);
    database.close();
  });

  it('is left as it is where the journal is of another state of the database', async () => {
    const { main, journal } = interrupted(4096, UNSYNCED, CHANGE);
    const later = Uint8Array.from(main);
    new DataView(later.buffer).setUint32(24, new DataView(main.buffer, main.byteOffset).getUint32(24) + 5);
    const database = await opened({ main: later, journal }, false);
    expect(database.wal).toMatchObject({ isJournal: true, frames: 0 });
    expect(database.wal?.ignoredFrames).toBeGreaterThan(0);
    database.close();
  });

  it.each([0, 28, 512])('is not changed by a journal of %i bytes that is not in use', async (length) => {
    const { main } = interrupted(4096, UNSYNCED, 'SELECT 1');
    const database = await opened({ main, journal: new Uint8Array(length) }, false);
    expect(database.wal).toBeNull();
    expect(dump(database.db as never)).toHaveLength(120);
    database.close();
  });
});
