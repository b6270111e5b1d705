import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';

/** A prepared statement: what `node:sqlite` and a database read in place have in common. */
export interface SqlStatement {
  all(...values: SQLInputValue[]): Record<string, SQLOutputValue>[];
  get(...values: SQLInputValue[]): Record<string, SQLOutputValue> | undefined;
  iterate(...values: SQLInputValue[]): Iterable<Record<string, SQLOutputValue>>;
  setReturnArrays(enabled: boolean): void;
  setReadBigInts(enabled: boolean): void;
}

/** A database to read. */
export interface SqlDatabase {
  readonly isOpen: boolean;
  prepare(sql: string): SqlStatement;
  close(): void;
}

/** A private database, which may be given an index. */
export interface WritableSqlDatabase extends SqlDatabase {
  /** Runs statements without results, separated by `;`. */
  exec(sql: string): void;
}
