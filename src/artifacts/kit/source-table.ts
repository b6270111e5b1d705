import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { columns, tables } from '../../backup/source-database/schema.ts';
import { APPLE_EPOCH_SECONDS } from '../../formats/apple-time.ts';
import { type LostMessage, msg } from '../../locales/messages.ts';

/** What a column of a stranger's database can hold, whatever type was declared. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** Is told in a few words of what could not be read: `ExtractContext.lost`. */
export type Lost = (reason: LostMessage, count?: number) => void;

/** Names, handles, file names: anything longer is cut (UTF-16 code units). */
const MAX_SHORT_TEXT = 32_768;

/** Rows of a chunk: enough that asking for them does not count, few enough to stay in the processor's caches. */
const CHUNK_ROWS = 256;

const APPLE_EPOCH_MS = APPLE_EPOCH_SECONDS * 1000;

/**
 * One table as this very database has it. Its methods give SQL expressions in which a column that is missing is NULL,
 * so that one SELECT list fits every generation of a schema. Names are looked up first because SQLite takes an unknown
 * double-quoted name for a string.
 */
export class SourceTable {
  readonly name: string;
  /** The ROWID, whether or not a column declares it. */
  readonly rowid = safeInteger('rowid');
  private readonly db: DatabaseSync;
  private readonly columns: ReadonlySet<string>;
  private readonly lost: Lost;

  /** Reads the columns of `name`; what is not there, or no plain table but a view, has none. */
  constructor(db: DatabaseSync, name: string, lost: Lost) {
    this.db = db;
    this.lost = lost;
    this.name = name;
    this.columns = tables(db).has(name) ? columns(db, name) : new Set();
  }

  /** True when the database has this table. */
  get exists(): boolean {
    return this.columns.size > 0;
  }

  /** True when the table has every one of these columns. */
  has(...names: readonly string[]): boolean {
    return names.every((name) => this.columns.has(name));
  }

  /** The column as it is. */
  value(name: string): string {
    return this.columns.has(name) ? `"${name}"` : 'NULL';
  }

  /** The column where it holds a number that JavaScript can hold exactly, else NULL. */
  integer(name: string): string {
    return this.columns.has(name) ? safeInteger(`"${name}"`) : 'NULL';
  }

  /** 1 where the column is set and not 0, else 0. */
  flag(name: string): string {
    return this.columns.has(name) ? `(ifnull("${name}", 0) <> 0)` : '0';
  }

  /** The column where it takes at most `maxBytes`, else NULL: a larger value is never loaded. */
  bounded(name: string, maxBytes: number): string {
    return this.columns.has(name) ? `iif(octet_length("${name}") <= ${maxBytes}, "${name}", NULL)` : 'NULL';
  }

  /** 1 where the column takes more than `maxBytes`, else 0. */
  exceeds(name: string, maxBytes: number): string {
    return this.columns.has(name) ? `(ifnull(octet_length("${name}"), 0) > ${maxBytes})` : '0';
  }

  /**
   * A date of Messages as UTC milliseconds, NULL for none: seconds since 2001 up to iOS 10, nanoseconds since iOS 11,
   * told apart per value as {@link fromMessagesDate} does. Done in SQL because nanoseconds pass 2^53.
   */
  messagesDate(name: string): string {
    if (!this.columns.has(name)) return 'NULL';
    const column = `"${name}"`;
    // The bounds are those of a Date, so that what is left is a safe integer in milliseconds.
    return (
      `CASE WHEN ${column} BETWEEN 1000000000000 AND 9223372036854775807 THEN ${column} / 1000000 + ${APPLE_EPOCH_MS} ` +
      `WHEN ${column} <> 0 AND ${column} BETWEEN -999999999999 AND 999999999999 ` +
      `THEN CAST(${column} * 1000 AS INTEGER) + ${APPLE_EPOCH_MS} END`
    );
  }

