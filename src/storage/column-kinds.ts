import { type Column, type ColumnKind, sqlName } from '../model/columns.ts';
import { shownTable } from './repeated-columns.ts';

/** The kinds of columns that tables can have: those of artifact tables, and bytes. */
export type StoredKind = ColumnKind | 'bytes';

/** Kinds whose stored form differs from that in rows: booleans are 0 and 1, json is text. */
export type MappedKind = Extract<ColumnKind, 'boolean' | 'json'>;

/** SQL table → SQL column → kind, for the columns that need mapping. */
export type KindMap = Pick<ReadonlyMap<string, ReadonlyMap<string, MappedKind>>, 'get'>;

interface StoredColumn extends Pick<Column, 'repeats'> {
  readonly kind: StoredKind;
}

type Tables = Readonly<Record<string, { readonly columns: Readonly<Record<string, StoredColumn>> }>>;

function mappedColumns(columns: readonly (readonly [string, StoredColumn])[]): Map<string, MappedKind> {
  return new Map(
    columns.flatMap(([name, { kind }]) => (kind === 'boolean' || kind === 'json' ? [[sqlName(name), kind]] : [])),
  );
}

/** The columns that need mapping of all `sets` of tables, of each table when it is asked for. */
export function kindMap(...sets: readonly Tables[]): KindMap {
  const known = new Map<string, ReadonlyMap<string, MappedKind>>();
  return {
    get(table) {
      const columns = known.get(table) ?? mappedColumns(columnsOf(table, sets));
      known.set(table, columns);
      return columns;
    },
  };
}

/** The columns of an SQL table; a table behind a view has numbers in place of repeated values. */
function columnsOf(table: string, sets: readonly Tables[]): readonly (readonly [string, StoredColumn])[] {
  const shown = shownTable(table);
  const columns = Object.entries(sets.find((tables) => tables[shown] !== undefined)?.[shown]?.columns ?? {});
  return shown === table ? columns : columns.filter(([, { repeats }]) => repeats !== true);
}
