import { file, type SourceRow, type TableDefinition, text } from '../../../model/columns.ts';
import { fileIDOf, type RawRow } from './raw-row.ts';
import type { RecordStore } from './stores.ts';

/** Columns that say where a row was read. */
export const SOURCE_COLUMNS = {
  sourceFile: file('The file of the backup that it was read from.'),
  sourceRow: text('Where it is in that file: table and ROWID, or keys.'),
};

/** The values of {@link SOURCE_COLUMNS}. */
export function sourceOf(row: RawRow): { readonly sourceFile: string; readonly sourceRow: string } {
  return {
    sourceFile: row.place.fileID,
    sourceRow: row.rowid === null ? row.key : `${row.table} ${row.rowid}`,
  };
}

/** Makes the citations of rows with {@link SOURCE_COLUMNS}, which may come from any database among these stores. */
export function citationsFrom(
  stores: Readonly<Record<string, RecordStore>>,
): NonNullable<TableDefinition['sourceRows']> {
  const databases = Object.entries(stores).flatMap(([name, { pattern }]) =>
    pattern.format === 'sqlite' ? [name] : [],
  );
  return (row) => databases.flatMap((store) => sourceRow(store, row));
}

function sourceRow(store: string, row: Readonly<Record<string, unknown>>): SourceRow[] {
  const { sourceFile, sourceRow: place } = row;
  const [, table, rowid] = typeof place === 'string' ? (/^(.+) (-?\d+)$/.exec(place) ?? []) : [];
  if (table === undefined) return [];
  const isIn: SourceRow['isIn'] = ({ domain, relativePath }) => fileIDOf(domain, relativePath) === sourceFile;
  return [{ store, tables: [table], where: { ROWID: Number(rowid) }, isIn }];
}
