import type { KindColumnView } from '../../contract/kinds.ts';
import type { TableRowView } from '../../contract/tables.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { getTableRow, listKinds, listTableRows, listTables } from '../../views/index.ts';
import type { Exporter } from '../exporter.ts';
import type { CsvCell } from '../format/csv.ts';
import { jsonLines, type Line } from '../format/json-lines.ts';
import { TABLE_FORMATS, tableFile } from '../format/table-file.ts';
import { allItems, countItems } from '../paged.ts';
import { type KeyedRow, tablePdfs } from '../pdf/record-pdfs.ts';
import { valueCell } from '../records/record-values.ts';
import type { ExportFile, ExportJob } from '../types.ts';

/** Exports the rows of any artifact table as CSV, Excel, PDF or JSON Lines. @throws NOT_FOUND (no such table) */
async function* exportTable(job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const { views, backup, request } = job;
  const name = request.keys?.[0] ?? '';
  const table = (await listTables(views, backup)).items.find((item) => item.name === name);
  if (table === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-table'));
  const entry = { path: `${name}.${request.format}`, modifiedAt: null, compress: true };
  if (request.format === 'jsonl') {
    yield { ...entry, contents: jsonLines(job.about, rowLines(job, name)) };
    return;
  }
  if (request.format === 'pdf') {
    yield* tablePdfs(job, table, () => rowsOf(job, name));
    return;
  }
  const header = table.columns.map((column) => (column.kind === 'time' ? `${column.name} (UTC)` : column.name));
  const links = table.columns.filter(({ format }) => format === 'url').map((column) => column.name);
  yield tableFile(job, { name, header, links, rows: cells(job, name, table.columns) });
}

/** The column with the time of the records in a table; null if they have none. */
function timeColumn(table: string): string | null {
  return listKinds().items.find((kind) => kind.table === table)?.roles.at ?? null;
}

/** What selects rows. */
type RowSelection = Pick<ExportJob, 'views' | 'backup' | 'request'>;

/** The rows of the requested period, if they have a time; long values are cut. */
function wantedRows({ views, backup, request }: RowSelection, table: string): AsyncGenerator<TableRowView> {
  const { from, to } = request;
  const column = from === undefined && to === undefined ? null : timeColumn(table);
  const edges = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const period = column === null ? {} : { column, ...edges };
  const order = request.order === 'newest' ? 'desc' : 'asc';
  return allItems((place) => listTableRows(views, backup, table, { ...place, ...period, order }));
}

/** Complete rows: truncated ones are read individually. */
async function* rowsOf(job: ExportJob, table: string): AsyncGenerator<KeyedRow> {
  const { views, backup, onRecords } = job;
  for await (const row of wantedRows(job, table)) {
    onRecords?.(1);
    yield row.cut.length === 0 ? row : await getTableRow(views, backup, table, row.key);
  }
}

async function* rowLines(job: ExportJob, table: string): AsyncGenerator<Line, void, undefined> {
  for await (const row of rowsOf(job, table)) yield { type: table, ...row.values };
}

async function* cells(
  job: ExportJob,
  table: string,
  columns: readonly KindColumnView[],
): AsyncGenerator<CsvCell[], void, undefined> {
  for await (const row of rowsOf(job, table)) {
    yield columns.map((column) => valueCell(row.values[column.name] ?? null, column));
  }
}

/** Exporter of the rows of a table; its name is the only key. */
export const tableExporter: Exporter = {
  what: 'table',
  formats: [...TABLE_FORMATS, 'pdf', 'jsonl'],
  artifacts: null,
  hasOrder: true,
  name: async (_ctx, _backup, { keys }) => keys?.[0] ?? null,
  async check({ views }, backup, { keys }) {
    if (keys?.length !== 1) throw new DomainError('BAD_REQUEST', msg('detail.one-table-expected'));
    const { items } = await listTables(views, backup);
    if (items.some(({ name }) => name === keys[0])) return;
    throw new DomainError('NOT_FOUND', msg('detail.no-table'));
  },
  ignoresPeriod: ({ keys }) => timeColumn(keys?.[0] ?? '') === null,
  keysSelectNone: true,
  counted: 'rows',
  count: ({ views }, backup, request) => countItems(wantedRows({ views, backup, request }, request.keys?.[0] ?? '')),
  files: exportTable,
};
