import type { Needle } from './needles.ts';

/** A row as returned by the database driver. */
export type Row = Readonly<Record<string, unknown>>;

/** A method of saving and restoring a database. */
export interface SavingWay {
  readonly name: string;
  /** Saves it to a new folder. */
  save(folder: string): Promise<void>;
  /** Restores it from {@link save} after {@link Database.destroy}. */
  restore(folder: string): Promise<void>;
}

/** A database for one test, accessed without the application. */
export interface Database {
  readonly dsn: string;
  readonly savingWays: readonly SavingWay[];
  /** Runs one statement on a separate connection with foreign keys enabled. */
  query(sql: string): Promise<Row[]>;
  /** Runs statements on one such connection, and returns the rows of each. */
  queryAll(statements: readonly string[]): Promise<Row[][]>;
  /** All tables with their columns, including those of the full-text index. */
  tables(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The needles found in a logical dump and in any byte of its files. */
  traces(needles: readonly Needle[]): Promise<string[]>;
  /** Deletes its contents, so that it is empty when opened again. There must be no connections. */
  destroy(): Promise<void>;
  close(): Promise<void>;
}
