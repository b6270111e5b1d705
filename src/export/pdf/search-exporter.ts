import type { ExportRequest } from '../../contract/export.ts';
import type { KindView } from '../../contract/kinds.ts';
import type { SearchHitView } from '../../contract/search.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { chatSources, getRecord, listKinds, search } from '../../views/index.ts';
import type { Exporter } from '../exporter.ts';
import { LocalTime } from '../format/local-time.ts';
import { wordsIn } from '../language/words.ts';
import { allItems, countItems, HITS } from '../paged.ts';
import { isWithin } from '../period.ts';
import type { ExportFile, ExportJob, Selection } from '../types.ts';
import type { PdfItem } from './item.ts';
import { messageItem } from './message-item.ts';
import { Numbering, pdfFiles } from './pdf-files.ts';
import { recordItem } from './record-item.ts';
import { plainLine } from './text-lines.ts';

/** Days are those of UTC in some places and of a zone in others. */
const DAY_MS = 86_400_000;
/** The end of the year 9998. */
const MAX_DAY = 253_370_764_800_000;

/** Hits of a search, or all records of a period, oldest first unless the newest are wanted first. */
async function* hitsOf({
  views,
  backup,
  request,
  onRecords,
}: Selection): AsyncGenerator<SearchHitView, void, undefined> {
  const query = { q: queryOf(request), backup, sort: request.order ?? 'oldest' };
  const kinds = request.kinds === undefined ? null : new Set(request.kinds);
  for await (const hit of allItems<SearchHitView>((place) => search(views, { ...query, ...place }), HITS)) {
    if (!isWithin(hit.at, request) || kinds?.has(hit.kind) === false) continue;
    onRecords?.(1);
    yield hit;
  }
}

/** The query, limited to the wanted kinds and, roughly, to the period: both are exact afterwards. */
function queryOf({ query = '', kinds = [], from, to }: ExportRequest): string {
  const types = /\b(?:type|area):/i.test(query) ? [] : kinds.map((kind) => `type:${kind}`);
  const hasDates = /\b(?:after|before|until):/i.test(query);
  const day = (at: number, days: number): string => new Date(at + days * DAY_MS).toISOString().slice(0, 10);
  const isDay = (at: number | undefined): at is number => at !== undefined && at > DAY_MS && at < MAX_DAY;
  return [
    query,
    ...types,
    ...(isDay(from) && !hasDates ? [`after:${day(from, -2)}`] : []),
    ...(isDay(to) && !hasDates ? [`before:${day(to, 2)}`] : []),
  ].join(' ');
}

/** Search results of all kinds as PDFs. */
function searchPdfs(job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const { query = '' } = job.request;
  const { text } = job.words;
  const kinds = new Map(listKinds().items.map((kind) => [kind.id, kind]));
  const clock = new LocalTime(job.request.timeZone, job.words);
  return pdfFiles(
    job,
    {
      subject: {
        title: query === '' ? text.pdf.timeline : text.pdf.search({ query }),
        of: 'records',
        participants: [],
      },
      async *items() {
        for await (const hit of hitsOf(job)) {
          const kind = kinds.get(hit.kind);
          if (kind !== undefined) yield await itemOf(job, hit, kind, clock);
        }
      },
      path: (part) => `search${part}.pdf`,
    },
    new Numbering(job.request),
  );
}

async function itemOf(job: ExportJob, hit: SearchHitView, kind: KindView, clock: LocalTime): Promise<PdfItem> {
  const source = chatSources.find(({ tables }) => tables.messageKind === hit.kind);
  if (source === undefined) {
    return recordItem(await getRecord(job.views, job.backup, hit.kind, hit.key), kind, clock, job.files);
  }
  const message = await source.message(job.views, job.backup, hit.key);
  const item = messageItem(message, source.tables.messages, clock, job.files !== null);
  return hit.chat === null ? item : { ...item, head: plainLine(`${hit.chat.title} · ${item.head}`) };
}

/** Exporter of what a search finds, and of all records of a period. */
export const searchExporter: Exporter = {
  what: 'search',
  takesQuery: true,
  formats: ['pdf'],
  artifacts: null,
  hasOrder: true,
  async check({ views }, backup, request) {
    for (const kind of request.kinds ?? []) {
      if (!listKinds().items.some(({ id }) => id === kind)) {
        throw new DomainError('BAD_REQUEST', msg('detail.unknown-kind', { kind }));
      }
    }
    await search(views, { q: queryOf(request), backup, sort: 'oldest', limit: 1 });
  },
  name: async (_ctx, _backup, { query = '', language }) => {
    const { pdf } = wordsIn(language).text;
    return query === '' ? pdf.timeline : pdf.searchName({ query });
  },
  count: ({ views }, backup, request) => countItems(hitsOf({ views, backup, request })),
  files: searchPdfs,
};
