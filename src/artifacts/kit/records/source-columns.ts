import { file, type SourceFileName, type SourceRow, type TableDefinition, text } from '../../../model/columns.ts';
import { fileIDOf, type RawRow } from './raw-row.ts';
import { isFileStore, type RecordStore } from './stores.ts';

/** Columns with the location of the source row. */
export const SOURCE_COLUMNS = {
  sourceFile: file('The file of the backup that it was read from.'),
  sourceRow: text(
    'Where it is in that file: table and ROWID, or keys; domain and path of a file that is a record itself.',
  ),
};

/** The values of {@link SOURCE_COLUMNS}. */
export function sourceOf(row: RawRow): { readonly sourceFile: string; readonly sourceRow: string } {
  const { fileID, domain, relativePath, isRecord } = row.place;
  const place = row.rowid === null ? row.key : `${row.table} ${row.rowid}`;
  return { sourceFile: fileID, sourceRow: isRecord ? `${domain} ${relativePath}` : place };
}

/** Builds citations of rows with {@link SOURCE_COLUMNS} from any file of these stores. */
export function citationsFrom(
  stores: Readonly<Record<string, RecordStore>>,
): NonNullable<TableDefinition['sourceRows']> {
  const formats = Object.entries(stores).map(([name, { pattern }]) => [name, pattern.format] as const);
  const loose = Object.keys(stores).find((name) => stores[name] !== undefined && isFileStore(stores[name]));
  return (row) => {
    if (row['sourceFile'] === null) return [];
    const isIn: SourceRow['isIn'] = ({ domain, relativePath }) => fileIDOf(domain, relativePath) === row['sourceFile'];
    const file = fileOf(row);
    if (loose !== undefined && file !== null) return [{ store: loose, tables: [], where: {}, file }];
    return formats.map(([store, format]) => {
      // Rows computed from others are of the whole database, as those of documents are of the whole file.
      const place = (format === 'sqlite' ? rowOf(row) : null) ?? { tables: [], where: {} };
      return { store, ...place, isIn };
    });
  };
}

/** The file of a record that is a file itself; null for a record within a file. */
function fileOf({ sourceFile, sourceRow }: Readonly<Record<string, unknown>>): SourceFileName | null {
  const [, domain = '', relativePath = ''] =
    typeof sourceRow === 'string' ? (/^(\S+) (.+)$/s.exec(sourceRow) ?? []) : [];
  const fileID = fileIDOf(domain, relativePath);
  return fileID === sourceFile ? { fileID, domain, relativePath, size: null } : null;
}

function rowOf({ sourceRow }: Readonly<Record<string, unknown>>): Pick<SourceRow, 'tables' | 'where'> | null {
  const [, table, rowid] = typeof sourceRow === 'string' ? (/^(.+) (-?\d+)$/s.exec(sourceRow) ?? []) : [];
  return table === undefined ? null : { tables: [table], where: { ROWID: Number(rowid) } };
}
