import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { isOurs } from '../../foreign.ts';
import { headerOf, MAGIC } from './file-mark.ts';
import { sqliteFailure } from './sqlite-errors.ts';

/** Owner of a file: `nobody` if it is missing or empty, `unknown` if only opening it for writing would show it. */
export type FileOwner = 'ours' | 'nobody' | 'another program' | 'no database' | 'damaged' | 'unknown';

/**
 * Determines the owner of a file without changing anything in or beside it.
 * @throws a file system error if it cannot be read
 */
export function fileOwner(path: string): FileOwner {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'nobody';
  // Opening a pipe would block.
  if (!stats.isFile()) return 'no database';
  if (stats.size === 0) return 'nobody';
  if (!headerOf(path).subarray(0, MAGIC.length).equals(MAGIC)) return 'no database';
  const hasLog = sizeOf(`${path}-wal`) > 0;
  const tables = tablesOf(path);
  // During a checkpoint, the file alone may be inconsistent.
  if (tables === null) return hasLog ? 'unknown' : 'damaged';
  if (tables.length > 0) return ownerOf(tables);
  if (!hasLog) return 'nobody';
  // All contents are in the log: a new database that is in use, or was when its process died.
  const logged = tablesWithLog(path);
  if (logged === null) return 'unknown';
  return logged.length === 0 ? 'nobody' : ownerOf(logged);
}

const ownerOf = (tables: readonly string[]): FileOwner => (isOurs(tables) ? 'ours' : 'another program');

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/**
 * Names in the schema, or null if SQLite cannot read it. Uses `immutable`, because even a read-only connection creates
 * a `-shm` file (https://www.sqlite.org/uri.html); this ignores the log.
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

/** The same for a (small) file and its log, using a copy of both. */
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
