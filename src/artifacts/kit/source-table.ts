import type { SQLInputValue } from 'node:sqlite';
import { readAcrossDamage } from '../../backup/source-database/damaged-rows.ts';
import { columns, tables } from '../../backup/source-database/schema.ts';
import type { SqlDatabase, SqlStatement } from '../../backup/source-database/sql.ts';
import { isSqliteError } from '../../backup/source-database/sqlite-error.ts';
import { APPLE_EPOCH_SECONDS } from '../../formats/apple-time.ts';
import { type LostMessage, msg } from '../../locales/messages.ts';
import { type Expressions, type Row, rowsOfArrays, type SqlValue } from './row.ts';

export { type Expressions, type Positions, positionsOf, type Row, type SqlValue } from './row.ts';

/** Reports data that could not be read: `ExtractContext.lost`. */
export type Lost = (reason: LostMessage, count?: number) => void;

/** Maximum length of names, handles and file names in UTF-16 code units; longer ones are truncated. */
const MAX_SHORT_TEXT = 32_768;

/** Rows per chunk: enough to amortise a query, few enough for the CPU caches. */
const CHUNK_ROWS = 256;

/** Names of the ROWID, some of which may be column names. */
const ROWID_NAMES = ['rowid', '_rowid_', 'oid'] as const;

const APPLE_EPOCH_MS = APPLE_EPOCH_SECONDS * 1000;

/**
 * One table of a source database. Its methods return SQL expressions in which a missing column is NULL, so that one
 * SELECT fits every generation of a schema. Column names are checked because SQLite treats an unknown double-quoted
 * name as a string.
 */
export class SourceTable {
  readonly name: string;
  /** The ROWID, whether or not a column declares it. */
  readonly rowid = safeInteger('rowid');
  readonly #db: SqlDatabase;
  readonly #columns: ReadonlySet<string>;
  readonly #lost: Lost;

  /** Reads the columns of `name`. Missing tables and views have none. */
  constructor(db: SqlDatabase, name: string, lost: Lost) {
    this.#db = db;
    this.#lost = lost;
    this.name = name;
    this.#columns = tables(db).has(name) ? columns(db, name) : new Set();
  }

  /** True if the database has this table. */
  get exists(): boolean {
    return this.#columns.size > 0;
  }

