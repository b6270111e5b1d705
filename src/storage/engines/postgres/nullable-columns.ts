import { sqlName, type TableSet } from '../../../model/columns.ts';
import { CORE_TABLES } from '../../core-tables.ts';

/** SQL table → its SQL columns that are never null. */
export type NeverNull = ReadonlyMap<string, ReadonlySet<string>>;

/** The columns that are never null according to the definitions. */
export function neverNull(tables: TableSet): NeverNull {
  const map = new Map<string, ReadonlySet<string>>();
  for (const [name, { columns }] of Object.entries(CORE_TABLES)) {
    const names = Object.entries(columns).flatMap(([column, { notNull }]) => (notNull ? [sqlName(column)] : []));
    map.set(name, new Set(names));
  }
  for (const [name, { primaryKey }] of Object.entries(tables)) {
    map.set(name, new Set(['backup_id', 'run_id', ...primaryKey.map(sqlName)]));
  }
  return map;
}
