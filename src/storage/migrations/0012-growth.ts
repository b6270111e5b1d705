import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnKind } from '../../model/columns.ts';
import type { Ddl } from '../engine.ts';

/** Artifact runs that kept rows of an earlier one, and what a reading remembers for the next. */
export function growth(ddl: Ddl): Migration {
  const type = (kind: ColumnKind) => sql.raw(ddl.columnType(kind));
  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
    async up(db: Kysely<any>): Promise<void> {
      await db.schema.alterTable('artifact_runs').addColumn('rows_run_id', type('integer')).execute();
      await db.schema.alterTable('artifact_runs').addColumn('term_runs', type('json')).execute();
      await db.schema
        .createTable('artifact_states')
        .addColumn('artifact_run_id', type('integer'), (column) =>
          column.notNull().references('artifact_runs.id').onDelete('cascade'),
        )
        .addColumn('position', type('integer'), (column) => column.notNull())
        .addColumn('data', type('text'), (column) => column.notNull())
        .addPrimaryKeyConstraint('artifact_states_key', ['artifact_run_id', 'position'])
        .modifyEnd(sql.raw(ddl.tableOptions(true)))
        .execute();
      const statements = [
        ...ddl.keepPrivate('artifact_runs', { termRuns: 'json' }),
        ...ddl.keepPrivate('artifact_states', { data: 'text' }),
      ];
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}
