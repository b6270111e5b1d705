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

/** What JSON can say. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * What the values of a column measure or hold, beyond their kind: how lists, record pages and exports show them.
 *
 * - `url`: an address of the web
 * - `bytes`, `seconds`, `milliseconds`, `metres`, `degrees`, `percent`: a number of these
 * - `code`: one of {@link Column.labels}, or the raw code of the source as text where it is unknown
 * - `secret`: masked unless asked for, never searched, left out of default exports
 */
export type ColumnFormat =
  | 'url'
  | 'bytes'
  | 'seconds'
  | 'milliseconds'
  | 'metres'
  | 'degrees'
  | 'percent'
  | 'code'
  | 'secret';

/** One column: its kind and a sentence for people who read the API's schema, an export's header or the docs. */
export interface Column<K extends ColumnKind = ColumnKind, T = unknown> {
  readonly kind: K;
  readonly description: string;
  readonly format?: ColumnFormat;
  /** What the column is called, by language tag; made of its name where a language has none. */
  readonly names?: Readonly<Record<string, string>>;
  /** Of the format `code`: what each value is called, by language tag. */
  readonly labels?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Carries the TypeScript type; never set. */
  readonly type?: T;
}

/** Text. `T` narrows it to a set of known words; unknown ones still pass through. */
export const text = <T extends string = string>(description = ''): Column<'text', T> => ({ kind: 'text', description });
/** A whole number within ±2^53. */
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

/** A file of the backup that a record was made of. */
export interface SourceFileName {
  readonly fileID: string;
  readonly domain: string;
  readonly relativePath: string;
  /** Bytes, as the manifest has it; null where it does not say. */
  readonly size: number | null;
}

/** What a record was made of: a row of a database of the backup, or a whole file. */
export interface SourceRow {
  /** The name the artifact gives the store. */
  readonly store: string;
  /**
   * Its table; several where generations of the database call it differently: it is in the first that is there. None
   * where the store is not a database.
   */
  readonly tables: readonly string[];
  /** What tells the row from all others there: `{ ROWID: 12 }`. */
  readonly where: Readonly<Record<string, number>>;
  /** Where several files match the store: whether it is in this one. */
  isIn?(file: { readonly domain: string; readonly relativePath: string }): boolean;
  /** The file itself, where the record knows it. It is cited also when it was never read, then without a SHA-256. */
  readonly file?: SourceFileName;
}

/** A row by the names of its columns. */
type ColumnValues<C extends Readonly<Record<string, Column>>> = {
  readonly [K in keyof C]: C[K] extends Column<ColumnKind, infer V> ? V | null : never;
};

/**
 * One artifact table. Storage adds `backup_id` and `run_id` in front of the primary key; `primaryKey` names the columns
 * that are unique within one run of one backup. Most tables have one column called `key`, derived from the source's own
 * key, so that it survives a re-index and can stand in a URL.
 */
export interface TableDefinition {
  readonly primaryKey: readonly string[];
  /** Names in camelCase here and in rows; snake_case in SQL. Order is the order in the table. */
  readonly columns: Readonly<Record<string, Column>>;
  /** Further indexes, each a list of columns (prefixed by backup and run in SQL). */
  readonly indexes?: readonly (readonly string[])[];
  /** Which rows of the source a row was made of; absent where it was put together from many, or worked out. */
  sourceRows?(row: Readonly<Record<string, unknown>>): readonly SourceRow[];
}

/** A {@link TableDefinition} that knows its own columns. */
export interface TypedTable<C extends Readonly<Record<string, Column>>> {
  readonly primaryKey: readonly (keyof C & string)[];
  readonly columns: C;
  readonly indexes?: readonly (readonly (keyof C & string)[])[];
  sourceRows?(row: ColumnValues<C>): readonly SourceRow[];
}

/** Declares a table; gives `primaryKey` and `indexes` their types. */
export function table<const C extends Readonly<Record<string, Column>>>(definition: TypedTable<C>): TypedTable<C> {
  return definition;
}

/** The type of a row of `T`. Columns of the primary key are never null, all others can be. */
export type RowOf<T extends TableDefinition> = {
  [K in keyof T['columns']]: T['columns'][K] extends Column<ColumnKind, infer V> ? V | null : never;
};

/** Tables by their SQL name (snake_case). */
export type TableSet = Readonly<Record<string, TableDefinition>>;

/** `sentAt` → `sent_at`: how a column is called in SQL. */
export function sqlName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
