import type { SqlDatabase } from '../../../backup/source-database/sql.ts';

/** Root page of the b-tree of a table; null if there is none. */
export function rootPageOf(db: SqlDatabase, table: string): number | null {
  const row = db.prepare("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table);
  const root = row?.['rootpage'];
  return typeof root === 'number' ? root : null;
}
