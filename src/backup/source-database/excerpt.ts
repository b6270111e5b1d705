import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { guard, openHardened } from './harden.ts';
import { tables } from './schema.ts';
import type { SqlDatabase } from './sql.ts';

/** Maximum size of an excerpt: some thousand rows have a few megabytes. */
const MAX_BYTES = 48 * 1024 * 1024;

/** Maximum number of rows, so that short ones end as well. */
const MAX_ROWS = 200_000;

/** Keys per statement of a selection by key. Large, because without an index each statement scans the whole table. */
const KEYS_PER_STATEMENT = 16_000;

/** Estimated size of a value besides its bytes. */
const VALUE_BYTES = 8;

/** Names of the ROWID. */
const ROWID_NAMES = ['rowid', '_rowid_', 'oid'];

/** A key to look rows up by. */
export type ExcerptKey = number | bigint | string;

/** The values of a row. */
export type ExcerptRow = readonly SQLInputValue[];

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isKey: boolean;
}

/** A table of which rows are copied. */
interface CopiedTable {
  /** Positions in a row: ROWID first if the table has one, then its columns. */
  readonly columns: readonly string[];
  /** What is selected. */
  readonly selection: string;
  readonly insert: StatementSync;
}

/**
 * A database in memory with some rows of another one, under the same names, columns and ROWIDs: who reads it need not
 * know that it is not whole. Only plain tables and their values are copied, no indexes, views or triggers.
 */
export class Excerpt {
  /** The rows that were copied. Sealed by {@link seal}. */
  readonly db: DatabaseSync;
  /** Where the rows come from. */
  readonly source: SqlDatabase;
  readonly #plain: ReadonlySet<string>;
  readonly #columns = new Map<string, readonly Column[]>();
  readonly #tables = new Map<string, CopiedTable>();
  #bytes = 0;
  #rows = 0;

  /** Copies from `source`, which is usually read in place. */
  constructor(source: SqlDatabase) {
    this.source = source;
    this.#plain = tables(source);
    this.db = openHardened(':memory:', false);
  }

