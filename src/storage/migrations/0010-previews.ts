import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Ddl } from '../engine.ts';

/** Artifact runs that hold only the newest records, shown while a backup is indexed for the first time. */
export function previews(ddl: Ddl): Migration {
  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
    async up(db: Kysely<any>): Promise<void> {
      await db.schema
        .alterTable('artifact_runs')
        .addColumn('preview', sql.raw(ddl.columnType('json')))
        .execute();
      for (const statement of ddl.keepPrivate('artifact_runs', { preview: 'json' })) {
        await sql.raw(statement).execute(db);
      }
    },
  };
}