  /** True if the table has all of these columns. */
  has(...names: readonly string[]): boolean {
    return names.every((name) => this.#columns.has(name));
  }

  /** The column, unchanged. */
  value(name: string): string {
    return this.#columns.has(name) ? `"${name}"` : 'NULL';
  }

  /** The column as a safe integer; NULL for other values. */
  integer(name: string): string {
    return this.#columns.has(name) ? safeInteger(`"${name}"`) : 'NULL';
  }

  /** 1 if the column is not NULL and not 0, otherwise 0. */
  flag(name: string): string {
    return this.#columns.has(name) ? `(ifnull("${name}", 0) <> 0)` : '0';
  }

  /** The column if it has at most `maxBytes`, otherwise NULL: a larger value is never loaded. */
  bounded(name: string, maxBytes: number): string {
    return this.#columns.has(name) ? `iif(octet_length("${name}") <= ${maxBytes}, "${name}", NULL)` : 'NULL';
  }

  /** 1 if the column has more than `maxBytes`, otherwise 0. */
  exceeds(name: string, maxBytes: number): string {
    return this.#columns.has(name) ? `(ifnull(octet_length("${name}"), 0) > ${maxBytes})` : '0';
  }

  /**
   * A date of Messages as UTC milliseconds, or NULL: seconds since 2001 up to iOS 10, nanoseconds since iOS 11,
   * distinguished by value like {@link fromMessagesDate}. Converted in SQL because nanoseconds exceed 2^53.
   */
  messagesDate(name: string): string {
    if (!this.#columns.has(name)) return 'NULL';
    const column = `"${name}"`;
    // The bounds are those of Date, so that the result is a safe integer in milliseconds.
    return (
      `CASE WHEN ${column} BETWEEN 1000000000000 AND 9223372036854775807 THEN ${column} / 1000000 + ${APPLE_EPOCH_MS} ` +
      `WHEN ${column} <> 0 AND ${column} BETWEEN -999999999999 AND 999999999999 ` +
      `THEN CAST(${column} * 1000 AS INTEGER) + ${APPLE_EPOCH_MS} ` +
      // Before 2001, as a phone has it whose clock was reset; rounded down like later ones.
      `WHEN ${column} BETWEEN -1000000000000000000 AND -1000000000000 ` +
      `THEN CAST((${column} - 999999) / 1000000 AS INTEGER) + ${APPLE_EPOCH_MS} END`
    );
  }

  /** Prepares `SELECT expressions FROM this table rest`. */
  select<const Name extends string>(expressions: Expressions<Name>, rest = ''): Selection<Name> {
    // Object.keys is not typed by the object because there could be more keys; selecting more columns is harmless.
    const names = Object.keys(expressions) as Name[];
    return new Selection(this.#prepare(Object.values(expressions), rest), rowsOfArrays(names));
  }

  /**
   * All rows of the table, like {@link rows} but in chunks, which is three times as fast for short rows of large tables
   * (joins). Not for long values, as memory holds a whole chunk.
   */
  *allRows<const Name extends string>(expressions: Expressions<Name>): Generator<Row<Name>> {
    const toRow = rowsOfArrays(Object.keys(expressions) as Name[]);
    for (const values of this.allArrays(expressions)) yield toRow(values);
  }

  /** As {@link allRows}, with rows as in {@link Selection.arrays}, and perhaps more columns. */
  *allArrays(expressions: Expressions): Generator<readonly SqlValue[]> {
    const rowid = this.#ownRowid();
    const names = Object.keys(expressions);
    if (rowid === null) {
      for (const row of this.rows(expressions)) yield names.map((name) => row[name] ?? null);
      return;
    }
    const selected = [...Object.values(expressions), safeInteger(rowid)];
    const chunk = this.#prepare(selected, `WHERE ${rowid} >= ? ORDER BY ${rowid} LIMIT ${CHUNK_ROWS}`);
    const single = this.#prepare(selected, `WHERE ${rowid} >= ? ORDER BY ${rowid}`);
    const rows = readAcrossDamage(
      (first) => chunksOf(chunk, single, first, names.length),
      (values) => values[names.length],
      () => this.#damaged(),
    );
    yield* rows;
  }

  /**
   * The rows of {@link select}, one at a time. Damage is reported to `lost`. Rows behind it are read if the table has
   * ROWIDs and `rest` has the form `WHERE … ORDER BY rowid LIMIT n` (each part optional). In any other order reading
   * ends at damage of the table, but not at that of an index.
   */
  rows<const Name extends string>(expressions: Expressions<Name>, rest = ''): Generator<Row<Name>> {
    return this.#rows(expressions, rest, rowsOfArrays(Object.keys(expressions) as Name[]));
  }

  /** As {@link rows}, with rows as in {@link Selection.arrays}, and perhaps more columns. */
  rowArrays(expressions: Expressions, rest = ''): Generator<readonly SqlValue[]> {
    return this.#rows(expressions, rest, (values) => values);
  }

  *#rows<R>(expressions: Expressions, rest: string, toRow: (values: readonly SqlValue[]) => R): Generator<R> {
    const scan = scanOf(rest);
    const rowid = scan === null ? null : this.#ownRowid();
    const selected = Object.values(expressions);
    if (scan === null || rowid === null) {
      for (const values of this.#inOrder(selected, rest)) yield toRow(values);
      return;
    }
    const condition = scan.where === null ? '' : ` AND (${scan.where})`;
    const statement = this.#prepare(
      [...selected, safeInteger(rowid)],
      `WHERE ${rowid} >= ?${condition} ORDER BY ${rowid} LIMIT ${scan.limit}`,
    );
    const rows = readAcrossDamage(
      (first) => arraysOf(statement, first),
      (values) => values[selected.length],
      () => this.#damaged(),
      'row',
    );
    let left = scan.limit;
    for (const values of rows) {
      if (left-- === 0) return;
      yield toRow(values);
    }
  }

  /** Rows up to the first damage, also of a table with a damaged index. */
  *#inOrder(selected: readonly string[], rest: string): Generator<readonly SqlValue[]> {
    let given = 0;
    try {
      for (const values of arraysOf(this.#prepare(selected, rest))) {
        given++;
        yield values;
      }
      return;
    } catch (error) {
      if (!isSqliteError(error)) throw error;
    }
    try {
      for (const values of arraysOf(this.#prepare(selected, `NOT INDEXED ${rest}`))) if (given-- <= 0) yield values;
    } catch (error) {
      this.#lose(error);
    }
  }

  /**
   * Finds single rows by ROWID with one prepared SELECT. Returns null for a missing row, and for an unreadable one,
   * which is reported to `lost`.
   */
  lookup<const Name extends string>(expressions: Expressions<Name>): Lookup<Name> {
    const find = this.arrayLookup(expressions);
    const toRow = rowsOfArrays(Object.keys(expressions) as Name[]);
    return (rowid) => {
      const values = find(rowid);
      return values === null ? null : toRow(values);
    };
  }

  /** As {@link lookup}, with rows as in {@link Selection.arrays}. */
  arrayLookup(expressions: Expressions): (rowid: number) => readonly SqlValue[] | null {
    const find = this.find(expressions);
    return (rowid) => {
      try {
        return find(rowid);
      } catch (error) {
        this.#lose(error);
        return null;
      }
    };
  }

  /** As {@link arrayLookup}, but an unreadable row is not reported. @throws an error of SQLite if the row is damaged */
  find(expressions: Expressions): (rowid: number) => readonly SqlValue[] | null {
    const statement = this.#prepare(Object.values(expressions), 'WHERE rowid = ?');
    return (rowid) => {
      const values: unknown = statement.get(rowid);
      return values === undefined ? null : arrayOf(values);
    };
  }

  /** Number of rows of `SELECT … rest`; null if the table is too damaged to count. */
  count(rest = ''): number | null {
    // SQLite counts by the smallest index, which may be damaged.
    for (const from of [rest, `NOT INDEXED ${rest}`]) {
      try {
        return asInteger(this.select({ count: 'count(*)' }, from).get()?.count);
      } catch (error) {
        if (!isSqliteError(error)) throw error;
      }
    }
    return null;
  }

  #prepare(expressions: readonly string[], rest: string): SqlStatement {
    const statement = this.#db.prepare(`SELECT ${expressions.join(', ')} FROM "${this.name}" ${rest}`);
    statement.setReturnArrays(true);
    return statement;
  }

  /** A name of the ROWID that is not a column name; null for a table without ROWIDs. */
  #ownRowid(): string | null {
    const taken = new Set([...this.#columns].map((name) => name.toLowerCase()));
    const name = ROWID_NAMES.find((candidate) => !taken.has(candidate));
    if (name === undefined) return null;
    try {
      this.#prepare([name], 'LIMIT 0');
      return name;
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      return null;
    }
  }

  /** Reports rows in a damaged part of the table. @throws errors other than SQLite's */
  #lose(error: unknown): void {
    if (!isSqliteError(error)) throw error;
    this.#damaged();
  }

  #damaged(): void {
    this.#lost(msg('lost.damaged-rows', { table: this.name }));
  }
}

/** Finds a row by ROWID, or returns null. */
export type Lookup<Name extends string> = (rowid: number) => Row<Name> | null;

/** A prepared SELECT. */
export class Selection<Name extends string> {
  readonly #statement: SqlStatement;
  readonly #toRow: (values: readonly SqlValue[]) => Row<Name>;

  constructor(statement: SqlStatement, toRow: (values: readonly SqlValue[]) => Row<Name>) {
    this.#statement = statement;
    this.#toRow = toRow;
  }

  /** Its rows, one at a time. @throws an error of SQLite if the table is damaged */
  *iterate(...parameters: readonly SQLInputValue[]): Generator<Row<Name>> {
    for (const values of this.#statement.iterate(...parameters)) yield this.#toRow(arrayOf(values));
  }

  /**
   * The same rows as arrays, with columns at {@link positionsOf} the expressions: for loops over millions of rows,
   * where {@link iterate} takes up to a tenth of the time. @throws as {@link iterate}
   */
  arrays(...parameters: readonly SQLInputValue[]): Iterable<readonly SqlValue[]> {
    return arraysOf(this.#statement, ...parameters);
  }

  /** Its first row, or null. @throws an error of SQLite if the table is damaged */
  get(...parameters: readonly SQLInputValue[]): Row<Name> | null {
    const values: unknown = this.#statement.get(...parameters);
    return values === undefined ? null : this.#toRow(arrayOf(values));
  }
}

/** Casts a row of a statement that returns arrays, which its type does not reflect. */
const arrayOf = (row: unknown): readonly SqlValue[] => row as readonly SqlValue[];

/** As {@link arrayOf}, for several rows. */
const arraysIn = (rows: readonly unknown[]): readonly (readonly SqlValue[])[] =>
  rows as readonly (readonly SqlValue[])[];

/** The rows of a statement that returns arrays. */
function arraysOf(statement: SqlStatement, ...parameters: readonly SQLInputValue[]): Iterable<readonly SqlValue[]> {
  const rows: Iterable<unknown> = statement.iterate(...parameters);
  return rows as Iterable<readonly SqlValue[]>;
}

/** A SELECT of rows by ROWID. */
interface Scan {
  readonly where: string | null;
  readonly limit: number;
}

/** Parses the part of a SELECT after the table; null if it is not a {@link Scan}. */
function scanOf(rest: string): Scan | null {
  const parts = /^(?:WHERE (?<where>.+?))?(?:(?:^| )ORDER BY rowid)?(?:(?:^| )LIMIT (?<limit>\d+))?$/s.exec(
    rest.trim(),
  );
  if (parts === null) return null;
  const { where, limit } = parts.groups ?? {};
  if (where !== undefined && /\b(?:ORDER|GROUP) BY\b/.test(where)) return null;
  return { where: where ?? null, limit: limit === undefined ? Number.MAX_SAFE_INTEGER : Number(limit) };
}

/**
 * Rows from `first` on in chunks. The rows of a damaged chunk are read one at a time, to get those before the damage.
 */
function* chunksOf(
  chunks: SqlStatement,
  single: SqlStatement,
  first: number,
  rowidAt: number,
): Generator<readonly SqlValue[]> {
  for (let next = first; ; ) {
    let chunk: readonly (readonly SqlValue[])[];
    try {
      chunk = arraysIn(chunks.all(next));
    } catch {
      forgetError(single);
      // Throws the error again at the damage.
      yield* arraysOf(single, next);
      return;
    }
    yield* chunk;
    const reached = chunk.at(-1)?.[rowidAt];
    // Pages of a damaged b-tree can lead back to earlier rows.
    if (chunk.length < CHUNK_ROWS || typeof reached !== 'number' || reached < next) return;
    next = reached + 1;
  }
}

/** A failed statement throws the same error at its next use, because sqlite3_reset() repeats it. */
function forgetError(statement: SqlStatement): void {
  try {
    statement.get(Number.MAX_SAFE_INTEGER);
  } catch {
    // The repeated error.
  }
}

/** `expression` if it is within ±(2^53 − 1), otherwise NULL. */
function safeInteger(expression: string): string {
  return `iif(${expression} BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}, ${expression}, NULL)`;
}

/** A number as an integer; null for anything else. */
export function asInteger(value: SqlValue | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Math.trunc(value) : null;
}

/** A finite number; null for anything else. */
export function asNumber(value: SqlValue | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The value as text, because text columns of real databases also contain blobs and numbers. Null for NULL. */
export function asText(value: SqlValue | undefined): string | null {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return null;
  return value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.length).toString()
    : `${value}`;
}

/** As {@link asText}; null if empty, and truncated to the maximum length of a name, handle or path. */
export function asShortText(value: SqlValue | undefined): string | null {
  if (value === null || value === '') return null;
  const text = typeof value === 'string' ? value : asText(value);
  if (text === null || text === '') return null;
  return text.length <= MAX_SHORT_TEXT ? text : text.slice(0, MAX_SHORT_TEXT);
}

/** The bytes of a blob; null for anything else. */
export function asBlob(value: SqlValue | undefined): Uint8Array | null {
  return value instanceof Uint8Array ? value : null;
}
