import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Ddl } from '../engine.ts';

/** PostgreSQL's full-text index in divisions, of which a removal concerns one. Copies all terms once. */
export function searchDivisions(ddl: Ddl): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const statement of ddl.searchDivisions) await sql.raw(statement).execute(db);
    },
  };
}
