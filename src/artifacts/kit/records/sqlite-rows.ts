import { readAcrossDamage } from '../../../backup/source-database/damaged-rows.ts';
import { databaseError } from '../../../backup/source-database/database-error.ts';
import { columns, hasTable, tables } from '../../../backup/source-database/schema.ts';
import type { SqlDatabase, SqlStatement } from '../../../backup/source-database/sql.ts';
import { isSqliteError } from '../../../backup/source-database/sqlite-error.ts';
import type { SqlValue } from '../source-table.ts';
import { Ancestors, type Tree } from './ancestors.ts';
import { type List, Lists } from './lists.ts';
import type { RawRow, SourcePlace } from './raw-row.ts';
import { type MaybeValue, step } from './value.ts';
import { arraysOf, numbers, prepareArrays } from './whole-values.ts';

/** Maximum size of a column value that is loaded, in bytes. */
const MAX_VALUE_BYTES = 16 * 1024 ** 2;
/** Replacement of a larger value. */
const TOO_LARGE = '\u{1}too large\u{1}';

/** A joined table with at most one row per row. */
export interface Join {
  readonly table: string;
  /** Column of the rows, or `alias.column` of a table joined before, that refers to the joined row. */
  readonly on: string;
  /** Referenced column of {@link table}. Default: its ROWID. */
  readonly key?: string;
}

/** Tables joined to the rows of a table. */
export interface TableRows {
  readonly join?: Readonly<Record<string, Join>>;
  /** Rows of other tables, any number per row; `alias.column` is a list of values. */
  readonly lists?: Readonly<Record<string, List>>;
  /** For `@up.column`: the column with the ROWID of the parent, or with another key of it. */
  readonly tree?: Tree;
  /**
   * Only the rows with this value, or one of these, of a table that has others in it, too. SQLite selects them, so it is
   * quicker than a condition where the table is large. Without the table or column there are none.
   */
  readonly only?: { readonly column: string; readonly is: number | readonly number[] };
}

/** Callbacks of {@link sqliteRows}. */
export interface RowsReport {
  /** Called for a value that is too large to be loaded. */
  tooLarge(column: string): void;
  /** Called for rows in a damaged part of the table; `count` is 0 if their number is unknown. */
  lost(count: number): void;
  /** Called for a row that is given without its row of a joined table, which is damaged. */
  joinLost(table: string): void;
}

/** Tables of a query by alias (`` for that of the rows), with their columns by lower-case name. */
type Sources = Map<string, ReadonlyMap<string, string>>;

const ROWS = 'r';
const FIRST_ROWID = -(2n ** 63n);
const LAST_ROWID = 2n ** 63n - 1n;

/**
 * The tables of a database with `wanted` names. `#` matches a number: `Z_#MEMBERS` is a Core Data join table, whose
 * number depends on the version of the app. A name may end with `*` for any digest in hexadecimal: `Chat_*` is a table
 * for each chat. @throws DomainError MALFORMED_DATABASE
 */
