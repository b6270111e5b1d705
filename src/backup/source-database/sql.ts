import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';

/** A prepared statement: what `node:sqlite` and a database read in place have in common. */
export interface SqlStatement {
  all(...values: SQLInputValue[]): Record<string, SQLOutputValue>[];
  get(...values: SQLInputValue[]): Record<string, SQLOutputValue> | undefined;
  iterate(...values: SQLInputValue[]): Iterable<Record<string, SQLOutputValue>>;
  setReturnArrays(enabled: boolean): void;
  setReadBigInts(enabled: boolean): void;
}

/** A database that is only read. */
export interface SqlDatabase {
  readonly isOpen: boolean;
  prepare(sql: string): SqlStatement;
  close(): void;
}
