import { file, type SourceRow, type TableDefinition, text } from '../../../model/columns.ts';
import { fileIDOf, type RawRow } from './raw-row.ts';
import type { RecordStore } from './stores.ts';

/** Columns with the location of the source row. */
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

/** Builds citations of rows with {@link SOURCE_COLUMNS} from any file of these stores. */
export function citationsFrom(
  stores: Readonly<Record<string, RecordStore>>,
): NonNullable<TableDefinition['sourceRows']> {
  const formats = Object.entries(stores).map(([name, { pattern }]) => [name, pattern.format] as const);
  return (row) => {
    if (row['sourceFile'] === null) return [];
    const isIn: SourceRow['isIn'] = ({ domain, relativePath }) => fileIDOf(domain, relativePath) === row['sourceFile'];
    return formats.map(([store, format]) => {
      // Rows computed from others are of the whole database, as those of documents are of the whole file.
      const place = (format === 'sqlite' ? rowOf(row) : null) ?? { tables: [], where: {} };
      return { store, ...place, isIn };
    });
  };
}

function rowOf({ sourceRow }: Readonly<Record<string, unknown>>): Pick<SourceRow, 'tables' | 'where'> | null {
  const [, table, rowid] = typeof sourceRow === 'string' ? (/^(.+) (-?\d+)$/s.exec(sourceRow) ?? []) : [];
  return table === undefined ? null : { tables: [table], where: { ROWID: Number(rowid) } };
}
