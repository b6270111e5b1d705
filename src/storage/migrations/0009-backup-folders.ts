import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnKind } from '../../model/columns.ts';
import type { Ddl } from '../engine.ts';

/** Folders to search that people added, besides those of the settings. */
export function backupFolders(ddl: Ddl): Migration {
  const type = (kind: ColumnKind) => sql.raw(ddl.columnType(kind));
  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
    async up(db: Kysely<any>): Promise<void> {
      await db.schema
        .createTable('backup_folders')
        .addColumn('id', sql.raw(ddl.generatedKey))
        .addColumn('path', type('text'), (column) => column.notNull().unique())
        .addColumn('added_at', type('time'), (column) => column.notNull())
        .modifyEnd(sql.raw(ddl.tableOptions(false)))
        .execute();
      for (const statement of ddl.keepPrivate('backup_folders', { path: 'text' })) {
        await sql.raw(statement).execute(db);
      }
    },
  };
}
