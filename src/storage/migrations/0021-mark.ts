import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Ddl } from '../engine.ts';

/** Marks the database as ours. */
export function mark(ddl: Ddl): Migration {
  return {
    async up(db) {
      for (const statement of ddl.mark) await sql.raw(statement).execute(db);
    },
  };
}
