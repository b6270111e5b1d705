import { sql } from 'kysely';
import type { ChatMediaPageView, ChatMediaView } from '../../contract/chat-media.ts';
import { MEDIA_KINDS, type MediaKind } from '../../contract/media-kinds.ts';
import { lookupList } from '../lookup-list.ts';
import { pageOfList } from '../paging/paged-array.ts';
import type { Position } from '../paging/paged-list.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { ViewContext } from '../types.ts';
import type { ChatApp, ChatTypes } from './chat-app.ts';
import { loadMessages } from './chat-messages.ts';
import { rowsOf } from './chat-rows.ts';
import type { ChatPlace } from './chat-tables.ts';
import { mediaOfMessage } from './media-of-message.ts';
import { pagedMessages } from './paged-messages.ts';

/** Query of a page of a gallery. */
export interface ChatMediaQuery {
  readonly kind: MediaKind;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/** A file or link, in memory. */
interface Entry {
  /** Key of the message, and the name in it. */
  readonly key: string;
  readonly message: number;
}

interface MediaIndex {
  readonly entries: Readonly<Record<MediaKind, readonly Entry[]>>;
  readonly isWhole: boolean;
}

/** Maximum number of files and links of a chat in its gallery, and of messages that are read for them. */
const MAX_ENTRIES = 50_000;
/** Messages looked at per query: few enough for other requests in between. */
const ITEMS = 1000;
/** Messages read at once. */
const READ = 200;
/** Chats whose files and links stay in memory. */
const KEPT = 4;

/**
 * A page of the files or links of a chat, newest first, with the numbers of all kinds. A chat is read once for all its
 * pages: only the newest 50,000 are counted.
 * @throws BAD_REQUEST (cursor)
 */
export async function pageOfMedia<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  place: ChatPlace,
  chat: T['chat'],
  { kind, limit, cursor }: ChatMediaQuery,
): Promise<ChatMediaPageView> {
  const { runId, tables } = place;
  const { entries, isWhole } = await cachedForRuns(
    ctx,
    `chat-media ${tables.artifact}`,
    [runId, place.chat],
    () => readIndex(ctx, app, place, chat),
    KEPT,
  );
  const name = `${tables.artifact} ${runId} ${place.chat} ${kind}`;
  const page = await pageOfList(entries[kind], { limit, cursor, name });
  const counts = Object.fromEntries(MEDIA_KINDS.map((each) => [each, entries[each].length])) as Record<
    MediaKind,
    number
  >;
  return { items: await viewEntries(ctx, app, place, chat, page.items), next: page.next, counts, isWhole };
}

async function viewEntries<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  place: ChatPlace,
  chat: T['chat'],
  entries: readonly Entry[],
): Promise<ChatMediaView[]> {
  const wanted = new Set(entries.map(({ message }) => message));
  const items = [...wanted].map((message) => ({ message, chat: place.chat }));
  const messages = await loadMessages(ctx, app, place, items, chat);
  const views = new Map<string, ChatMediaView>();
  for (const message of messages) {
    const { key, sentAt: at, sender, isFromMe } = message;
    for (const { name, attachment, link } of mediaOfMessage(message)) {
      const own = entryKey(key, name);
      views.set(own, { key: own, message: key, at, sender, isFromMe, attachment, link });
    }
  }
  return entries.flatMap(({ key }) => views.get(key) ?? []);
}

function entryKey(message: string, name: string): string {
  return `${message}-${name}`;
}

/** Finds the files and links of a chat. */
async function readIndex<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  place: ChatPlace,
  chat: T['chat'],
): Promise<MediaIndex> {
  const entries: Record<MediaKind, Entry[]> = { pictures: [], links: [], files: [], voices: [] };
  let [looked, found] = [0, 0];
  for await (const keys of messagesWithMedia(ctx, place)) {
    looked += keys.length;
    const items = keys.map((message) => ({ message, chat: place.chat }));
    for (const message of await loadMessages(ctx, app, place, items, chat)) {
      for (const { kind, name } of mediaOfMessage(message)) {
        if (++found > MAX_ENTRIES) return { entries, isWhole: false };
        entries[kind].push({ key: entryKey(message.key, name), message: Number(message.key) });
      }
    }
    if (looked >= MAX_ENTRIES) return { entries, isWhole: false };
  }
  return { entries, isWhole: true };
}

/** Keys of the messages that may have files or links, newest first, in batches. */
async function* messagesWithMedia(ctx: ViewContext, place: ChatPlace): AsyncGenerator<readonly number[], void> {
  const { messages, messageColumns } = place.tables;
  const hasMedia = [
    sql`${sql.ref('row.attachmentCount')} > 0`,
    // Messages have one preview in some apps, several in others.
    ...['link', 'links']
      .filter((column) => messageColumns.includes(column))
      .map((column) => sql`${sql.ref(`row.${column}`)} is not null`),
    sql`${sql.ref('row.text')} like '%://%'`,
  ];
  const items = pagedMessages(ctx, place);
  let last: Position | null = null;
  do {
    const read = await items.read('desc', last, ITEMS);
    const keys = read.items.map(({ message }) => message);
    if (keys.length === 0) return;
    const found = await rowsOf(ctx, place, messages)
      .select('row.key')
      .where('row.key', 'in', lookupList(keys))
      .where(sql<boolean>`(${sql.join(hasMedia, sql` or `)})`)
      .orderBy('row.key')
      .execute();
    const wanted = new Set(found.map(({ key }) => key));
    const sorted = keys.filter((key) => wanted.has(key));
    for (let start = 0; start < sorted.length; start += READ) yield sorted.slice(start, start + READ);
    const oldest = read.items.at(-1);
    last = oldest === undefined || read.items.length < ITEMS ? null : items.positionOf(oldest);
  } while (last !== null);
}
