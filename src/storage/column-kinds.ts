import { type Column, type ColumnKind, sqlName } from '../model/columns.ts';

/** Kinds whose stored form differs from that in rows: booleans are 0 and 1, json is text. */
export type MappedKind = Extract<ColumnKind, 'boolean' | 'json'>;

/** SQL table → SQL column → kind, for the columns that need mapping. */
export type KindMap = ReadonlyMap<string, ReadonlyMap<string, MappedKind>>;

/** The columns of `tables` that need mapping. */
export function kindMap(
  tables: Readonly<Record<string, { readonly columns: Readonly<Record<string, Column>> }>>,
): KindMap {
  const map = new Map<string, Map<string, MappedKind>>();
  for (const [table, definition] of Object.entries(tables)) {
    const columns = new Map<string, MappedKind>();
    for (const [name, { kind }] of Object.entries(definition.columns)) {
      if (kind === 'boolean' || kind === 'json') columns.set(sqlName(name), kind);
    }
    if (columns.size > 0) map.set(table, columns);
  }
  return map;
}