  /** Prepares `SELECT expressions FROM this table rest`; its rows are arrays in the order of `expressions`. */
  select(expressions: readonly string[], rest = ''): StatementSync {
    const statement = this.db.prepare(`SELECT ${expressions.join(', ')} FROM "${this.name}" ${rest}`);
    statement.setReturnArrays(true);
    return statement;
  }

  /**
   * Every row of the table, as {@link rows} but in chunks: short rows of large tables (joins) come three times as fast.
   * Not for long values, as a chunk is held at once.
   */
  *allRows(expressions: readonly string[]): Generator<readonly SqlValue[]> {
    const chunks = this.chunks(expressions);
    if (chunks === null) {
      yield* this.rows(expressions);
      return;
    }
    try {
      for (const chunk of chunks) for (const row of chunk) yield row;
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      this.lost(msg('lost.damaged-rows', { table: this.name }));
    }
  }

  /** Chunks of rows by ROWID, which comes last in each row; null for a table without. */
  private chunks(expressions: readonly string[]): Generator<readonly (readonly SqlValue[])[]> | null {
    let statement: StatementSync;
    try {
      statement = this.select([...expressions, 'rowid'], `WHERE rowid > ? ORDER BY rowid LIMIT ${CHUNK_ROWS}`);
    } catch {
      return null;
    }
    return chunksOf(statement, expressions.length);
  }

  /** The rows of {@link select}, one at a time. They end where the table is damaged, and `lost` is told so. */
  *rows(expressions: readonly string[], rest = ''): Generator<readonly SqlValue[]> {
    try {
      yield* this.select(expressions, rest).iterate() as Iterable<unknown> as Iterable<readonly SqlValue[]>;
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      this.lost(msg('lost.damaged-rows', { table: this.name }));
    }
  }

  /**
   * Finds single rows by ROWID, over and over with one prepared SELECT. Gives null for a row that is not there, and for
   * one that cannot be read, of which `lost` is told.
   */
  lookup(expressions: readonly string[]): (rowid: number) => readonly SqlValue[] | null {
    const statement = this.select(expressions, 'WHERE rowid = ?');
    return (rowid) => {
      try {
        return (statement.get(rowid) as unknown as readonly SqlValue[] | undefined) ?? null;
      } catch (error) {
        if (!isSqliteError(error)) throw error;
        this.lost(msg('lost.damaged-rows', { table: this.name }));
        return null;
      }
    };
  }

  /** How many rows `SELECT … rest` has, as far as that can be counted; null where the table is too damaged to tell. */
  count(rest = ''): number | null {
    try {
      const row = this.select(['count(*)'], rest).get() as unknown as readonly SqlValue[];
      return asInteger(row[0]);
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      return null;
    }
  }
}

/** Runs `statement` with the last ROWID so far, which stands at `rowidAt`, until it gives nothing new. */
function* chunksOf(statement: StatementSync, rowidAt: number): Generator<readonly (readonly SqlValue[])[]> {
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    let chunk: readonly (readonly SqlValue[])[];
    try {
      chunk = statement.all(last) as unknown as readonly (readonly SqlValue[])[];
    } catch {
      // The rows before the damage, one at a time; then it throws again.
      for (const row of statement.iterate(last)) yield [row as unknown as readonly SqlValue[]];
      return;
    }
    const reached = chunk.at(-1)?.[rowidAt];
    // Pages of a damaged b-tree may lead back to where they were.
    if (typeof reached !== 'number' || reached <= last) return;
    yield chunk;
    if (chunk.length < CHUNK_ROWS) return;
    last = reached;
  }
}

/** `expression` where it is a number within ±(2^53 − 1), else NULL. */
function safeInteger(expression: string): string {
  return `iif(${expression} BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}, ${expression}, NULL)`;
}

/** True for an error that came from SQLite or from its value not fitting into JavaScript: the row or table is bad. */
export function isSqliteError(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'ERR_SQLITE_ERROR' || error.code === 'ERR_OUT_OF_RANGE' || error.code === 'ERR_STRING_TOO_LONG';
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
