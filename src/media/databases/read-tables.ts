import type { SQLOutputValue } from 'node:sqlite';
import { databaseError } from '../../backup/index.ts';
import type { SqlDatabase } from '../../backup/source-database/sql.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { decodeKey, encodeKey, keyOf } from './table-key.ts';
import type { Cell, RowsQuery, TableColumn, TableFacts, TableRows } from './types.ts';

/** Maximum number of tables listed; the largest databases of iOS have about three hundred. */
const MAX_TABLES = 2000;
/** Maximum number of columns shown: each takes three of SQLite's 2,000 result columns. */
const MAX_COLUMNS = 600;
/** Characters of a text and bytes of a BLOB that a cell shows. */
const SHOWN_TEXT = 1000;
const SHOWN_BYTES = 64;
/** Time for counting rows, after which what is not counted has no count: people wait for the first table. */
const COUNTING_MS = 500;
/** Time in which a small table is counted. */
const SMALL_MS = 10;

interface ColumnRow extends TableColumn {
  readonly keyPosition: number;
}

/** The tables of a database by name, with row counts as far as time allows. @throws MALFORMED_DATABASE */
export function readTables(db: SqlDatabase): TableFacts[] {
  return reading(() => {
    const found = db
      .prepare(
        `SELECT name, type = 'table' AND rootpage > 0 AS isReadable FROM sqlite_schema
         WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name LIMIT ${MAX_TABLES}`,
      )
      .all();
    const tables = found.flatMap(({ name, isReadable }): Omit<TableFacts, 'rows'>[] => {
      if (typeof name !== 'string') return [];
      const columns = isReadable === 1 ? columnsOf(db, name).map(publicColumn) : [];
      return [{ name, columns, isReadable: isReadable === 1 }];
    });
    const counts = countsOf(
      db,
      tables.filter(({ isReadable }) => isReadable).map(({ name }) => name),
    );
    return tables.map((table) => ({ ...table, rows: counts.get(table.name) ?? null }));
  });
}

/** Numbers of rows as far as time allows: those of small tables first, so that a large one does not hide them. */
function countsOf(db: SqlDatabase, names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const until = performance.now() + COUNTING_MS;
  for (const limit of [SMALL_MS, COUNTING_MS]) {
    for (const name of names) {
      const left = Math.min(limit, until - performance.now());
      const count = counts.has(name) || left <= 0 ? null : countOrNull(db, name, left);
      if (count !== null) counts.set(name, count);
    }
  }
  return counts;
}

/**
 * A page of a table, ordered by its key.
 * @throws NOT_FOUND (no such table, or a view), BAD_REQUEST (cursor), UNSUPPORTED_SCHEMA, MALFORMED_DATABASE
 */
export function readRows(db: SqlDatabase, { table, limit, cursor }: RowsQuery): TableRows {
  return reading(() => {
    const schema = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name = ?")
      .get(table);
    if (schema === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-table-in-database'));
    const columns = columnsOf(db, table);
    const key = keyOf(columns, hasRowNumbers(db, table)).map(quote);
    const cells = columns.flatMap(({ name }) => cellSql(quote(name)));
    const after = cursor === null ? [] : decodeKey(cursor, key.length);
    const where = cursor === null ? '' : `WHERE (${key.join(', ')}) > (${key.map(() => '?').join(', ')})`;
    const statement = db.prepare(
      `SELECT ${[...key, ...cells].join(', ')} FROM ${quote(table)} ${where} ORDER BY ${key.join(', ')} LIMIT ${limit + 1}`,
    );
    statement.setReadBigInts(true);
    statement.setReturnArrays(true);
    const found = statement.all(...after) as unknown as SQLOutputValue[][];
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      columns: columns.map(publicColumn),
      rows: page.map((row) => columns.map((_, index) => cellOf(row.slice(key.length + 3 * index)))),
      next: found.length > limit && last !== undefined ? encodeKey(last.slice(0, key.length)) : null,
    };
  });
}

function columnsOf(db: SqlDatabase, table: string): ColumnRow[] {
  const found = db
    .prepare('SELECT name, type, pk FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid LIMIT ?')
    .all(table, MAX_COLUMNS);
  return found.map(({ name, type, pk }) => ({
    name: String(name),
    type: String(type ?? ''),
    isPrimaryKey: Number(pk) > 0,
    keyPosition: Number(pk),
  }));
}

function publicColumn({ name, type, isPrimaryKey }: ColumnRow): TableColumn {
  return { name, type, isPrimaryKey };
}

function hasRowNumbers(db: SqlDatabase, table: string): boolean {
  const found = db.prepare('SELECT wr FROM pragma_table_list(?) WHERE schema = ?').get(table, 'main');
  return found?.wr !== 1;
}

/** One damaged or endless table must not hide the others. `count(*)` alone is one step, which nothing interrupts. */
function countOrNull(db: SqlDatabase, table: string, milliseconds: number): number | null {
  db.limitTime?.(milliseconds);
  try {
    return Number(db.prepare(`SELECT count(*) AS n FROM (SELECT 1 FROM ${quote(table)} LIMIT -1)`).get()?.n);
  } catch (error) {
    if (databaseError(error) === error) throw error;
    return null;
  } finally {
    db.limitTime?.(Infinity);
  }
}

/** Type, length and beginning of the value, so that a BLOB of 200 MB never leaves SQLite. */
function cellSql(column: string): string[] {
  return [
    `typeof(${column})`,
    `octet_length(${column})`,
    `CASE typeof(${column}) WHEN 'text' THEN substr(${column}, 1, ${SHOWN_TEXT}) ` +
      `WHEN 'blob' THEN substr(${column}, 1, ${SHOWN_BYTES}) ELSE ${column} END`,
  ];
}

function cellOf([type, bytes, value]: readonly SQLOutputValue[]): Cell {
  if (value instanceof Uint8Array) {
    return { type: 'blob', value: Buffer.from(value).toString('hex'), length: Number(bytes) };
  }
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : { type: 'integer', value: value.toString(), length: 8 };
  }
  if (typeof value === 'string') {
    const isWhole = Buffer.byteLength(value) >= Number(bytes);
    return isWhole || type !== 'text' ? value : { type: 'text', value, length: Number(bytes) };
  }
  // JSON cannot represent infinity.
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value ?? null;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw databaseError(error);
  }
}
