import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Ddl } from '../engine.ts';

/** SQLite's search rows in half the size. Copies them once. */
export function smallSearchRows(ddl: Ddl): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const statement of ddl.smallSearchRows) await sql.raw(statement).execute(db);
    },
  };
}
