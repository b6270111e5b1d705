import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { columns, tables } from '../../backup/source-database/schema.ts';
import { APPLE_EPOCH_SECONDS } from '../../formats/apple-time.ts';
import { type LostMessage, msg } from '../../locales/messages.ts';
import { readAcrossDamage } from './damaged-rows.ts';
import { type Expressions, type Row, rowsOfArrays, type SqlValue } from './row.ts';
import { isSqliteError } from './sqlite-error.ts';

export { type Expressions, type Positions, positionsOf, type Row, type SqlValue } from './row.ts';

/** Reports what could not be read: `ExtractContext.lost`. */
export type Lost = (reason: LostMessage, count?: number) => void;

/** Maximum length of names, handles and file names; longer ones are cut (UTF-16 code units). */
const MAX_SHORT_TEXT = 32_768;

/** Rows per chunk: enough to make the cost of a query negligible, few enough to stay in the processor's caches. */
const CHUNK_ROWS = 256;

/** Names of the ROWID, of which a column may take some. */
const ROWID_NAMES = ['rowid', '_rowid_', 'oid'] as const;

const APPLE_EPOCH_MS = APPLE_EPOCH_SECONDS * 1000;

/**
 * One table of a source database. Its methods give SQL expressions in which a missing column is NULL, so that one SELECT
 * fits every generation of a schema. Names are looked up first because SQLite takes an unknown double-quoted name for a
 * string.
 */
export class SourceTable {
  readonly name: string;
  /** The ROWID, whether or not a column declares it. */
  readonly rowid = safeInteger('rowid');
  readonly #db: DatabaseSync;
  readonly #columns: ReadonlySet<string>;
  readonly #lost: Lost;

  /** Reads the columns of `name`. A missing table and a view have none. */
  constructor(db: DatabaseSync, name: string, lost: Lost) {
    this.#db = db;
    this.#lost = lost;
    this.name = name;
    this.#columns = tables(db).has(name) ? columns(db, name) : new Set();
  }

  /** True when the database has this table. */
  get exists(): boolean {
    return this.#columns.size > 0;
  }

