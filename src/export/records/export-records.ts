import type { KindView, RecordView } from '../../contract/kinds.ts';
import { SafePaths } from '../../media/index.ts';
import { getRecord, listKinds } from '../../views/index.ts';
import { Attachments } from '../attachments.ts';
import type { Exporter } from '../exporter.ts';
import { type CsvCell, csvFile } from '../format/csv.ts';
import { jsonDocument, jsonLines, type Line } from '../format/json-lines.ts';
import { LocalTime, utcTime } from '../format/local-time.ts';
import { countItems } from '../paged.ts';
import { recordPdfs } from '../pdf/record-pdfs.ts';
import type { ExportContext, ExportFile, ExportJob } from '../types.ts';
import { clockOf, columnHeader, exportedColumns, peopleNames, valueCell } from './record-values.ts';
import { type FilePlaces, recordsHtml } from './records-html.ts';
import { recordsOf } from './records-of.ts';

/** Formats for records of all kinds. */
export const RECORD_FORMATS: readonly string[] = ['html', 'pdf', 'csv', 'json', 'jsonl'];

/** The exporter of a record kind; null if there is no such kind. */
export function recordExporter(id: string): Exporter | null {
  const kind = listKinds().items.find((each) => each.id === id);
  if (kind === undefined) return null;
  return {
    what: kind.id,
    formats: RECORD_FORMATS,
    artifacts: [kind.artifact],
    async check({ views }: ExportContext, backup, { keys }) {
      for (const key of keys ?? []) await getRecord(views, backup, kind.id, key);
    },
    count: ({ views }, backup, request) => countItems(recordsOf({ views, backup, request }, kind)),
    files: (job) => (job.request.format === 'pdf' ? recordPdfs(job, kind) : exportRecords(job, kind)),
  };
}

async function* exportRecords(job: ExportJob, kind: KindView): AsyncGenerator<ExportFile, void, undefined> {
  const attachments = new Attachments(job, new SafePaths());
  const { format } = job.request;
  yield { path: `${kind.id}.${format}`, modifiedAt: null, compress: true, contents: contents(job, kind, attachments) };
  yield* attachments.take();
  yield* attachments.missing();
}

function contents(job: ExportJob, kind: KindView, attachments: Attachments): AsyncGenerator<string, void, undefined> {
  const { format, bom, timeZone } = job.request;
  const clock = new LocalTime(timeZone);
  const records = recordsOf(job, kind);
  const places: FilePlaces = (record) => filePlaces(job, record, attachments);
  switch (format) {
    case 'html':
      return recordsHtml(job, kind, records, clock, places);
    case 'csv':
      return csvFile(header(kind), cells(kind, records, clock, places), { bom });
    case 'json':
      return jsonDocument(job.about, 'records', documents(kind, records, places));
    default:
      return jsonLines(job.about, documents(kind, records, places));
  }
}

/** Paths of a record's files in the export; empty if files were not requested. */
async function filePlaces(
  { files }: ExportJob,
  { file, play }: RecordView,
  attachments: Attachments,
): Promise<string[]> {
  if (files === null) return [];
  const places: string[] = [];
  for (const fileID of new Set([file, play])) {
    if (fileID === null) continue;
    const place = attachments.place(fileID, await files.name(fileID), true);
    if (place !== null) places.push(place);
  }
  return places;
}

function header(kind: KindView): string[] {
  return ['key', 'at_utc', 'at_local', 'title', 'people', ...exportedColumns(kind).map(columnHeader), 'files'];
}

async function* cells(
  kind: KindView,
  records: AsyncIterable<RecordView>,
  clock: LocalTime,
  places: FilePlaces,
): AsyncGenerator<CsvCell[], void, undefined> {
  const columns = exportedColumns(kind);
  for await (const record of records) {
    yield [
      record.key,
      utcTime(record.at),
      clockOf(record, kind, clock).iso(record.at),
      record.title,
      peopleNames(record),
      ...columns.map((column) => valueCell(record.values[column.name] ?? null, column)),
      (await places(record)).join('; '),
    ];
  }
}

async function* documents(
  kind: KindView,
  records: AsyncIterable<RecordView>,
  places: FilePlaces,
): AsyncGenerator<Line, void, undefined> {
  const names = exportedColumns(kind).map(({ name }) => name);
  for await (const record of records) {
    const { kind: type, secrets: _secrets, cut: _cut, ...facts } = record;
    const values = Object.fromEntries(names.map((name) => [name, record.values[name] ?? null]));
    yield { type, ...facts, values, files: await places(record) };
  }
}
