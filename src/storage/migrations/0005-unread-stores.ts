import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnKind } from '../../model/columns.ts';
import type { Ddl } from '../engine.ts';

/** Stores of a backup that no artifact reads, and how many stores it has. */
export function unreadStores(ddl: Ddl): Migration {
  const type = (kind: ColumnKind) => sql.raw(ddl.columnType(kind));
  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
    async up(db: Kysely<any>): Promise<void> {
      for (const column of ['store_count', 'unread_count', 'duplicate_count']) {
        await db.schema.alterTable('backups').addColumn(column, type('integer')).execute();
      }
      await db.schema
        .createTable('unread_stores')
        .addColumn('backup_id', type('integer'), (column) =>
          column.notNull().references('backups.id').onDelete('cascade'),
        )
        .addColumn('position', type('integer'), (column) => column.notNull())
        .addColumn('kind', type('text'), (column) => column.notNull())
        .addColumn('domain', type('text'), (column) => column.notNull())
        .addColumn('path', type('text'), (column) => column.notNull())
        .addColumn('files', type('integer'), (column) => column.notNull())
        .addColumn('bytes', type('integer'), (column) => column.notNull())
        .addColumn('newest_at', type('time'))
        .addPrimaryKeyConstraint('unread_stores_key', ['backup_id', 'position'])
        .modifyEnd(sql.raw(ddl.tableOptions(true)))
        .execute();
      for (const statement of ddl.keepPrivate('unread_stores', { kind: 'text', domain: 'text', path: 'text' })) {
        await sql.raw(statement).execute(db);
      }
    },
  };
}