  /** True when the table has every one of these columns. */
  has(...names: readonly string[]): boolean {
    return names.every((name) => this.#columns.has(name));
  }

  /** The column, unchanged. */
  value(name: string): string {
    return this.#columns.has(name) ? `"${name}"` : 'NULL';
  }

  /** The column where it holds a number that JavaScript can hold exactly, else NULL. */
  integer(name: string): string {
    return this.#columns.has(name) ? safeInteger(`"${name}"`) : 'NULL';
  }

  /** 1 where the column is set and not 0, else 0. */
  flag(name: string): string {
    return this.#columns.has(name) ? `(ifnull("${name}", 0) <> 0)` : '0';
  }

  /** The column where it takes at most `maxBytes`, else NULL: a larger value is never loaded. */
  bounded(name: string, maxBytes: number): string {
    return this.#columns.has(name) ? `iif(octet_length("${name}") <= ${maxBytes}, "${name}", NULL)` : 'NULL';
  }

  /** 1 where the column takes more than `maxBytes`, else 0. */
  exceeds(name: string, maxBytes: number): string {
    return this.#columns.has(name) ? `(ifnull(octet_length("${name}"), 0) > ${maxBytes})` : '0';
  }

  /**
   * A date of Messages as UTC milliseconds, NULL for none: seconds since 2001 up to iOS 10, nanoseconds since iOS 11,
   * told apart per value as {@link fromMessagesDate} does. Done in SQL because nanoseconds pass 2^53.
   */
  messagesDate(name: string): string {
    if (!this.#columns.has(name)) return 'NULL';
    const column = `"${name}"`;
    // The bounds are those of a Date, so that what is left is a safe integer in milliseconds.
    return (
      `CASE WHEN ${column} BETWEEN 1000000000000 AND 9223372036854775807 THEN ${column} / 1000000 + ${APPLE_EPOCH_MS} ` +
      `WHEN ${column} <> 0 AND ${column} BETWEEN -999999999999 AND 999999999999 ` +
      `THEN CAST(${column} * 1000 AS INTEGER) + ${APPLE_EPOCH_MS} END`
    );
  }

  /** Prepares `SELECT expressions FROM this table rest`. */
  select<const Name extends string>(expressions: Expressions<Name>, rest = ''): Selection<Name> {
    // Object.keys is typed for objects that may have more keys; a surplus one is selected, too, and does no harm.
    const names = Object.keys(expressions) as Name[];
    return new Selection(this.#prepare(Object.values(expressions), rest), rowsOfArrays(names));
  }

  /**
   * Every row of the table, as {@link rows} but in chunks: short rows of large tables (joins) come three times as fast.
   * Not for long values, as memory holds a whole chunk.
   */
  *allRows<const Name extends string>(expressions: Expressions<Name>): Generator<Row<Name>> {
    const rowid = this.#ownRowid();
    if (rowid === null) {
      yield* this.rows(expressions);
      return;
    }
    const names = Object.keys(expressions) as Name[];
    const selected = [...Object.values<string>(expressions), safeInteger(rowid)];
    const chunk = this.#prepare(selected, `WHERE ${rowid} >= ? ORDER BY ${rowid} LIMIT ${CHUNK_ROWS}`);
    const single = this.#prepare(selected, `WHERE ${rowid} >= ? ORDER BY ${rowid}`);
    const rows = readAcrossDamage(
      (first) => chunksOf(chunk, single, first, names.length),
      (values) => values[names.length],
      () => this.#damaged(),
    );
    const toRow = rowsOfArrays(names);
    for (const values of rows) yield toRow(values);
  }

  /**
   * The rows of {@link select}, one at a time. Damage is reported to `lost`. Rows behind it are read where the table has
   * ROWIDs and `rest` is of the form `WHERE … ORDER BY rowid LIMIT n`, of which each part may be missing. In any other
   * order rows end at the damage.
   */
  *rows<const Name extends string>(expressions: Expressions<Name>, rest = ''): Generator<Row<Name>> {
    const scan = scanOf(rest);
    const rowid = scan === null ? null : this.#ownRowid();
    if (scan === null || rowid === null) {
      try {
        yield* this.select(expressions, rest).iterate();
      } catch (error) {
        this.#lose(error);
      }
      return;
    }
    const names = Object.keys(expressions) as Name[];
    const condition = scan.where === null ? '' : ` AND (${scan.where})`;
    const statement = this.#prepare(
      [...Object.values<string>(expressions), safeInteger(rowid)],
      `WHERE ${rowid} >= ?${condition} ORDER BY ${rowid} LIMIT ${scan.limit}`,
    );
    const rows = readAcrossDamage(
      (first) => arraysOf(statement, first),
      (values) => values[names.length],
      () => this.#damaged(),
      'row',
    );
    const toRow = rowsOfArrays(names);
    let left = scan.limit;
    for (const values of rows) {
      if (left-- === 0) return;
      yield toRow(values);
    }
  }

  /**
   * Finds single rows by ROWID, with one prepared SELECT. Gives null for a row that does not exist, and for one that cannot
   * be read, which is reported to `lost`.
   */
  lookup<const Name extends string>(expressions: Expressions<Name>): Lookup<Name> {
    const find = this.arrayLookup(expressions);
    const toRow = rowsOfArrays(Object.keys(expressions) as Name[]);
    return (rowid) => {
      const values = find(rowid);
      return values === null ? null : toRow(values);
    };
  }

  /** As {@link lookup}, with rows as {@link Selection.arrays} gives them. */
  arrayLookup(expressions: Expressions): (rowid: number) => readonly SqlValue[] | null {
    const statement = this.#prepare(Object.values(expressions), 'WHERE rowid = ?');
    return (rowid) => {
      try {
        const values: unknown = statement.get(rowid);
        return values === undefined ? null : arrayOf(values);
      } catch (error) {
        this.#lose(error);
        return null;
      }
    };
  }

  /** Number of rows of `SELECT … rest`; null where the table is too damaged to count. */
  count(rest = ''): number | null {
    try {
      return asInteger(this.select({ count: 'count(*)' }, rest).get()?.count);
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      return null;
    }
  }

  #prepare(expressions: readonly string[], rest: string): StatementSync {
    const statement = this.#db.prepare(`SELECT ${expressions.join(', ')} FROM "${this.name}" ${rest}`);
    statement.setReturnArrays(true);
    return statement;
  }

  /** A name of the ROWID that is not the name of a column; null for a table without ROWIDs. */
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

  /** Reports rows in a damaged part of the table. @throws an error that is not SQLite's */
  #lose(error: unknown): void {
    if (!isSqliteError(error)) throw error;
    this.#damaged();
  }

  #damaged(): void {
    this.#lost(msg('lost.damaged-rows', { table: this.name }));
  }
}

/** Finds a row by ROWID; null where there is none. */
export type Lookup<Name extends string> = (rowid: number) => Row<Name> | null;

/** A prepared SELECT. */
export class Selection<Name extends string> {
  readonly #statement: StatementSync;
  readonly #toRow: (values: readonly SqlValue[]) => Row<Name>;

