import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnKind } from '../../model/columns.ts';
import type { Ddl } from '../engine.ts';

/** Payload size of each domain of a backup. */
export function backupDomains(ddl: Ddl): Migration {
  const type = (kind: ColumnKind) => sql.raw(ddl.columnType(kind));
  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
    async up(db: Kysely<any>): Promise<void> {
      await db.schema
        .createTable('backup_domains')
        .addColumn('backup_id', type('integer'), (column) =>
          column.notNull().references('backups.id').onDelete('cascade'),
        )
        .addColumn('domain', type('text'), (column) => column.notNull())
        .addColumn('files', type('integer'), (column) => column.notNull())
        .addColumn('bytes', type('integer'), (column) => column.notNull())
        .addPrimaryKeyConstraint('backup_domains_key', ['backup_id', 'domain'])
        .modifyEnd(sql.raw(ddl.tableOptions(true)))
        .execute();
      for (const statement of ddl.keepPrivate('backup_domains', { domain: 'text' })) {
        await sql.raw(statement).execute(db);
      }
    },
  };
}
