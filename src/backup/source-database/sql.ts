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
  /**
   * Interrupts what still runs after this time: its statement fails with SQLITE_INTERRUPT. Infinity ends the limit. A
   * private copy cannot be interrupted.
   */
  limitTime?(milliseconds: number): void;
  close(): void;
}

/** A private database, which may be given an index. */
export interface WritableSqlDatabase extends SqlDatabase {
  /** Runs statements without results, separated by `;`. */
  exec(sql: string): void;
}
