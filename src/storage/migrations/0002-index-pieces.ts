import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnKind } from '../../model/columns.ts';
import type { Ddl } from '../engine.ts';

/** The pieces of index runs, shared by several workers. */
export function indexPieces(ddl: Ddl): Migration {
  const type = (kind: ColumnKind) => sql.raw(ddl.columnType(kind));
  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
    async up(db: Kysely<any>): Promise<void> {
      await db.schema
        .createTable('index_pieces')
        .addColumn('id', sql.raw(ddl.generatedKey))
        .addColumn('index_run_id', type('integer'), (column) =>
          column.notNull().references('index_runs.id').onDelete('cascade'),
        )
        .addColumn('artifact_run_id', type('integer'), (column) =>
          column.references('artifact_runs.id').onDelete('cascade'),
        )
        .addColumn('kind', type('text'), (column) => column.notNull())
        .addColumn('artifact', type('text'), (column) => column.notNull())
        .addColumn('slice', type('integer'), (column) => column.notNull())
        .addColumn('slices', type('integer'), (column) => column.notNull())
        .addColumn('signature', type('text'))
        .addColumn('state', type('text'), (column) => column.notNull())
        .addColumn('holder', type('text'))
        .addColumn('worker', type('text'))
        .addColumn('claims', type('integer'), (column) => column.notNull())
        .addColumn('heartbeat_at', type('time'))
        .addColumn('lease_expires_at', type('time'))
        .addColumn('fraction', type('real'), (column) => column.notNull())
        .addColumn('records', type('integer'), (column) => column.notNull())
        .addColumn('result', type('json'))
        .addColumn('partial', type('json'))
        .modifyEnd(sql.raw(ddl.tableOptions(false)))
        .execute();
      const text = { kind: 'text', artifact: 'text', signature: 'text', state: 'text', holder: 'text' } as const;
      const pieces = { ...text, worker: 'text', result: 'json', partial: 'json' } as const;
      for (const statement of ddl.keepPrivate('index_pieces', pieces)) await sql.raw(statement).execute(db);
      await db.schema.createIndex('index_pieces_run').on('index_pieces').column('index_run_id').execute();
      await db.schema.createIndex('index_pieces_artifact_run').on('index_pieces').column('artifact_run_id').execute();
    },
  };
}
