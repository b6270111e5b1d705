import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnKind } from '../../model/columns.ts';
import type { Ddl } from '../engine.ts';

/** What people add to an index: stars, tags and notes on records, and saved searches. */
export function marks(ddl: Ddl): Migration {
  const type = (kind: ColumnKind) => sql.raw(ddl.columnType(kind));
  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
    async up(db: Kysely<any>): Promise<void> {
      await db.schema
        .createTable('marks')
        .addColumn('backup_id', type('integer'), (column) =>
          column.notNull().references('backups.id').onDelete('cascade'),
        )
        .addColumn('kind', type('text'), (column) => column.notNull())
        .addColumn('key', type('text'), (column) => column.notNull())
        .addColumn('starred', type('boolean'), (column) => column.notNull())
        .addColumn('tags', type('json'), (column) => column.notNull())
        .addColumn('note', type('text'))
        .addColumn('created_at', type('time'), (column) => column.notNull())
        .addColumn('updated_at', type('time'), (column) => column.notNull())
        .addPrimaryKeyConstraint('marks_key', ['backup_id', 'kind', 'key'])
        .modifyEnd(sql.raw(ddl.tableOptions(true)))
        .execute();
      const texts = { kind: 'text', key: 'text', tags: 'json', note: 'text' } as const;
      for (const statement of ddl.keepPrivate('marks', texts)) await sql.raw(statement).execute(db);

      await db.schema
        .createTable('saved_searches')
        .addColumn('id', sql.raw(ddl.generatedKey))
        .addColumn('public_id', type('text'), (column) => column.notNull().unique())
        .addColumn('backup_id', type('integer'), (column) => column.references('backups.id').onDelete('cascade'))
        .addColumn('name', type('text'), (column) => column.notNull())
        .addColumn('query', type('text'), (column) => column.notNull())
        .addColumn('created_at', type('time'), (column) => column.notNull())
        .modifyEnd(sql.raw(ddl.tableOptions(false)))
        .execute();
      for (const statement of ddl.keepPrivate('saved_searches', { public_id: 'text', name: 'text', query: 'text' })) {
        await sql.raw(statement).execute(db);
      }
      await db.schema.createIndex('saved_searches_backup').on('saved_searches').column('backup_id').execute();
    },
  };
}
