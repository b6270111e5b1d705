import type { KindColumnView, KindView, RecordView } from '../../contract/kinds.ts';
import { SafePaths } from '../../media/index.ts';
import { callSources, countWithoutTime, getRecord, listKinds, marksOfKind } from '../../views/index.ts';
import { Attachments } from '../attachments.ts';
import type { Exporter } from '../exporter.ts';
import type { CsvCell } from '../format/csv.ts';
import { endingOf } from '../format/file-format.ts';
import { jsonDocument, jsonLines, type Line } from '../format/json-lines.ts';
import { LocalTime, utcTime } from '../format/local-time.ts';
import { isTableFormat, TABLE_FORMATS, tableFile } from '../format/table-file.ts';
import { named } from '../language/words.ts';
import { withMarkColumns } from '../marks/marks.ts';
import { countItems } from '../paged.ts';
import { recordPdfs } from '../pdf/record-pdfs.ts';
import { PLACE_FORMATS, placesFile, placesOfKind } from '../places/places-exporter.ts';
import type { ExportContext, ExportFile, ExportJob } from '../types.ts';
import { addressColumn, bookmarksHtml } from './bookmarks.ts';
import { timeClockOf } from './record-clock.ts';
import { columnHeader, exportedColumns, peopleNames, valueCell } from './record-values.ts';
import { type FilePlaces, type PlacedFile, type RecordFiles, recordsHtml } from './records-html.ts';
import { recordNotes } from './records-markdown.ts';
import { recordsOf } from './records-of.ts';
import { recordsText } from './records-text.ts';

/** Formats for records of all kinds. */
const RECORD_FORMATS: readonly string[] = ['html', 'pdf', 'txt', ...TABLE_FORMATS, 'json', 'jsonl', 'markdown'];

/** Formats of a kind: those of all, bookmarks if its records are addresses, and those of maps if they have places. */
export function recordFormats(kind: KindView): string[] {
  return [
    ...RECORD_FORMATS,
    ...(addressColumn(kind) === null ? [] : ['bookmarks']),
    ...(kind.roles.place === null ? [] : PLACE_FORMATS),
  ];
}

/** The exporter of a record kind; null if there is no such kind. */
export function recordExporter(id: string): Exporter | null {
  const kind = listKinds().items.find((each) => each.id === id);
  if (kind === undefined) return null;
  return {
    what: kind.id,
    formats: recordFormats(kind),
    artifacts: [kind.artifact],
    hasOrder: true,
    async check({ views }: ExportContext, backup, { keys }) {
      for (const key of keys ?? []) await getRecord(views, backup, kind.id, key);
    },
    schema: async () => (await import('./record-schema.ts')).recordSchema(kind),
    count: ({ views }, backup, request) => countItems(recordsOf({ views, backup, request }, kind)),
    async countUndated({ views }, backup, { keys, query, calls, records }) {
      const isAll = [keys, query, calls, records].every((choice) => choice === undefined);
      return isAll ? await countWithoutTime(views, backup, kind.id) : 0;
    },
    takesQuery: true,
    takesFilters: callSources.some((source) => source.kind === kind.id) ? ['calls', 'records'] : ['records'],
    async *files(job) {
      const marks = await marksOfKind(job.views, job.backup, kind.id);
      yield* exportRecords(job, withMarkColumns(kind, marks));
    },
  };
}

async function* exportRecords(job: ExportJob, kind: KindView): AsyncGenerator<ExportFile, void, undefined> {
  const { format, timeZone } = job.request;
  if (format === 'pdf') yield* recordPdfs(job, kind);
  else if (PLACE_FORMATS.includes(format)) {
    const [, many = kind.id] = named(kind.names, job.words) ?? [];
    yield placesFile(job, { name: kind.id, title: many }, placesOfKind(job, kind));
  } else {
    const paths = new SafePaths({ showsAll: true });
    const attachments = new Attachments(job, paths);
    const places: FilePlaces = (record) => filePlaces(job, record, attachments);
    const clock = new LocalTime(timeZone, job.words);
    if (format === 'markdown') {
      yield* recordNotes(job, kind, recordsOf(job, kind), { clock, places, attachments, paths });
    } else yield recordsFile(job, kind, { clock, places, attachments });
    yield* attachments.take();
    yield* attachments.missing();
  }
}

