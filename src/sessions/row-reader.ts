import type { SQLOutputValue } from 'node:sqlite';
import type { SourceDatabase } from '../backup/types.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { DatabaseRef, RawRow, RawValue, RowQuery } from './database-queries.ts';
import type { OpenDatabases } from './open-databases.ts';

/** Characters of a text and bytes of a BLOB that are shown. The full length is reported with them. */
const MAX_TEXT = 4000;
const MAX_BLOB = 64;

/** Columns per query: SQLite allows 2,000 result columns, and each column needs three. */
const COLUMNS_AT_ONCE = 500;

/** Names that address the rowid of any table without being listed as columns. */
const ROWID = new Set(['rowid', 'oid', '_rowid_']);

/** Reads single rows from the databases of one backup, as they are stored. */
export class RowReader {
  readonly #databases: OpenDatabases;

  constructor(databases: OpenDatabases) {
    this.#databases = databases;
  }

  /**
   * The row from the first of the given tables that exists; null if that table has no such row.
   * @throws NOT_FOUND (no such database), UNSUPPORTED_SCHEMA (no such table or column), MALFORMED_DATABASE (the row is
   * damaged), and whatever opening the database throws
   */
  async read(source: DatabaseRef, { tables, where }: RowQuery): Promise<RawRow | null> {
    const { db } = await this.#databases.get(source);
    for (const table of tables) {
      const columns = columnsOf(db, table);
      if (columns.length > 0) return readRow(db, { table, columns, where });
    }
    throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.table-gone'));
  }
}

function columnsOf(db: SourceDatabase['db'], table: string): string[] {
  return attempt(() => {
    const isTable = db
      .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name = ?")
      .get(table);
    if (isTable === undefined) return [];
    const rows = db.prepare('SELECT name FROM pragma_table_info(?)').all(table);
    return rows.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  });
}

function readRow(
  db: SourceDatabase['db'],
  { table, columns, where }: { table: string; columns: readonly string[]; where: RowQuery['where'] },
): RawRow | null {
  const conditions = Object.entries(where);
  const known = new Set(columns.map((column) => column.toLowerCase()));
  // SQLite treats an unknown name in double quotes as a string literal.
  if (
    conditions.length === 0 ||
    conditions.some(([name]) => !known.has(name.toLowerCase()) && !ROWID.has(name.toLowerCase()))
  ) {
    throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.row-key-gone'));
  }
  const matching = conditions.map(([name]) => `${quote(name)} = ?`).join(' AND ');
  const values: RawValue[] = [];
  for (let first = 0; first < columns.length; first += COLUMNS_AT_ONCE) {
    const part = columns.slice(first, first + COLUMNS_AT_ONCE);
    const statement = attempt(() =>
      db.prepare(`SELECT ${part.flatMap(expressionsOf).join(', ')} FROM ${quote(table)} WHERE ${matching} LIMIT 1`),
    );
    statement.setReturnArrays(true);
    statement.setReadBigInts(true);
    const row = attempt(() => statement.get(...conditions.map(([, key]) => key))) as unknown as
      | readonly SQLOutputValue[]
      | undefined;
    if (row === undefined) return null;
    values.push(...part.map((column, at) => rawValue(column, row.slice(3 * at, 3 * at + 3))));
  }
  return { table, values };
}

/** Type, length and beginning of a column, so that long values are never read whole. */
function expressionsOf(column: string): string[] {
  const name = quote(column);
  return [
    `typeof(${name})`,
    `CASE WHEN typeof(${name}) IN ('text', 'blob') THEN octet_length(${name}) END`,
    `CASE typeof(${name}) WHEN 'blob' THEN substr(${name}, 1, ${MAX_BLOB}) WHEN 'text' THEN substr(${name}, 1, ${MAX_TEXT}) ELSE ${name} END`,
  ];
}

function rawValue(column: string, [type, bytes, value]: readonly SQLOutputValue[]): RawValue {
  return { column, type: type as RawValue['type'], value: plain(value), bytes: bytes === null ? null : Number(bytes) };
}

function plain(value: SQLOutputValue | undefined): string | number | null {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  // JSON cannot represent infinity.
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value ?? null;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Runs a query on an untrusted database. SQLite errors are reported as faults of that database. */
function attempt<T>(query: () => T): T {
  try {
    return query();
  } catch (error) {
    throw new DomainError('MALFORMED_DATABASE', msg('detail.row-unreadable'), { cause: error });
  }
}
