import type { KindColumnView } from '../../contract/kinds.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { getTableRow, listTableRows, listTables } from '../../views/index.ts';
import type { Exporter } from '../exporter.ts';
import { type CsvCell, csvFile } from '../format/csv.ts';
import { jsonLines, type Line } from '../format/json-lines.ts';
import { allItems } from '../paged.ts';
import { type KeyedRow, tablePdfs } from '../pdf/record-pdfs.ts';
import { valueCell } from '../records/record-values.ts';
import type { ExportFile, ExportJob } from '../types.ts';

/** Exports the rows of any artifact table as CSV, PDF or JSON Lines. @throws NOT_FOUND (no such table) */
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
  yield { ...entry, contents: csvFile(header, cells(job, name, table.columns), { bom: request.bom }) };
}

/** Complete rows: truncated ones are read individually. */
async function* rowsOf({ views, backup }: ExportJob, table: string): AsyncGenerator<KeyedRow> {
  for await (const row of allItems((place) => listTableRows(views, backup, table, { ...place, order: 'asc' }))) {
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
  formats: ['csv', 'pdf', 'jsonl'],
  artifacts: null,
  name: ({ keys }) => keys?.[0] ?? 'table',
  async check({ views }, backup, { keys }) {
    if (keys?.length !== 1) throw new DomainError('BAD_REQUEST', msg('detail.one-table-expected'));
    const { items } = await listTables(views, backup);
    if (items.some(({ name }) => name === keys[0])) return;
    throw new DomainError('NOT_FOUND', msg('detail.no-table'));
  },
  files: exportTable,
};