function recordsFile(
  job: ExportJob,
  kind: KindView,
  {
    clock,
    places,
    attachments,
  }: { readonly clock: LocalTime; readonly places: FilePlaces; readonly attachments: Attachments },
): ExportFile {
  const { format } = job.request;
  const records = recordsOf(job, kind);
  const name = kind.id;
  if (isTableFormat(format)) {
    const links = exportedColumns(kind).filter((column) => column.format === 'url');
    const table = { name, header: header(kind), links: links.map(ownHeader), files: ['files'] };
    return tableFile(job, { ...table, rows: cells(kind, records, clock, places) });
  }
  const entry = { path: `${name}.${endingOf(format)}`, modifiedAt: null, compress: true };
  switch (format) {
    case 'html':
      return { ...entry, contents: recordsHtml(job, kind, records, { clock, places, attachments }) };
    case 'txt':
      return { ...entry, contents: recordsText(job, kind, records, { clock, places }) };
    case 'bookmarks':
      return { ...entry, contents: bookmarksHtml(job, kind, records) };
    case 'json':
      return { ...entry, contents: jsonDocument(job.about, 'records', documents(kind, records, places)) };
    default:
      return { ...entry, contents: jsonLines(job.about, documents(kind, records, places)) };
  }
}

/** A record's files in the export; none if files were not requested. */
export async function filePlaces(
  { files, words }: ExportJob,
  { file, play, title, key }: RecordView,
  attachments: Attachments,
): Promise<RecordFiles> {
  const placed: PlacedFile[] = [];
  const leftOut: string[] = [];
  for (const fileID of files === null ? [] : new Set([file, play])) {
    if (fileID === null) continue;
    const name = (await files?.name(fileID)) ?? null;
    if (name === null) attachments.miss(title ?? key);
    const place = name === null ? null : attachments.place(fileID, name, true);
    if (place !== null) placed.push({ fileID, path: place });
    else if (name !== null && attachments.isLeftOut(name)) {
      leftOut.push(`${name} (${words.text.redaction.lines.fileStates['leave-out']})`);
    }
  }
  return { placed, leftOut };
}

async function pathsOf(record: RecordView, places: FilePlaces): Promise<string[]> {
  return (await places(record)).placed.map(({ path }) => path);
}

/** Headers that the tables of all kinds begin with. */
const OWN = ['key', 'at_utc', 'at_local', 'title', 'people'];

/** Columns of a table besides its key and time, which all kinds have. */
function tableColumns(kind: KindView): readonly KindColumnView[] {
  return exportedColumns(kind).filter(({ name }) => name !== 'key' && !(name === 'at' && kind.roles.at === 'at'));
}

/** The header of a column, which no other has: `title_` is the column of this name. */
function ownHeader(column: KindColumnView): string {
  const name = columnHeader(column);
  return OWN.includes(name) ? `${name}_` : name;
}

function header(kind: KindView): string[] {
  const columns = tableColumns(kind).map(ownHeader);
  const near = kind.roles.place === null ? [] : ['nearest_town_computed'];
  return [...OWN, ...columns, ...near, 'files'];
}

async function* cells(
  kind: KindView,
  records: AsyncIterable<RecordView>,
  clock: LocalTime,
  places: FilePlaces,
): AsyncGenerator<CsvCell[], void, undefined> {
  const columns = tableColumns(kind);
  for await (const record of records) {
    yield [
      record.key,
      utcTime(record.at),
      timeClockOf(record, kind, clock).iso(record.at),
      record.title,
      peopleNames(record),
      ...columns.map((column) => valueCell(record.values[column.name] ?? null, column)),
      ...(kind.roles.place === null ? [] : [record.place?.near ?? null]),
      (await pathsOf(record, places)).join('; '),
    ];
  }
}

async function* documents(
  kind: KindView,
  records: AsyncIterable<RecordView>,
  places: FilePlaces,
): AsyncGenerator<Line, void, undefined> {
  for await (const record of records) yield recordDocument(kind, record, await pathsOf(record, places));
}

/** A record as JSON, with the paths of its files in the export. */
export function recordDocument(kind: KindView, record: RecordView, files: readonly string[]): Line {
  const { kind: type, secrets: _secrets, cut: _cut, ...facts } = record;
  const names = exportedColumns(kind).map(({ name }) => name);
  const values = Object.fromEntries(names.map((name) => [name, record.values[name] ?? null]));
  return { type, ...facts, values, files };
}
