import type { SQLOutputValue } from 'node:sqlite';
import type { SourceDatabase } from '../backup/types.ts';
import { DomainError } from '../model/errors.ts';
import type { OpenDatabases } from './open-databases.ts';
import type { BlobSource, RawRow, RawValue, RowQuery } from './thread-protocol.ts';

/** Characters of a text, and bytes of a BLOB, that are shown; their lengths tell how much more there is. */
const MAX_TEXT = 4000;
const MAX_BLOB = 64;

/** Columns of one query: SQLite allows 2,000 results, and each column takes three. */
const COLUMNS_AT_ONCE = 500;

/** Names by which a row of any table can be asked for, although no column is called so. */
const ROWID = new Set(['rowid', 'oid', '_rowid_']);

/** Reads single rows out of the databases of one backup, as they are stored. */
export class RowReader {
  readonly #databases: OpenDatabases;

  constructor(databases: OpenDatabases) {
    this.#databases = databases;
  }

  /**
   * The row of the first of the tables that the database has; null where that has no such row.
   * @throws NOT_FOUND (no such database), UNSUPPORTED_SCHEMA (no such table or column), MALFORMED_DATABASE (the row is
   * damaged), and what opening the database throws
   */
  async read(source: BlobSource, { tables, where }: RowQuery): Promise<RawRow | null> {
    const { db } = await this.#databases.get(source);
    for (const table of tables) {
      const columns = columnsOf(db, table);
      if (columns.length > 0) return readRow(db, { table, columns, where });
    }
    throw new DomainError('UNSUPPORTED_SCHEMA', 'The database does not have the table of this row any more.');
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
  // SQLite takes an unknown name in double quotes for a text.
  if (
    conditions.length === 0 ||
    conditions.some(([name]) => !known.has(name.toLowerCase()) && !ROWID.has(name.toLowerCase()))
  ) {
    throw new DomainError('UNSUPPORTED_SCHEMA', 'The table does not have the key of this row any more.');
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

/** Type, length and beginning of a column: what is long is never read as a whole. */
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
  // JSON has no word for an infinite number.
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value ?? null;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Runs a query on a hostile database: what SQLite says about it is about the database, not about us. */
function attempt<T>(query: () => T): T {
  try {
    return query();
  } catch (error) {
    throw new DomainError('MALFORMED_DATABASE', 'The row cannot be read from its database.', { cause: error });
  }
}
