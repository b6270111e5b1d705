import type { ExportFile, ExportJob } from '../types.ts';
import type { ColumnKind } from '../xlsx/cell.ts';
import { workbook } from '../xlsx/workbook.ts';
import { type CsvCell, csvFile } from './csv.ts';
import { endingOf } from './file-format.ts';

/** Formats of tables: CSV for spreadsheets, CSV for programs, and Excel. */
export const TABLE_FORMATS: readonly string[] = ['csv', 'csv-raw', 'xlsx'];

/** True for {@link TABLE_FORMATS}. */
export function isTableFormat(format: string): boolean {
  return TABLE_FORMATS.includes(format);
}

/** A table to export. */
export interface ExportTable {
  /** Name of the file, without its ending. */
  readonly name: string;
  /** Times have headers that end in `_utc`, `_local` or `(UTC)`, and are text in ISO 8601. */
  readonly header: readonly string[];
  readonly rows: AsyncIterable<readonly CsvCell[]>;
  /** Headers of columns with web addresses. */
  readonly links?: readonly string[];
  /** Headers of columns with paths of files in the export. */
  readonly files?: readonly string[];
}

/** The table as a file in the format of the request. */
export function tableFile(
  { request: { format, bom }, about }: Pick<ExportJob, 'request' | 'about'>,
  { name, header, rows, links = [], files = [] }: ExportTable,
): ExportFile {
  const path = `${name}.${endingOf(format)}`;
  if (format !== 'xlsx') {
    const contents = csvFile(header, rows, { bom: bom && format === 'csv', isForPrograms: format === 'csv-raw' });
    return { path, modifiedAt: null, compress: true, contents };
  }
  const kindOf = (column: string): ColumnKind => {
    if (/(?:_utc|_local| \(UTC\))$/.test(column)) return 'time';
    return links.includes(column) ? 'link' : files.includes(column) ? 'file' : 'value';
  };
  const columns = header.map((column) => ({ name: column, kind: kindOf(column) }));
  return { path, modifiedAt: null, compress: false, contents: workbook({ about, name, columns, rows }) };
}
