import type { SqliteFailure } from './sqlite-errors.ts';

/** Values that node:sqlite accepts and returns. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

/** Options of a thread. */
export interface ThreadSettings {
  readonly path: string;
  readonly role: 'reader' | 'writer';
}

/** One statement for the thread; responses carry its number. Null instead of SQL discards prepared statements. */
export interface ThreadRequest {
  readonly id: number;
  readonly sql: string | null;
  readonly parameters: readonly SqliteValue[];
}

/** Name of a result column, and its source table and column (null for an expression). */
export type ResultColumn = readonly [name: string, table: string | null, column: string | null];

/** Result of a statement. */
export interface RawResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly SqliteValue[])[];
  readonly changes: number;
  readonly lastInsertRowid: number;
}

/** Messages of the thread: first `ready` or `fatal`, then one response per request. */
export type ThreadReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'fatal'; readonly failure: SqliteFailure }
  | { readonly kind: 'result'; readonly id: number; readonly result: RawResult }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: SqliteFailure };
