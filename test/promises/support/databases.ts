import { missingFullPostgres } from '../../support/services/full-postgres.ts';
import type { Needle } from './needles.ts';
import { openPostgresDatabase } from './postgres-database.ts';
import { openSqliteDatabase } from './sqlite-database.ts';

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
  /** All tables with their columns, including those of the full-text index. */
  tables(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The needles found in a logical dump and in any byte of its files. */
  traces(needles: readonly Needle[]): Promise<string[]>;
  /** Deletes its contents, so that it is empty when opened again. There must be no connections. */
  destroy(): Promise<void>;
  close(): Promise<void>;
}

/** A type of database. */
export interface DatabaseKind {
  readonly name: 'sqlite' | 'postgres';
  /** Creates an empty one in `folder`, which only this test uses. */
  open(folder: string): Promise<Database>;
}

const missing = missingFullPostgres();
if (missing !== null) process.stderr.write(`promises about PostgreSQL are not tested: ${missing}\n`);

/** All available types. */
export const DATABASES: readonly DatabaseKind[] = [
  { name: 'sqlite', open: openSqliteDatabase },
  ...(missing === null ? [{ name: 'postgres' as const, open: openPostgresDatabase }] : []),
];
