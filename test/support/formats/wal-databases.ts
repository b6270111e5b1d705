import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { toRollbackHeader } from '../../../src/formats/sqlite-wal.ts';

/** A database file and its `-wal`. */
export interface Pair {
  readonly database: Uint8Array;
  readonly wal: Uint8Array;
}

/** Calls `work` with a database path in a temporary folder, which is removed afterwards. */
function inTempFolder<T>(work: (file: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'sqlite-wal-'));
  try {
    return work(path.join(folder, 'test.db'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The current contents of both files. */
export function snapshot(file: string): Pair {
  return { database: readFileSync(file), wal: readFileSync(`${file}-wal`) };
}

/**
 * A database in WAL mode that only `work` changes. The files are read before closing, because closing empties the WAL.
 */
export function walDatabase(
  pageSize: number,
  work: (db: DatabaseSync, file: string) => Pair | void,
  encoding = 'UTF-8',
): Pair {
  return inTempFolder((file) => {
    const db = new DatabaseSync(file);
    try {
      // A cache of ten pages makes transactions spill into the WAL before they are committed.
      db.exec(
        `PRAGMA encoding='${encoding}'; PRAGMA page_size=${pageSize}; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=10`,
      );
      db.exec('CREATE TABLE t(id INTEGER PRIMARY KEY, value)');
      return work(db, file) ?? snapshot(file);
    } finally {
      db.close();
    }
  });
}

/** Inserts `count` rows of about 300 bytes. */
export function insert(db: DatabaseSync, count: number, marker: string): void {
  const statement = db.prepare('INSERT INTO t(value) VALUES (?)');
  for (let index = 0; index < count; index++) statement.run(`${marker} ${index} `.padEnd(300, 'x'));
}

/** The database file after SQLite has checkpointed the WAL into it. */
export function checkpointed(pair: Pair): Uint8Array {
  return inTempFolder((file) => {
    writeFileSync(file, pair.database);
    writeFileSync(`${file}-wal`, pair.wal);
    const db = new DatabaseSync(file);
    try {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      return readFileSync(file);
    } finally {
      db.close();
    }
  });
}

/** All rows of all ordinary tables of a database in memory. */
export function dump(database: Uint8Array): Record<string, unknown[]> {
  const copy = Uint8Array.from(database);
  toRollbackHeader(copy);
  const db = new DatabaseSync(':memory:');
  try {
    db.deserialize(copy);
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'");
    const names = tables.all().map(({ name }) => String(name));
    return Object.fromEntries(names.map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).all()]));
  } finally {
    db.close();
  }
}

/**
 * A copy of `wal` with recomputed checksums up to the first frame whose salts differ, in big-endian words if
 * `bigEndian`. Allows changing what a checksum protects. Written independently of the reader.
 */
export function resealed(wal: Uint8Array, bigEndian = false): Uint8Array {
  const bytes = Buffer.from(wal);
  bytes.writeUInt32BE(bigEndian ? 0x377f0683 : 0x377f0682, 0);
  let [first, second] = [0, 0];
  const word = (at: number): number => (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  const add = (start: number, end: number): void => {
    for (let at = start; at < end; at += 8) {
      first = (first + word(at) + second) % 2 ** 32;
      second = (second + word(at + 4) + first) % 2 ** 32;
    }
  };
  const write = (at: number): void => {
    bytes.writeUInt32BE(first, at);
    bytes.writeUInt32BE(second, at + 4);
  };
  add(0, 24);
  write(24);
  const frameSize = 24 + bytes.readUInt32BE(8);
  for (let at = 32; at + frameSize <= bytes.length; at += frameSize) {
    if (bytes.compare(bytes, 16, 24, at + 8, at + 16) !== 0) break;
    add(at, at + 8);
    add(at + 24, at + frameSize);
    write(at + 16);
  }
  return bytes;
}
