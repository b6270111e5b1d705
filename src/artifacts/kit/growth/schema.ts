import type { SqlDatabase } from '../../../backup/source-database/sql.ts';

/** Everything in a schema that decides what the bytes of rows mean, and which tables there are; as JSON. */
export function schemaOf(db: SqlDatabase): unknown {
  const tables = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name").all();
  return [tables.map(({ name, sql }) => [name, sql]), db.prepare('PRAGMA encoding').get()?.['encoding']];
}
