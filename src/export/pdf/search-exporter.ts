import type { KindView } from '../../contract/kinds.ts';
import type { SearchHitView } from '../../contract/search.ts';
import { chatSources, getRecord, listKinds, search } from '../../views/index.ts';
import type { Exporter } from '../exporter.ts';
import { LocalTime } from '../format/local-time.ts';
import { allItems, countItems } from '../paged.ts';
import { isWithin } from '../period.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import type { PdfItem } from './item.ts';
import { messageItem } from './message-item.ts';
import { Numbering, pdfFiles } from './pdf-files.ts';
import { recordItem } from './record-item.ts';
import { plainLine } from './text-lines.ts';

type Job = Pick<ExportJob, 'views' | 'backup' | 'request'>;

/** Hits of a search, or all records of a period, oldest first. */
async function* hitsOf({ views, backup, request }: Job): AsyncGenerator<SearchHitView, void, undefined> {
  const query = { q: request.query ?? '', backup, sort: 'oldest' as const };
  for await (const hit of allItems<SearchHitView>((place) => search(views, { ...query, ...place }))) {
    if (isWithin(hit.at, request)) yield hit;
  }
}

/** Search results of all kinds as PDFs. */
function searchPdfs(job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const { query = '' } = job.request;
  const kinds = new Map(listKinds().items.map((kind) => [kind.id, kind]));
  const clock = new LocalTime(job.request.timeZone);
  return pdfFiles(
    job,
    {
      subject: { title: query === '' ? 'Timeline' : `Search: ${query}`, of: 'records', participants: [] },
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
  formats: ['pdf'],
  artifacts: null,
  async check({ views }, backup, { query = '' }) {
    await search(views, { q: query, backup, sort: 'oldest', limit: 1 });
  },
  count: ({ views }, backup, request) => countItems(hitsOf({ views, backup, request })),
  files: searchPdfs,
};
