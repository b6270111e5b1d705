import { columns } from '../../../backup/source-database/schema.ts';
import type { SqlDatabase } from '../../../backup/source-database/sql.ts';

/** The column `Z<entity><relation>` of a table: Core Data includes the number of the entity that has the relation. */
export function relationColumn(
  db: SqlDatabase,
  table: string,
  relation: string,
): { name: string; entity: number } | null {
  const pattern = new RegExp(`^Z(\\d{1,4})${relation}$`);
  for (const name of columns(db, table)) {
    const entity = pattern.exec(name)?.[1];
    if (entity !== undefined) return { name, entity: Number(entity) };
  }
  return null;
}