export function tablesIn(db: SqlDatabase, wanted: readonly string[]): string[] {
  try {
    const known = tables(db);
    const there = wanted.flatMap((name) => (/[#*]/.test(name) ? matching(name, known) : known.has(name) ? name : []));
    return there.filter((name) => columns(db, name).size > 0);
  } catch (error) {
    throw databaseError(error);
  }
}

/**
 * The rows of a table with the columns `roots` (`column` or `alias.column`); missing columns are undefined. Rows behind
 * damage are read if they can be found.
 */
export function* sqliteRows(
  db: SqlDatabase,
  table: string,
  { join = {}, lists = {}, tree, only }: TableRows,
  roots: readonly string[],
  place: SourcePlace,
  report: RowsReport,
): Generator<RawRow> {
  if (only !== undefined && !columnsOf(db, table).has(only.column.toLowerCase())) return;
  const query = new RowQuery(db, table, join, roots, only);
  const indexes = new Map(query.roots.map((root, index) => [root, index + 1]));
  const ancestors = tree === undefined ? null : new Ancestors(db, table, tree, roots);
  const listed = new Lists(db, lists, () => report.lost(0));
  let count = 0;
  let damaged = false;
  const joinLost = (alias: string): void => report.joinLost(join[alias]?.table ?? alias);
  for (const values of rowsOf(query, () => (damaged = true), joinLost)) {
    count++;
    for (const [root, index] of indexes) if (values[index] === TOO_LARGE) report.tooLarge(root);
    yield new SqliteRow(table, values, indexes, { place, ancestors, lists: listed });
  }
  if (damaged) report.lost(only === undefined ? Math.max(0, countOf(db, table) - count) : 0);
}

/** The rows of a table by ROWID; of a table without ROWIDs in its own order, numbered. */
function* rowsOf(query: RowQuery, gap: () => void, joinLost: (alias: string) => void): Generator<readonly SqlValue[]> {
  let rows: JoinedRows;
  try {
    rows = new JoinedRows(query, joinLost);
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    yield* rowsWithoutRowid(query, gap);
    return;
  }
  yield* readAcrossDamage(
    (first) => onceEach(rows.from(first === Number.MIN_SAFE_INTEGER ? FIRST_ROWID : first)),
    ([rowid]) => rowid,
    gap,
  );
}

function* rowsWithoutRowid(query: RowQuery, gap: () => void): Generator<readonly SqlValue[]> {
  let number = 0;
  try {
    for (const row of arraysOf(query.prepare('NULL', ''))) {
      yield numbers([`${++number}`, ...row.slice(1)]);
    }
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    gap();
  }
}

/** SELECTs of the rows of a table, with all of its joins or some of them. */
class RowQuery {
  /** The roots with a column, in the order of the values after the ROWID. */
  readonly roots: readonly string[];
  /** Aliases of the joins. */
  readonly aliases: readonly string[];
  readonly #db: SqlDatabase;
  readonly #table: string;
  readonly #joins: Readonly<Record<string, Join>>;
  readonly #only: string;

  constructor(
    db: SqlDatabase,
    table: string,
    joins: Readonly<Record<string, Join>>,
    roots: readonly string[],
    only?: TableRows['only'],
  ) {
    this.#db = db;
    this.#table = table;
    this.#joins = joins;
    this.#only =
      only === undefined ? 'WHERE true' : `WHERE ${ROWS}."${only.column}" IN (${[only.is].flat().join(', ')})`;
    this.aliases = Object.keys(joins);
    const { sources } = this.#joined(this.aliases);
    this.roots = roots.filter((root) => columnOf(root, sources) !== null);
  }

  /** Columns of joins that are left out are NULL. @throws an error of SQLite for a table without ROWIDs */
  prepare(rowid: string, rest: string, aliases: readonly string[] = this.aliases): SqlStatement {
    const { sources, clauses } = this.#joined(aliases);
    const columns = this.roots.map((root) => {
      const expression = columnOf(root, sources);
      return expression === null ? 'NULL' : bounded(expression);
    });
    return prepareArrays(
      this.#db,
      `SELECT ${[rowid, ...columns].join(', ')} FROM "${this.#table}" AS ${ROWS} ${clauses} ${this.#only} ${rest}`,
    );
  }

  #joined(aliases: readonly string[]): { readonly sources: Sources; readonly clauses: string } {
    const sources: Sources = new Map([[ROWS, columnsOf(this.#db, this.#table)]]);
    const joins = Object.fromEntries(Object.entries(this.#joins).filter(([alias]) => aliases.includes(alias)));
    return { clauses: joinClauses(this.#db, joins, sources), sources };
  }
}

/** Reads rows with their joined rows. Where a joined table is damaged, rows are given without its columns. */
class JoinedRows {
  readonly #query: RowQuery;
  readonly #all: SqlStatement;
  readonly #joinLost: (alias: string) => void;
  /** Statements for one row, by the aliases that are joined. */
  readonly #single = new Map<string, SqlStatement>();

  /** @throws an error of SQLite for a table without ROWIDs */
  constructor(query: RowQuery, joinLost: (alias: string) => void) {
    this.#query = query;
    this.#joinLost = joinLost;
    this.#all = query.prepare(`${ROWS}.rowid`, `AND ${ROWS}.rowid >= ? ORDER BY ${ROWS}.rowid`);
  }

  /** The rows with a ROWID of at least `first`. @throws an error of SQLite where the table itself is damaged */
  *from(first: number | bigint): Generator<SqlValue[]> {
    for (let next: number | bigint | null = first; next !== null; ) {
      try {
        for (const row of this.#all.iterate(next) as Iterable<unknown> as Iterable<SqlValue[]>) {
          next = after(row);
          yield row;
        }
        return;
      } catch (error) {
        if (!isSqliteError(error) || this.#query.aliases.length === 0) throw error;
      }
      const row = next === null ? null : this.#withoutLostJoins(next);
      if (row === null) return;
      next = after(row);
      yield row;
    }
  }

  /** The next row, with the joins that can be read. @throws an error of SQLite where the table itself is damaged */
  #withoutLostJoins(first: number | bigint): SqlValue[] | null {
    let row = this.#one(first, []);
    const readable: string[] = [];
    for (const alias of row === null ? [] : this.#query.aliases) {
      try {
        row = this.#one(first, [...readable, alias]);
        readable.push(alias);
      } catch (error) {
        if (!isSqliteError(error)) throw error;
        this.#joinLost(alias);
      }
    }
    return row;
  }

  #one(first: number | bigint, aliases: readonly string[]): SqlValue[] | null {
    const key = aliases.join(' ');
    const known = this.#single.get(key);
    const rest = `AND ${ROWS}.rowid >= ? ORDER BY ${ROWS}.rowid LIMIT 1`;
    const statement = known ?? this.#query.prepare(`${ROWS}.rowid`, rest, aliases);
    this.#single.set(key, statement);
    try {
      return ((statement.get(first) as unknown) ?? null) as SqlValue[] | null;
    } catch (error) {
      // A failed statement throws the same error at its next use, because sqlite3_reset() repeats it.
      this.#single.delete(key);
      throw error;
    }
  }
}

/** The ROWID after that of a row; null for the highest one. */
function after([rowid = null]: readonly SqlValue[]): number | bigint | null {
  if (typeof rowid !== 'bigint') return Number(rowid) + 1;
  return rowid === LAST_ROWID ? null : rowid + 1n;
}

/** Skips rows repeated by a join that is not one to one: the first is used. */
function* onceEach(rows: Iterable<SqlValue[]>): Generator<readonly SqlValue[]> {
  let last: SqlValue = null;
  for (const row of rows) {
    const values = numbers(row);
    if (values[0] === last) continue;
    last = values[0] ?? null;
    yield values;
  }
}

function countOf(db: SqlDatabase, table: string): number {
  try {
    return Number(db.prepare(`SELECT count(*) AS count FROM "${table}"`).get()?.count ?? 0);
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return 0;
  }
}

function columnsOf(db: SqlDatabase, table: string): ReadonlyMap<string, string> {
  if (!hasTable(db, table)) return new Map();
  return new Map([...columns(db, table)].map((name) => [name.toLowerCase(), name]));
}

/** LEFT JOINs of the existing tables; columns of missing ones have no expression. */
function joinClauses(db: SqlDatabase, joins: Readonly<Record<string, Join>>, sources: Sources): string {
  const clauses: string[] = [];
  for (const [alias, { table, on, key }] of Object.entries(joins)) {
    const own = columnOf(on, sources);
    const names = columnsOf(db, table);
    const other = key === undefined ? 'rowid' : names.get(key.toLowerCase());
    if (own === null || other === undefined || names.size === 0) continue;
    sources.set(alias, names);
    clauses.push(`LEFT JOIN "${table}" AS "${alias}" ON "${alias}"."${other}" = ${own}`);
  }
  return clauses.join(' ');
}

/** The expression of `column` or `alias.column`; null if it is missing. */
function columnOf(root: string, sources: Sources): string | null {
  const dot = root.indexOf('.');
  const alias = dot === -1 ? ROWS : root.slice(0, dot);
  const wanted = root.slice(dot + 1).toLowerCase();
  const known = sources.get(alias);
  const name =
    known?.get(wanted.includes('#') ? (matching(wanted, known.keys())[0] ?? '') : wanted) ??
    (known !== undefined && wanted === 'rowid' ? 'rowid' : undefined);
  return name === undefined ? null : `"${alias}"."${name.replaceAll('"', '""')}"`;
}

/** The names that match a pattern with `#` for a number, or with `*` for a digest at its end. */
function matching(pattern: string, names: Iterable<string>): string[] {
  if (pattern.endsWith('*')) {
    const start = pattern.slice(0, -1);
    return [...names].filter((name) => name.startsWith(start) && /^[\da-f]{32}$/i.test(name.slice(start.length)));
  }
  const [before = '', after = ''] = pattern.split('#');
  return [...names].filter((name) => {
    const number = name.slice(before.length, name.length - after.length);
    return name.startsWith(before) && name.endsWith(after) && /^\d{1,4}$/.test(number);
  });
}

function bounded(expression: string): string {
  return `iif(octet_length(${expression}) > ${MAX_VALUE_BYTES}, '${TOO_LARGE}', ${expression})`;
}

/** A ROWID, which need not be a safe integer: apps use 64-bit ids of their servers. */
function asInteger(value: SqlValue | undefined): number | bigint | null {
  return typeof value === 'number' || typeof value === 'bigint' ? value : null;
}

/** Common properties of the rows of one table. */
interface Surroundings {
  readonly place: SourcePlace;
  readonly ancestors: Ancestors | null;
  readonly lists: Lists;
}

class SqliteRow implements RawRow {
  readonly place: SourcePlace;
  readonly key: string;
  readonly table: string;
  readonly rowid: number | null;
  readonly #values: readonly SqlValue[];
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #ancestors: Ancestors | null;
  readonly #lists: Lists;

  constructor(
    table: string,
    values: readonly SqlValue[],
    indexes: ReadonlyMap<string, number>,
    { place, ancestors, lists }: Surroundings,
  ) {
    this.place = place;
    this.#lists = lists;
    this.table = table;
    this.rowid = typeof values[0] === 'number' ? values[0] : null;
    this.key = `${typeof values[0] === 'string' ? values[0] : (asInteger(values[0]) ?? '')}`;
    this.#values = values;
    this.#indexes = indexes;
    this.#ancestors = ancestors;
  }

  value(root: string, rest: readonly string[]): MaybeValue {
    const index = this.#indexes.get(root);
    if (index === undefined) return this.#list(root, rest);
    const value = this.#values[index];
    if (value === TOO_LARGE || value === undefined || value === null) return undefined;
    return rest.reduce(step, value as MaybeValue);
  }

  #list(root: string, rest: readonly string[]): MaybeValue {
    const list = this.rowid === null ? undefined : this.#lists.of(this.rowid, root);
    if (list === undefined || list.length === 0) return undefined;
    // An index is the place of a row of the list, whether or not the rows before it have a value.
    return rest.length === 0
      ? (list.filter((value) => value !== null) as MaybeValue)
      : rest.reduce(step, list as MaybeValue);
  }

  ancestors(column: string): readonly (SqlValue & MaybeValue)[] {
    return this.rowid === null ? [] : (this.#ancestors?.of(this.rowid, column) ?? []);
  }
}
