/** A database of the backup. */
export interface DatabaseRef {
  readonly domain: string;
  readonly relativePath: string;
}

/** Selects one BLOB: a column of the first row whose columns have the given values. */
export interface BlobQuery {
  readonly table: string;
  readonly column: string;
  readonly where: Readonly<Record<string, string | number>>;
}

/** Selects one row by column values, from the first of these tables that the database has. */
export interface RowQuery {
  readonly tables: readonly string[];
  readonly where: Readonly<Record<string, number>>;
}

/** A value as stored in a database of the backup. */
export interface RawValue {
  readonly column: string;
  readonly type: 'null' | 'integer' | 'real' | 'text' | 'blob';
  /** The beginning of a text, the first bytes of a BLOB in hex, or an integer beyond 2^53 as text. */
  readonly value: string | number | null;
  /** Length of a text or BLOB in bytes; null for other types. */
  readonly bytes: number | null;
}

/** A row as stored in a database of the backup. */
export interface RawRow {
  readonly table: string;
  readonly values: readonly RawValue[];
}
