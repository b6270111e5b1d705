import type { MessageView } from '../../contract/chat.ts';
import type { KindView } from '../../contract/kinds.ts';
import { msg } from '../../locales/messages.ts';
import { SafePaths } from '../../media/index.ts';
import { DomainError } from '../../model/errors.ts';
import { chatSources, listKinds, search } from '../../views/index.ts';
import { Attachments } from '../attachments.ts';
import { chatExporter } from '../chats/export-chats.ts';
import type { Exporter } from '../exporter.ts';
import { endingOf } from '../format/file-format.ts';
import { jsonLines } from '../format/json-lines.ts';
import { LocalTime } from '../format/local-time.ts';
import { isTableFormat, TABLE_FORMATS, tableFile } from '../format/table-file.ts';
import { wordsIn } from '../language/words.ts';
import { countItems } from '../paged.ts';
import { foundPdfs } from '../pdf/found-pdfs.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { within } from '../within.ts';
import { foundPages } from './found-html.ts';
import { foundLines } from './found-lines.ts';
import { FOUND_COLUMNS, foundRows } from './found-table.ts';
import { foundText } from './found-text.ts';
import { foundBy, hitsOf, queryOf } from './hits.ts';

/** Formats that have messages only. */
const OF_MESSAGES: readonly string[] = ['mbox', 'rsmf'];
const ORDERED: readonly string[] = ['pdf', 'html', 'txt', ...TABLE_FORMATS, 'jsonl', 'markdown'];

/** What a search found, or all records of a period, as one list in the order of time. */
async function* searchFiles(job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const { format, query = '' } = job.request;
  const { pdf } = job.words.text;
  const title = query === '' ? pdf.timeline : pdf.search({ query });
  if (format === 'pdf') {
    yield* foundPdfs(job, title);
    return;
  }
  if (OF_MESSAGES.includes(format)) {
    yield* messageFiles(job);
    return;
  }
  const attachments = new Attachments(job, new SafePaths({ showsAll: true }));
  const clock = new LocalTime(job.request.timeZone, job.words);
  const all = foundBy(job);
  const shared = { title, clock, attachments };
  const entry = { path: `search.${endingOf(format)}`, modifiedAt: null, compress: true };
  if (format === 'html') yield* foundPages(job, all, { ...shared, count: await countOf(job) });
  else if (isTableFormat(format)) {
    const rows = foundRows(job, all, shared);
    yield tableFile(job, { name: 'search', header: FOUND_COLUMNS, rows, files: ['files'] });
  } else if (format === 'jsonl') {
    yield { ...entry, contents: jsonLines(job.about, foundLines(job, all, attachments)) };
  } else yield { ...entry, contents: foundText(job, all, shared) };
  yield* attachments.take();
  yield* attachments.missing();
}

/** The messages that were found, chat by chat, in a folder for each app. */
async function* messageFiles(job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const found = new Map<string, { readonly chats: Set<string>; readonly messages: Set<string> }>();
  for await (const { kind, key, conversation } of hitsOf(job)) {
    if (conversation === null) continue;
    const of = found.get(kind) ?? { chats: new Set<string>(), messages: new Set<string>() };
    found.set(kind, of);
    of.chats.add(conversation);
    of.messages.add(key);
  }
  const { query: _, kinds: __, order: ___, ...request } = job.request;
  for (const source of chatSources) {
    const of = found.get(source.tables.messageKind);
    if (of === undefined) continue;
    const only = {
      ...job,
      request: { ...request, keys: [...of.chats] },
      isWanted: ({ key }: MessageView) => of.messages.has(key),
    };
    yield* within(job.views.titleOf(source.artifact), chatExporter(source).files(only));
  }
}

async function countOf(job: ExportJob): Promise<number> {
  const { onRecords: _, ...selection } = job;
  return job.about.excerpt?.count ?? (await countItems(hitsOf(selection)));
}

/** Ids of kinds that there are not. */
function unknownKind(kinds: readonly string[], all: readonly KindView[]): string | undefined {
  return kinds.find((kind) => !all.some(({ id }) => id === kind));
}

/** Exporter of what a search finds, and of all records of a period. */
export const searchExporter: Exporter = {
  what: 'search',
  takesQuery: true,
  formats: [...ORDERED, ...OF_MESSAGES],
  artifacts: null,
  filePerRecord: OF_MESSAGES,
  hasOrder: ORDERED,
  async check({ views }, backup, request) {
    const kind = unknownKind(request.kinds ?? [], listKinds().items);
    if (kind !== undefined) throw new DomainError('BAD_REQUEST', msg('detail.unknown-kind', { kind }));
    await search(views, { q: queryOf(request), backup, sort: 'oldest', limit: 1 });
  },
  name: async (_ctx, _backup, { query = '', language }) => {
    const { pdf } = wordsIn(language).text;
    return query === '' ? pdf.timeline : pdf.searchName({ query });
  },
  schema: async () => (await import('./found-schema.ts')).foundSchema(),
  count: ({ views }, backup, request) => countItems(hitsOf({ views, backup, request })),
  files: searchFiles,
};
