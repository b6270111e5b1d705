import { missingFullPostgres } from '../../support/services/full-postgres.ts';
import type { Needle } from './needles.ts';
import { openPostgresDatabase } from './postgres-database.ts';
import { openSqliteDatabase } from './sqlite-database.ts';

/** A row of the database as its own driver gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** A way of saving a database and bringing it back. */
export interface SavingWay {
  readonly name: string;
  /** Saves it into a new folder. */
  save(folder: string): Promise<void>;
  /** Brings back what {@link save} wrote, after {@link Database.destroy}. */
  restore(folder: string): Promise<void>;
}

/** A database of a test's own, looked at from outside of the application. */
export interface Database {
  readonly dsn: string;
  readonly savingWays: readonly SavingWay[];
  /** Runs one statement by a connection of its own, with foreign keys in force. */
  query(sql: string): Promise<Row[]>;
  /** Every table and its columns, the application's and those that serve a full-text index. */
  tables(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Whatever of `needles` can be found in a logical dump and in any byte of its files. */
  traces(needles: readonly Needle[]): Promise<string[]>;
  /** Removes everything that is in it; what opens it next finds an empty database. Nobody may be connected. */
  destroy(): Promise<void>;
  close(): Promise<void>;
}

/** A kind of database. */
export interface DatabaseKind {
  readonly name: 'sqlite' | 'postgres';
  /** Makes a new, empty one; `folder` is the test's own. */
  open(folder: string): Promise<Database>;
}

const missing = missingFullPostgres();
if (missing !== null) process.stderr.write(`promises about PostgreSQL are not tested: ${missing}\n`);

/** The kinds that there are here. */
export const DATABASES: readonly DatabaseKind[] = [
  { name: 'sqlite', open: openSqliteDatabase },
  ...(missing === null ? [{ name: 'postgres' as const, open: openPostgresDatabase }] : []),
];
