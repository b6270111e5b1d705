import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Ddl } from '../engine.ts';

/** Search rows that refer to texts in other tables. Rows of earlier versions keep their own. */
export function searchRows(ddl: Ddl): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const statement of ddl.searchRows) await sql.raw(statement).execute(db);
    },
  };
}
