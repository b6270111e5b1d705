import type { CallView } from '../../contract/calls.ts';
import { countWithoutTime, getCall, NAMING_ARTIFACT, phoneCalls } from '../../views/index.ts';
import type { Exporter } from '../exporter.ts';
import type { CsvCell } from '../format/csv.ts';
import { jsonDocument, jsonLines, type Line } from '../format/json-lines.ts';
import { LocalTime, utcTime } from '../format/local-time.ts';
import { isTableFormat, TABLE_FORMATS, tableFile } from '../format/table-file.ts';
import { countItems } from '../paged.ts';
import { kindPdfs } from '../pdf/record-pdfs.ts';
import { isWithin } from '../period.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { chosenCalls } from './chosen-calls.ts';

const COLUMNS = [
  'key',
  'at_utc',
  'at_local',
  'direction',
  'outcome',
  'name',
  'handle',
  'seconds',
  'service',
  'app',
  'is_video',
  'is_group',
  'location',
] as const;

/** Exports calls, oldest first, as a table, JSON or JSON Lines. */
async function* exportCalls(job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const { format, timeZone } = job.request;
  if (isTableFormat(format)) {
    yield tableFile(job, { name: 'calls', header: COLUMNS, rows: rows(job, new LocalTime(timeZone)) });
    return;
  }
  const contents =
    format === 'jsonl' ? jsonLines(job.about, lines(job)) : jsonDocument(job.about, 'calls', callsOf(job));
  yield { path: `calls.${format}`, modifiedAt: null, compress: true, contents };
}

async function* callsOf({
  views,
  backup,
  request,
}: Pick<ExportJob, 'views' | 'backup' | 'request'>): AsyncGenerator<CallView, void, undefined> {
  const { keys } = request;
  if (keys !== undefined) {
    for (const key of keys) {
      const call = await getCall(views, backup, phoneCalls, key);
      if (isWithin(call.at, request)) yield call;
    }
    return;
  }
  yield* chosenCalls({ views, backup, request }, phoneCalls);
}

async function* rows(job: ExportJob, clock: LocalTime): AsyncGenerator<CsvCell[], void, undefined> {
  for await (const call of callsOf(job)) {
    yield [
      call.key,
      utcTime(call.at),
      clock.iso(call.at),
      call.direction,
      call.outcome,
      call.people.map(({ name }) => name).join('; ') || call.person.name,
      call.people.map(({ handle }) => handle ?? '').join('; ') || call.person.handle,
      call.seconds,
      call.service,
      call.app,
      call.isVideo,
      call.isGroup,
      call.location,
    ];
  }
}

async function* lines(job: ExportJob): AsyncGenerator<Line, void, undefined> {
  for await (const call of callsOf(job)) yield { type: 'call', ...call };
}

/** Exporter of calls. */
export const callsExporter: Exporter = {
  what: 'calls',
  formats: [...TABLE_FORMATS, 'pdf', 'json', 'jsonl'],
  artifacts: ['calls', NAMING_ARTIFACT],
  async check({ views }, backup, { keys = [] }) {
    for (const key of keys) await getCall(views, backup, phoneCalls, key);
  },
  counted: 'calls',
  schema: async () => (await import('./call-schema.ts')).callSchema(),
  count: ({ views }, backup, request) => countItems(callsOf({ views, backup, request })),
  async countUndated({ views }, backup, { keys, calls: filter }) {
    if (filter !== undefined) return 0;
    if (keys === undefined) return await countWithoutTime(views, backup, phoneCalls.kind);
    const calls = await Promise.all(keys.map((key) => getCall(views, backup, phoneCalls, key)));
    return calls.filter(({ at }) => at === null).length;
  },
  hasOrder: true,
  takesFilters: ['calls'],
  files: (job) => (job.request.format === 'pdf' ? kindPdfs(job, 'call') : exportCalls(job)),
};
