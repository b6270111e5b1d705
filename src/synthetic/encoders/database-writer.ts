import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * Writes a SQLite database at `path`, replacing an existing file: runs the statements of `schema`, then `fill` in one
 * transaction. Without a journal, since a failed write is not repaired.
 */
export function writeDatabase<T>(path: string, schema: readonly string[], fill: (db: DatabaseSync) => T): T {
  rmSync(path, { force: true });
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
    for (const statement of schema) db.exec(statement);
    db.exec('BEGIN');
    const result = fill(db);
    db.exec('COMMIT');
    return result;
  } finally {
    db.close();
  }
}
