import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Ddl } from '../engine.ts';

interface StateKey {
  readonly artifact_run_id: number;
  readonly position: number;
}

interface Tables {
  readonly artifact_states: StateKey & { readonly data: Uint8Array };
  readonly artifact_states_text: StateKey & { readonly data: string };
}

/**
 * What readings remember as bytes instead of Base64, which took a third more. One row after the other, because each has
 * a megabyte, and SQLite has no function that decodes them.
 */
export function stateBytes(ddl: Ddl): Migration {
  const integer = sql.raw(ddl.columnType('integer'));
  return {
    async up(db: Kysely<Tables>): Promise<void> {
      await db.schema.alterTable('artifact_states').renameTo('artifact_states_text').execute();
      // Without names for constraints, as the earlier table has some of them.
      await sql`create table artifact_states (
        artifact_run_id ${integer} not null references artifact_runs (id) on delete cascade, position ${integer} not null,
        data ${sql.raw(ddl.columnType('bytes'))} not null, primary key (artifact_run_id, position))
        ${sql.raw(ddl.tableOptions(true))}`.execute(db);
      for (const statement of ddl.keepPrivate('artifact_states', { data: 'bytes' })) {
        await sql.raw(statement).execute(db);
      }
      const keys = await db.selectFrom('artifact_states_text').select(['artifact_run_id', 'position']).execute();
      for (const key of keys) {
        const { data } = await db
          .selectFrom('artifact_states_text')
          .select('data')
          .where('artifact_run_id', '=', key.artifact_run_id)
          .where('position', '=', key.position)
          .executeTakeFirstOrThrow();
        const row = { ...key, data: Buffer.from(data, 'base64') };
        await db.insertInto('artifact_states').values(row).execute();
      }
      await db.schema.dropTable('artifact_states_text').execute();
    },
  };
}
