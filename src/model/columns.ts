/**
 * The kinds a column of an artifact table can have. A kind decides the SQL type on both engines, the TypeScript type of
 * the row, the schema in the API and how exports and the generic table view show the value.
 *
 * | kind | TypeScript | SQLite / PostgreSQL | meaning |
 * |---|---|---|---|
 * | text | string | TEXT | |
 * | integer | number (safe) | INTEGER / BIGINT | |
 * | real | number | REAL / DOUBLE PRECISION | |
 * | boolean | boolean | INTEGER / SMALLINT 0,1 | |
 * | time | number | INTEGER / BIGINT | UTC milliseconds |
 * | handle | string | TEXT | a phone number, e-mail address or account, as the source has it |
 * | file | string | TEXT | fileID of an entry of the backup's manifest |
 * | json | JsonValue | TEXT | JSON text |
 *
 * Every column is nullable unless it is part of the table's primary key.
 */
export type ColumnKind = 'text' | 'integer' | 'real' | 'boolean' | 'time' | 'handle' | 'file' | 'json';

/** A JSON value. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * What the values of a column represent beyond their kind, for display in lists, record pages and exports.
 *
 * - `url`: a web address
 * - `bytes`, `seconds`, `milliseconds`, `metres`, `metresPerSecond`, `degrees`, `percent`, `kilograms`, `kilocalories`,
 *   `bpm`: a number in that unit
 * - `day`: `YYYY-MM-DD`, also with `HH:MM`, by the clock of wherever one is; of the kind `text`
 * - `code`: one of {@link Column.labels}, or the source's raw code as text if unknown; of the kind `json`, a list of them
 * - `secret`: masked unless requested, never searched, omitted from default exports
 */
export type ColumnFormat =
  | 'url'
  | 'bytes'
  | 'seconds'
  | 'milliseconds'
  | 'metres'
  | 'metresPerSecond'
  | 'degrees'
  | 'percent'
  | 'kilograms'
  | 'kilocalories'
  | 'bpm'
  | 'day'
  | 'code'
  | 'secret';

/** One column: its kind and a description for readers of the API schema, export headers and the docs. */
export interface Column<K extends ColumnKind = ColumnKind, T = unknown> {
  readonly kind: K;
  readonly description: string;
  readonly format?: ColumnFormat;
  /** Display name in English; derived from the column's name if absent. Other languages are in `src/locales`. */
  readonly label?: string;
  /** For the format `code`: display names of the values in English. */
  readonly labels?: Readonly<Record<string, string>>;
  /** See {@link repeats}. */
  readonly repeats?: true;
  /** Carries the TypeScript type; never set. */
  readonly type?: T;
}

/** Text. `T` narrows it to a set of known values; unknown ones still pass through. */
export const text = <T extends string = string>(description = ''): Column<'text', T> => ({ kind: 'text', description });
/** A code, one of a few: its values and their names in English. Unknown ones still pass through. */
export const code = <T extends string>(
  description: string,
  labels: Readonly<Record<T, string>>,
): Column<'text', T> => ({ kind: 'text', description, format: 'code', labels });
/** An integer within ±2^53. */
export const integer = (description = ''): Column<'integer', number> => ({ kind: 'integer', description });
/** A floating-point number. */
export const real = (description = ''): Column<'real', number> => ({ kind: 'real', description });
/** Yes or no. */
export const boolean = (description = ''): Column<'boolean', boolean> => ({ kind: 'boolean', description });
/** A moment, in UTC milliseconds. */
export const time = (description = ''): Column<'time', number> => ({ kind: 'time', description });
/** A phone number, e-mail address or account name as the source has it. */
export const handle = (description = ''): Column<'handle', string> => ({ kind: 'handle', description });
/** The fileID of an entry of the manifest. */
export const file = (description = ''): Column<'file', string> => ({ kind: 'file', description });
/** Structured data, stored as JSON text. */
export const json = <T extends JsonValue = JsonValue>(description = ''): Column<'json', T> => ({
  kind: 'json',
  description,
});

/**
 * A column with few different values in many rows, each of which an engine may store once. Not for columns of a key or
 * an index.
 */
export function repeats<K extends 'text' | 'handle' | 'file' | 'json', T>(column: Column<K, T>): Column<K, T> {
  return { ...column, repeats: true };
}

