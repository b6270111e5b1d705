import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Ddl } from '../engine.ts';

/** PostgreSQL's search index in pieces, of which a removal writes one after the other anew. Copies all rows once. */
export function searchPieces(ddl: Ddl): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const statement of ddl.searchPieces) await sql.raw(statement).execute(db);
    },
  };
}
