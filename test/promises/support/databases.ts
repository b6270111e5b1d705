import { missingFullPostgres } from '../../support/services/full-postgres.ts';
import type { Database } from './database.ts';
import { openPostgresDatabase } from './postgres-database.ts';
import { openSqliteDatabase } from './sqlite-database.ts';

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
