import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Releases a lock. May be called more than once. */
export type Release = () => void;

/** Primary result code for a lock that another connection holds (https://www.sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;

/**
 * Takes a lock that at most one process holds, or returns null if another one has it. It is SQLite's lock of an empty
 * database file, which the system releases if the process dies, on every platform. Where files cannot be locked, it is
 * always taken.
 */
export function tryLock(path: string): Release | null {
  let db: DatabaseSync | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, '', { flag: 'a', mode: 0o600 });
    db = new DatabaseSync(path, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    // Extended result codes have the primary one in their lowest byte.
    const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
    return (code & 0xff) === SQLITE_BUSY ? null : () => {};
  }
  return () => {
    if (db?.isOpen) db.close();
  };
}
