import type { SqlDatabase } from './sql.ts';

/** Names of the plain tables of a database as declared, so that queries use only tables that exist. */
export function tables(db: SqlDatabase): Set<string> {
  const rows = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").all();
  return new Set(rows.flatMap(({ name }) => (typeof name === 'string' ? [name] : [])));
}

/** True for a plain table of {@link tables}: much faster than these where an app has thousands. */
export function hasTable(db: SqlDatabase, name: string): boolean {
  const query = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name = ? LIMIT 1";
  return db.prepare(query).get(name) !== undefined;
}

/** Names of the columns of `table` as declared; empty if there is no such table. */
export function columns(db: SqlDatabase, table: string): Set<string> {
  const rows = db.prepare('SELECT name FROM pragma_table_info(?)').all(table);
  return new Set(rows.flatMap(({ name }) => (typeof name === 'string' ? [name] : [])));
}
