import {
  COMPARED_COLUMNS,
  type DatabaseSchema,
  hasLostInteriorPage,
  rebuiltPages,
  type TableSchema,
} from '../../formats/sqlite-rebuilt-pages.ts';
import type { DatabaseImage } from '../../formats/sqlite-table-pages.ts';
import type { SqlDatabase } from './sql.ts';
import { isSqliteError } from './sqlite-error.ts';

/** Maximum number of columns in a schema, so that a hostile one costs no time. */
const MAX_COLUMNS = 200_000;

/**
 * Makes damaged interior pages of tables anew, which hide rows whose own pages are whole: contents of pages by number, to
 * be laid over the database before it is read. Empty for a database without such damage, of which only the interior pages
 * are read: a hundredth of it.
 *
 * @param db the database, for its schema
 * @param image what `db` reads
 */
export function rebuiltPagesOf(db: SqlDatabase, image: DatabaseImage): ReadonlyMap<number, Uint8Array> {
  try {
    return hasLostInteriorPage(image, rootsOf(db)) ? rebuiltPages(image, schemaOf(db)) : new Map();
  } catch (error) {
    // The schema cannot be read. Whether the database can be opened is decided elsewhere.
    if (isSqliteError(error)) return new Map();
    throw error;
  }
}

/** Root pages of what seems to be a table with ROWIDs. */
function rootsOf(db: SqlDatabase): number[] {
  return numbers(
    db,
    "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND sql NOT LIKE '%without%rowid%'",
  );
}

function schemaOf(db: SqlDatabase): DatabaseSchema {
  // A table without ROWIDs is listed as an index of its own name.
  const indexes = numbers(
    db,
    `SELECT rootpage FROM sqlite_schema s WHERE rootpage > 0
      AND (type = 'index' OR EXISTS (SELECT 1 FROM pragma_index_info(s.name)))`,
  );
  const tables = new Map<number, TableSchema>();
  const statement = db.prepare(
    `SELECT s.rootpage, s.rowid, x.type, x."notnull", x.pk,
        (SELECT max(pk) FROM pragma_table_xinfo(s.name)) = 1
          AND NOT EXISTS (SELECT 1 FROM pragma_index_list(s.name) WHERE origin = 'pk')
      FROM sqlite_schema s JOIN pragma_table_xinfo(s.name) x
      WHERE s.type = 'table' AND s.rootpage > 0 AND x.hidden <> 2
        AND NOT EXISTS (SELECT 1 FROM pragma_index_info(s.name))
      ORDER BY s.rowid, x.cid LIMIT ${MAX_COLUMNS}`,
  );
  statement.setReturnArrays(true);
  for (const row of statement.iterate() as Iterable<unknown>) {
    const [root, , type, isRequired, key, hasAlias] = row as readonly unknown[];
    if (typeof root !== 'number') continue;
    const table = tables.get(root) ?? { root, columns: 0, alias: 0, required: 0 };
    const bit = table.columns < COMPARED_COLUMNS ? 1 << table.columns : 0;
    const isAlias = key === 1 && hasAlias === 1 && typeof type === 'string' && type.toUpperCase() === 'INTEGER';
    tables.set(root, {
      root,
      columns: table.columns + 1,
      alias: isAlias ? bit : table.alias,
      required: !isAlias && isRequired === 1 ? table.required | bit : table.required,
    });
  }
  return { tables: [...tables.values()], indexes };
}

function numbers(db: SqlDatabase, sql: string): number[] {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return (statement.all() as unknown as unknown[][]).flatMap(([value]) => (typeof value === 'number' ? [value] : []));
}
