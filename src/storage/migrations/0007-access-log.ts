import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnKind } from '../../model/columns.ts';
import type { Ddl } from '../engine.ts';

/** Who opened which backup when, and what was taken out of it. */
export function accessLog(ddl: Ddl): Migration {
  const type = (kind: ColumnKind) => sql.raw(ddl.columnType(kind));
  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
    async up(db: Kysely<any>): Promise<void> {
      await db.schema
        .createTable('access_log')
        .addColumn('id', sql.raw(ddl.generatedKey))
        .addColumn('backup_id', type('integer'), (column) => column.references('backups.id').onDelete('cascade'))
        .addColumn('at', type('time'), (column) => column.notNull())
        .addColumn('actor', type('text'), (column) => column.notNull())
        .addColumn('browser_key', type('text'))
        .addColumn('browser_name', type('text'))
        .addColumn('action', type('text'), (column) => column.notNull())
        .addColumn('what', type('text'))
        .addColumn('format', type('text'))
        .addColumn('count', type('integer'))
        .modifyEnd(sql.raw(ddl.tableOptions(false)))
        .execute();
      const texts = { actor: 'text', browser_key: 'text', browser_name: 'text', action: 'text', what: 'text' } as const;
      for (const statement of ddl.keepPrivate('access_log', { ...texts, format: 'text' })) {
        await sql.raw(statement).execute(db);
      }
      await db.schema.createIndex('access_log_backup').on('access_log').column('backup_id').execute();
    },
  };
}