/** A file of the backup from which a record was made. */
export interface SourceFileName {
  readonly fileID: string;
  readonly domain: string;
  readonly relativePath: string;
  /** Size in bytes according to the manifest; null if unknown. */
  readonly size: number | null;
}

/** Source of a record: a row of a database of the backup, or a whole file. */
export interface SourceRow {
  /** Name of the store in its artifact. */
  readonly store: string;
  /**
   * Its table. Several if the name differs between versions of the database; the first existing one applies. Empty if
   * the store is not a database, or if the record was computed from many rows.
   */
  readonly tables: readonly string[];
  /** Key columns of the row: `{ ROWID: 12 }`. */
  readonly where: Readonly<Record<string, number>>;
  /** For stores that match several files: true if the row is in this file. */
  readonly isIn?: (file: { readonly domain: string; readonly relativePath: string }) => boolean;
  /** The file itself, if the record refers to it. Cited even if it was never read, then without a SHA-256. */
  readonly file?: SourceFileName;
}

/** The values of a row by column name. */
type ColumnValues<C extends Readonly<Record<string, Column>>> = {
  readonly [K in keyof C]: C[K] extends Column<ColumnKind, infer V> ? V | null : never;
};

/**
 * One artifact table. Storage adds `backup_id` and `run_id` in front of the primary key; `primaryKey` lists the columns
 * that are unique within one run of one backup. Most tables have a single key column called `key`, derived from the
 * source's own key, so that it survives re-indexing and can be part of a URL.
 */
export interface TableDefinition {
  readonly primaryKey: readonly string[];
  /** Column names are camelCase here and in rows, snake_case in SQL. Their order is that of the table. */
  readonly columns: Readonly<Record<string, Column>>;
  /** Further indexes, each a list of columns (prefixed by backup and run in SQL). */
  readonly indexes?: readonly (readonly string[])[];
  /** True if a phone can have hundreds of thousands of its rows. An engine may divide the table by backup. */
  readonly large?: boolean;
  /** Ids of further groups of translations, if several tables share columns; see `artifacts/texts.ts`. */
  readonly texts?: readonly string[];
  /** See {@link SearchedColumns}; for a table whose key is one column. */
  readonly searched?: SearchedColumns<string>;
  /** The source rows of a record; absent if it is combined from many or computed. */
  sourceRows?(row: Readonly<Record<string, unknown>>): readonly SourceRow[];
}

/**
 * Columns that the search documents of most records repeat, so that the search index need not store them again. A
 * document may differ; then all of it is stored. To change this, raise the version of the artifact.
 */
export interface SearchedColumns<C extends string> {
  /** The column with the document's text. */
  readonly text?: C;
  /** The columns in the document's payload, in its order and under their names. */
  readonly payload?: readonly C[];
}

/** A {@link TableDefinition} that knows its columns. */
export interface TypedTable<C extends Readonly<Record<string, Column>>> {
  readonly primaryKey: readonly (keyof C & string)[];
  readonly columns: C;
  readonly indexes?: readonly (readonly (keyof C & string)[])[];
  readonly large?: boolean;
  readonly searched?: SearchedColumns<keyof C & string>;
  sourceRows?(row: ColumnValues<C>): readonly SourceRow[];
}

/** Declares a table and infers the types of `primaryKey` and `indexes`. */
export function table<const C extends Readonly<Record<string, Column>>>(definition: TypedTable<C>): TypedTable<C> {
  return definition;
}

/** The type of a row of `T`. Primary key columns are never null; all others can be. */
export type RowOf<T extends TableDefinition> = {
  [K in keyof T['columns']]: T['columns'][K] extends Column<ColumnKind, infer V> ? V | null : never;
};

/** The values of a row of `T`, one for each column, in the order of the columns. */
export type ValuesOf<T extends TableDefinition> = readonly RowOf<T>[keyof RowOf<T>][];

/** The values of a row by the names of the columns. */
export function namedRow(table: TableDefinition | undefined, values: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(Object.keys(table?.columns ?? {}).map((name, at) => [name, values[at]]));
}

/** True for a row that is given as {@link ValuesOf} its table. */
export function isValues(row: object): row is readonly unknown[] {
  return Array.isArray(row);
}

/** Tables by their SQL name (snake_case). */
export type TableSet = Readonly<Record<string, TableDefinition>>;

/** `sentAt` → `sent_at`: converts a column name to SQL. */
export function sqlName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
