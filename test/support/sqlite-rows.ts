import { DatabaseSync } from 'node:sqlite';

/** Rows of a query on a database file opened read-only. */
export function rowsOf(path: string, sql: string): Record<string, unknown>[] {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}
