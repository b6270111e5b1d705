import { describe } from 'vitest';
import { quickIf } from '../../support/depth.ts';
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
const DATABASES: readonly DatabaseKind[] = [
  { name: 'sqlite', open: openSqliteDatabase },
  ...(missing === null ? [{ name: 'postgres' as const, open: openPostgresDatabase }] : []),
];

/** A suite for each type of database that may take `timeout` milliseconds: PostgreSQL at full depth. */
export function onEachDatabase(name: string, timeout: number, suite: (kind: DatabaseKind) => void): void {
  for (const kind of DATABASES)
    describe(`${name} ${kind.name} database`, { timeout, ...quickIf(kind.name === 'sqlite') }, () => suite(kind));
}
