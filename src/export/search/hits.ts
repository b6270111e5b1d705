import type { MessageView } from '../../contract/chat.ts';
import type { ExportRequest } from '../../contract/export.ts';
import type { KindView, RecordView } from '../../contract/kinds.ts';
import type { SearchHitView } from '../../contract/search.ts';
import { chatSources, getRecord, listKinds, marksOfKind, search } from '../../views/index.ts';
import { type Marks, markedMessage, markedRecord } from '../marks/marks.ts';
import { allItems, HITS } from '../paged.ts';
import { isWithin } from '../period.ts';
import type { Selection } from '../types.ts';

/** Days are those of UTC in some places and of a zone in others. */
const DAY_MS = 86_400_000;
/** The end of the year 9998. */
const MAX_DAY = 253_370_764_800_000;

/** What a search found: a message, or a record of another kind. */
export interface Found {
  readonly hit: SearchHitView;
  readonly kind: KindView;
  readonly message: MessageView | null;
  /** Null for messages. */
  readonly record: RecordView | null;
}

/** Hits of a search, or all records of a period, oldest first unless the newest are wanted first. */
export async function* hitsOf({
  views,
  backup,
  request,
  onRecords,
}: Selection): AsyncGenerator<SearchHitView, void, undefined> {
  const query = { q: queryOf(request), backup, sort: request.order ?? 'oldest', timeZone: request.timeZone };
  const kinds = request.kinds === undefined ? null : new Set(request.kinds);
  for await (const hit of allItems<SearchHitView>((place) => search(views, { ...query, ...place }), HITS)) {
    if (!isWithin(hit.at, request) || kinds?.has(hit.kind) === false) continue;
    onRecords?.(1);
    yield hit;
  }
}

/** The hits with the messages and records themselves. */
export async function* foundBy(selection: Selection): AsyncGenerator<Found, void, undefined> {
  const { views, backup } = selection;
  const kinds = new Map(listKinds().items.map((kind) => [kind.id, kind]));
  const marks = new Map<string, Marks>();
  for await (const hit of hitsOf(selection)) {
    const kind = kinds.get(hit.kind);
    if (kind === undefined) continue;
    const known = marks.get(kind.id) ?? (await marksOfKind(views, backup, kind.id));
    marks.set(kind.id, known);
    const source = chatSources.find(({ tables }) => tables.messageKind === kind.id);
    if (source === undefined) {
      const record = await getRecord(views, backup, kind.id, hit.key);
      yield { hit, kind, message: null, record: markedRecord(record, known) };
    } else {
      const message = await source.message(views, backup, hit.key);
      yield { hit, kind, message: markedMessage(message, known), record: null };
    }
  }
}

/** The query, limited to the wanted kinds and, roughly, to the period: both are exact afterwards. */
export function queryOf({ query = '', kinds = [], from, to }: ExportRequest): string {
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
