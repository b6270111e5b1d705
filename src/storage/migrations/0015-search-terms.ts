import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Ddl } from '../engine.ts';

/** Pairs of words and periods of time in PostgreSQL's full-text index. Computes the pairs of all records once. */
export function searchTerms(ddl: Ddl): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const statement of ddl.searchTerms) await sql.raw(statement).execute(db);
    },
  };
}
