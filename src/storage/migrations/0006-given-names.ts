import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Ddl } from '../engine.ts';

/** Names that people give to backups. */
export function givenNames(ddl: Ddl): Migration {
  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
    async up(db: Kysely<any>): Promise<void> {
      await db.schema
        .alterTable('backups')
        .addColumn('given_name', sql.raw(ddl.columnType('text')))
        .execute();
      for (const statement of ddl.keepPrivate('backups', { given_name: 'text' })) await sql.raw(statement).execute(db);
    },
  };
}
