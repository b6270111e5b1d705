import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Ddl } from '../engine.ts';

/** Which artifacts of a backup are read; null for all. */
export function artifactChoice(ddl: Ddl): Migration {
  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
    async up(db: Kysely<any>): Promise<void> {
      await db.schema
        .alterTable('backups')
        .addColumn('choice', sql.raw(ddl.columnType('json')))
        .execute();
      for (const statement of ddl.keepPrivate('backups', { choice: 'json' })) {
        await sql.raw(statement).execute(db);
      }
    },
  };
}