  /** True if the source has this table with all of these columns. */
  has(table: string, ...columns: readonly string[]): boolean {
    const known = new Set(this.#columnsOf(table).map(({ name }) => name));
    return known.size > 0 && columns.every((column) => known.has(column));
  }

  /** Creates a table without rows; nothing happens if the source lacks it. */
  declare(table: string): void {
    if (this.#columnsOf(table).length > 0) this.#table(table);
  }

  /** Copies all rows of a table that must be small. */
  copyAll(table: string): void {
    if (this.#columnsOf(table).length > 0) this.#copy(table, '', []);
  }

  /** Copies the rows whose `column` is one of `keys`. Quick if the source has an index of it, or it is the ROWID. */
  copyWhere(table: string, column: string, keys: Iterable<ExcerptKey>): void {
    if (!this.#isAskable(table, column)) return;
    this.#table(table);
    for (const [condition, chunk] of conditions(column, keys)) this.#copy(table, `WHERE ${condition}`, chunk);
  }

  /** The values of `column` in the rows whose `by` is one of `keys`, without NULLs. */
  values(table: string, column: string, by: string, keys: Iterable<ExcerptKey>): ExcerptKey[] {
    if (!this.#isAskable(table, by) || !this.#isAskable(table, column)) return [];
    const found: ExcerptKey[] = [];
    for (const [condition, chunk] of conditions(by, keys)) {
      const sql = `SELECT ${quoted(column)} FROM ${quoted(table)} WHERE ${condition} AND ${quoted(column)} IS NOT NULL`;
      for (const row of this.select(sql, ...chunk)) found.push(row[0] as ExcerptKey);
    }
    return found;
  }

  /** Rows of a query of the source, as arrays. */
  select(sql: string, ...parameters: SQLInputValue[]): Generator<ExcerptRow> {
    return this.prepare(sql)(...parameters);
  }

  /** As {@link select}, for a query that is asked many times. */
  prepare(sql: string): (...parameters: SQLInputValue[]) => Generator<ExcerptRow> {
    const statement = this.source.prepare(sql);
    statement.setReturnArrays(true);
    const count = (): void => this.#count(0);
    return function* rows(...parameters) {
      const found: Iterable<unknown> = statement.iterate(...parameters);
      for (const row of found) {
        count();
        yield row as ExcerptRow;
      }
    };
  }

  /** True if the source has an index that begins with these columns. */
  isIndexed(table: string, ...columns: readonly string[]): boolean {
    if (!this.has(table, ...columns)) return false;
    const wanted = columns.map((column) => column.toLowerCase());
    for (const [index] of this.select('SELECT name FROM pragma_index_list(?) WHERE partial = 0', table)) {
      // An expression has no name.
      const indexed = Array.from(
        this.select('SELECT name FROM pragma_index_info(?) ORDER BY seqno', index ?? null),
        ([name]) => (typeof name === 'string' ? name.toLowerCase() : null),
      );
      if (wanted.every((column, at) => indexed[at] === column)) return true;
    }
    return false;
  }

  /** Gives up: there is too much to copy. @throws LIMIT_EXCEEDED */
  refuse(): never {
    throw new DomainError('LIMIT_EXCEEDED', msg('detail.excerpt-too-large'));
  }

  /** True if the rows of a table have ROWIDs, so that a copy has them too. */
  hasRowids(table: string): boolean {
    const [kind] = this.select('SELECT wr FROM pragma_table_list(?)', table);
    return Number(kind?.[0]) !== 1;
  }

  /** Ends copying: nothing but reading is possible afterwards. */
  seal(): void {
    guard(this.db);
  }

  #isAskable(table: string, column: string): boolean {
    return ROWID_NAMES.includes(column.toLowerCase()) ? this.has(table) : this.has(table, column);
  }

  #columnsOf(table: string): readonly Column[] {
    const known = this.#columns.get(table);
    if (known !== undefined) return known;
    const columns: Column[] = [];
    if (this.#plain.has(table)) {
      // Generated columns are hidden.
      const sql =
        'SELECT name, type, pk, (SELECT max(pk) FROM pragma_table_info(?)) FROM pragma_table_xinfo(?) WHERE hidden = 0';
      for (const [name, type, pk, keys] of this.select(sql, table, table)) {
        const declared = typeof type === 'string' ? type : '';
        if (typeof name !== 'string') continue;
        const isKey = Number(pk) === 1 && Number(keys) === 1 && declared.toUpperCase() === 'INTEGER';
        columns.push({ name, type: /^[\w ,()]*$/.test(declared) ? declared : '', isKey });
      }
    }
    this.#columns.set(table, columns);
    return columns;
  }

  #table(table: string): CopiedTable {
    const known = this.#tables.get(table);
    if (known !== undefined) return known;
    const columns = this.#columnsOf(table);
    const declared = columns.map(({ name, type, isKey }) => `${quoted(name)} ${type}${isKey ? ' PRIMARY KEY' : ''}`);
    this.db.exec(`CREATE TABLE ${quoted(table)} (${declared.join(', ')})`);
    const names = columns.map(({ name }) => quoted(name));
    // The key of the table, where it is one of its columns, is the ROWID already.
    const rowid = columns.some(({ isKey }) => isKey) ? null : this.#rowidOf(table);
    const all = rowid === null ? names : [rowid, ...names];
    const places = all.map(() => '?').join(', ');
    const copied = {
      columns: all,
      selection: all.join(', '),
      insert: this.db.prepare(`INSERT OR IGNORE INTO ${quoted(table)} (${all.join(', ')}) VALUES (${places})`),
    };
    this.#tables.set(table, copied);
    return copied;
  }

  /** A name of the ROWID that is not a column; null for a table without ROWIDs. */
  #rowidOf(table: string): string | null {
    const taken = new Set(this.#columnsOf(table).map(({ name }) => name.toLowerCase()));
    if (!this.hasRowids(table)) return null;
    return ROWID_NAMES.find((name) => !taken.has(name)) ?? null;
  }

  #copy(table: string, rest: string, parameters: readonly SQLInputValue[]): void {
    const { selection, insert } = this.#table(table);
    const statement = this.source.prepare(`SELECT ${selection} FROM ${quoted(table)} ${rest}`);
    statement.setReturnArrays(true);
    // Dates count nanoseconds, beyond what a number holds.
    statement.setReadBigInts(true);
    const rows: Iterable<unknown> = statement.iterate(...parameters);
    this.db.exec('BEGIN');
    for (const row of rows) {
      const values = row as SQLInputValue[];
      this.#count(sizeOf(values));
      insert.run(...values);
    }
    this.db.exec('COMMIT');
  }

  /** @throws LIMIT_EXCEEDED */
  #count(bytes: number): void {
    this.#bytes += bytes;
    if (++this.#rows > MAX_ROWS || this.#bytes > MAX_BYTES) this.refuse();
  }
}

function sizeOf(values: readonly SQLInputValue[]): number {
  let bytes = 0;
  for (const value of values) {
    bytes += VALUE_BYTES;
    if (typeof value === 'string') bytes += value.length;
    else if (value instanceof Uint8Array) bytes += value.length;
  }
  return bytes;
}

function* conditions(
  column: string,
  keys: Iterable<ExcerptKey>,
): Generator<readonly [condition: string, parameters: ExcerptKey[]]> {
  const all = [...new Set(keys)];
  for (let first = 0; first < all.length; first += KEYS_PER_STATEMENT) {
    const chunk = all.slice(first, first + KEYS_PER_STATEMENT);
    yield [`${quoted(column)} IN (${chunk.map(() => '?').join(', ')})`, chunk];
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
