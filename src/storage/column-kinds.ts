import { type Column, type ColumnKind, sqlName } from '../model/columns.ts';
import { storedTable } from './repeated-columns.ts';

/** The kinds of columns that tables can have: those of artifact tables, and bytes. */
export type StoredKind = ColumnKind | 'bytes';

/** Kinds whose stored form differs from that in rows: booleans are 0 and 1, json is text. */
export type MappedKind = Extract<ColumnKind, 'boolean' | 'json'>;

/** SQL table → SQL column → kind, for the columns that need mapping. */
export type KindMap = ReadonlyMap<string, ReadonlyMap<string, MappedKind>>;

interface StoredColumn extends Pick<Column, 'repeats'> {
  readonly kind: StoredKind;
}

type Tables = Readonly<Record<string, { readonly columns: Readonly<Record<string, StoredColumn>> }>>;

function mappedColumns(columns: readonly (readonly [string, StoredColumn])[]): Map<string, MappedKind> {
  return new Map(
    columns.flatMap(([name, { kind }]) => (kind === 'boolean' || kind === 'json' ? [[sqlName(name), kind]] : [])),
  );
}

/** The columns of `tables` that need mapping. */
export function kindMap(tables: Tables): KindMap {
  return new Map(Object.entries(tables).map(([table, { columns }]) => [table, mappedColumns(Object.entries(columns))]));
}

/** The columns that need mapping of tables behind views, with numbers in place of repeated values. */
export function storedKindMap(tables: Tables): KindMap {
  return new Map(
    Object.entries(tables).map(([table, { columns }]) => {
      const own = Object.entries(columns).filter(([, { repeats }]) => repeats !== true);
      return [storedTable(table), mappedColumns(own)];
    }),
  );
}