  constructor(statement: StatementSync, toRow: (values: readonly SqlValue[]) => Row<Name>) {
    this.#statement = statement;
    this.#toRow = toRow;
  }

  /** Its rows, one at a time. @throws an error of SQLite where the table is damaged */
  *iterate(...parameters: readonly SQLInputValue[]): Generator<Row<Name>> {
    for (const values of this.#statement.iterate(...parameters)) yield this.#toRow(arrayOf(values));
  }

  /**
   * The same rows as arrays, in which {@link positionsOf} the expressions finds a column: for loops over millions of rows,
   * where {@link iterate} costs up to a tenth of the time. @throws as {@link iterate}
   */
  arrays(...parameters: readonly SQLInputValue[]): Iterable<readonly SqlValue[]> {
    return arraysOf(this.#statement, ...parameters);
  }

  /** Its first row; null for none. @throws an error of SQLite where the table is damaged */
  get(...parameters: readonly SQLInputValue[]): Row<Name> | null {
    const values: unknown = this.#statement.get(...parameters);
    return values === undefined ? null : this.#toRow(arrayOf(values));
  }
}

/** A row of a statement that returns arrays, which its types do not say. */
const arrayOf = (row: unknown): readonly SqlValue[] => row as readonly SqlValue[];

/** The rows of a statement that returns arrays. */
function arraysOf(statement: StatementSync, ...parameters: readonly SQLInputValue[]): Iterable<readonly SqlValue[]> {
  const rows: Iterable<unknown> = statement.iterate(...parameters);
  return rows as Iterable<readonly SqlValue[]>;
}

/** A SELECT of rows by ROWID. */
interface Scan {
  readonly where: string | null;
  readonly limit: number;
}

/** Parses what follows the table in a SELECT; null where it is anything but a {@link Scan}. */
function scanOf(rest: string): Scan | null {
  const parts = /^(?:WHERE (?<where>.+?))?(?:(?:^| )ORDER BY rowid)?(?:(?:^| )LIMIT (?<limit>\d+))?$/s.exec(
    rest.trim(),
  );
  if (parts === null) return null;
  const { where, limit } = parts.groups ?? {};
  if (where !== undefined && /\b(?:ORDER|GROUP) BY\b/.test(where)) return null;
  return { where: where ?? null, limit: limit === undefined ? Number.MAX_SAFE_INTEGER : Number(limit) };
}

/** Rows from `first` on in chunks. In a chunk with damage they come one at a time, to have those before the damage. */
function* chunksOf(
  chunks: StatementSync,
  single: StatementSync,
  first: number,
  rowidAt: number,
): Generator<readonly SqlValue[]> {
  for (let next = first; ; ) {
    let chunk: readonly (readonly SqlValue[])[];
    try {
      chunk = chunks.all(next).map(arrayOf);
    } catch {
      forgetError(single);
      // Throws again at the damage.
      yield* arraysOf(single, next);
      return;
    }
    yield* chunk;
    const reached = chunk.at(-1)?.[rowidAt];
    // Pages of a damaged b-tree may lead back to where they were.
    if (chunk.length < CHUNK_ROWS || typeof reached !== 'number' || reached < next) return;
    next = reached + 1;
  }
}

/** A statement that has failed throws the same error at its next use, because sqlite3_reset() repeats it. */
function forgetError(statement: StatementSync): void {
  try {
    statement.get(Number.MAX_SAFE_INTEGER);
  } catch {
    // The repeated error.
  }
}

/** `expression` where it is a number within ±(2^53 − 1), else NULL. */
function safeInteger(expression: string): string {
  return `iif(${expression} BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}, ${expression}, NULL)`;
}

/** A whole number, or null for anything else. */
export function asInteger(value: SqlValue | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Math.trunc(value) : null;
}

/** A number, or null for anything else. */
export function asNumber(value: SqlValue | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The text of a column: text columns of real databases also hold blobs and numbers. Null for NULL. */
export function asText(value: SqlValue | undefined): string | null {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return null;
  return value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.length).toString()
    : `${value}`;
}

/** As {@link asText}, null when empty, and cut to what a name, handle or path can be. */
export function asShortText(value: SqlValue | undefined): string | null {
  if (value === null || value === '') return null;
  const text = typeof value === 'string' ? value : asText(value);
  if (text === null || text === '') return null;
  return text.length <= MAX_SHORT_TEXT ? text : text.slice(0, MAX_SHORT_TEXT);
}

/** The bytes of a column, or null for anything else. */
export function asBlob(value: SqlValue | undefined): Uint8Array | null {
  return value instanceof Uint8Array ? value : null;
}
