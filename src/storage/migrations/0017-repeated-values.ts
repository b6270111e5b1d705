import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnKind } from '../../model/columns.ts';
import type { Ddl } from '../engine.ts';

/**
 * The values of columns that have few. Artifact tables with such columns become views after the migrations, as they
 * follow their definitions; see `artifact-tables.ts`.
 */
export function repeatedValues(ddl: Ddl): Migration {
  const type = (kind: ColumnKind) => sql.raw(ddl.columnType(kind));
  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
    async up(db: Kysely<any>): Promise<void> {
      for (const [table, kind] of [
        ['repeated_texts', 'text'],
        ['repeated_json', 'json'],
      ] as const) {
        await db.schema
          .createTable(table)
          .addColumn('id', sql.raw(ddl.generatedKey))
          .addColumn('backup_id', type('integer'), (column) =>
            column.notNull().references('backups.id').onDelete('cascade'),
          )
          .addColumn('run_id', type('integer'), (column) => column.notNull())
          .addColumn('value', type(kind), (column) => column.notNull())
          .modifyEnd(sql.raw(ddl.tableOptions(false)))
          .execute();
        for (const statement of ddl.keepPrivate(table, { value: kind })) await sql.raw(statement).execute(db);
      }
    },
  };
}
