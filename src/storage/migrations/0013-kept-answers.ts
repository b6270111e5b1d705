import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnKind } from '../../model/columns.ts';
import type { Ddl } from '../engine.ts';

/** What was counted over all rows of an artifact run. */
export function keptAnswers(ddl: Ddl): Migration {
  const type = (kind: ColumnKind) => sql.raw(ddl.columnType(kind));
  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
    async up(db: Kysely<any>): Promise<void> {
      await db.schema
        .createTable('kept_answers')
        .addColumn('artifact_run_id', type('integer'), (column) =>
          column.notNull().references('artifact_runs.id').onDelete('cascade'),
        )
        .addColumn('question', type('text'), (column) => column.notNull())
        .addColumn('answer', type('json'), (column) => column.notNull())
        .addPrimaryKeyConstraint('kept_answers_key', ['artifact_run_id', 'question'])
        .modifyEnd(sql.raw(ddl.tableOptions(true)))
        .execute();
      for (const statement of ddl.keepPrivate('kept_answers', { question: 'text', answer: 'json' })) {
        await sql.raw(statement).execute(db);
      }
    },
  };
}
