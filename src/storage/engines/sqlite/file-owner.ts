import { closeSync, copyFileSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { isOurs } from '../../foreign.ts';
import { sqliteFailure } from './sqlite-errors.ts';

/** Whose a file is: `nobody` when it is missing or has nothing in it, `unknown` when only opening it for writing can tell. */
export type FileOwner = 'ours' | 'nobody' | 'another program' | 'no database' | 'damaged' | 'unknown';

/** How every SQLite database begins (https://www.sqlite.org/fileformat.html §1.3). */
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');

/**
 * Finds out whose a file is without changing anything of it or beside it. @throws Error of the file system when it cannot
 * be read
 */
export function fileOwner(path: string): FileOwner {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'nobody';
  // Opening a pipe would wait for its other end.
  if (!stats.isFile()) return 'no database';
  if (stats.size === 0) return 'nobody';
  if (!startOf(path).equals(MAGIC)) return 'no database';
  const hasLog = sizeOf(`${path}-wal`) > 0;
  const tables = tablesOf(path);
  // While a log is copied into the file, the file alone may not make sense.
  if (tables === null) return hasLog ? 'unknown' : 'damaged';
  if (tables.length > 0) return ownerOf(tables);
  if (!hasLog) return 'nobody';
  // What there is stands in the log only: so it is of a new database that is in use, or was when its process died.
  const logged = tablesWithLog(path);
  if (logged === null) return 'unknown';
  return logged.length === 0 ? 'nobody' : ownerOf(logged);
}

const ownerOf = (tables: readonly string[]): FileOwner => (isOurs(tables) ? 'ours' : 'another program');

function startOf(path: string): Buffer {
  const start = Buffer.alloc(MAGIC.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, start, 0, start.length, 0);
  } finally {
    closeSync(file);
  }
  return start;
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/**
 * What is in the schema, or null when SQLite cannot make sense of it. `immutable`, because a connection that is only
 * read-only still makes a `-shm` (https://www.sqlite.org/uri.html); the log is not read then.
 */
function tablesOf(path: string): string[] | null {
  const address = pathToFileURL(path);
  address.searchParams.set('immutable', '1');
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(address, { readOnly: true });
    const names = db.prepare('select name from sqlite_schema').all();
    return names.map(({ name }) => String(name));
  } catch (error) {
    if (sqliteFailure(error).errcode === 0) throw error;
    return null;
  } finally {
    db?.close();
  }
}

/** The same of a file and its log, which are small, from a copy of both. */
function tablesWithLog(path: string): string[] | null {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-look-'));
  try {
    const copy = join(folder, 'copy.db');
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, copy + suffix);
    const db = new DatabaseSync(copy);
    try {
      db.exec('pragma wal_checkpoint(truncate)');
    } finally {
      db.close();
    }
    return tablesOf(copy);
  } catch (error) {
    if (sqliteFailure(error).errcode === 0) throw error;
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
