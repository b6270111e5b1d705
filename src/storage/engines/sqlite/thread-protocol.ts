import type { SqliteFailure } from './sqlite-errors.ts';

/** What node:sqlite takes and gives. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

/** What a thread is started with. */
export interface ThreadSettings {
  readonly path: string;
  readonly role: 'reader' | 'writer';
}

/** One statement for the thread; replies carry its number. `null` instead of SQL forgets prepared statements. */
export interface ThreadRequest {
  readonly id: number;
  readonly sql: string | null;
  readonly parameters: readonly SqliteValue[];
}

/** Name of a result column, and the table and column it comes from (null for an expression). */
export type ResultColumn = readonly [name: string, table: string | null, column: string | null];

/** What a statement gave. */
export interface RawResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly SqliteValue[])[];
  readonly changes: number;
  readonly lastInsertRowid: number;
}

/** What the thread says: first `ready` or `fatal`, then one reply for each request. */
export type ThreadReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'fatal'; readonly failure: SqliteFailure }
  | { readonly kind: 'result'; readonly id: number; readonly result: RawResult }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: SqliteFailure };
