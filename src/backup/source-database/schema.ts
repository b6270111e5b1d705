import type { DatabaseSync } from 'node:sqlite';

/** Names of the plain tables of a database, as spelled there: what a query may rely on is found out, not assumed. */
export function tables(db: DatabaseSync): Set<string> {
  const rows = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").all();
  return new Set(rows.flatMap(({ name }) => (typeof name === 'string' ? [name] : [])));
}

/** Names of the columns of `table`, as spelled there; empty when there is no such table. */
export function columns(db: DatabaseSync, table: string): Set<string> {
  const rows = db.prepare('SELECT name FROM pragma_table_info(?)').all(table);
  return new Set(rows.flatMap(({ name }) => (typeof name === 'string' ? [name] : [])));
}
