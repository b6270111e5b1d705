import { sql } from 'kysely';
import type { ChatDaysView } from '../../contract/days.ts';
import { cachedForRuns } from '../run-cache.ts';
import { dayViews, END_MS, FIRST_MS, localDay } from '../timeline/local-days.ts';
import { zoneOffsets } from '../timeline/time-zones.ts';
import type { ViewContext } from '../types.ts';
import { chatItems, rowsOf } from './chat-rows.ts';
import type { ChatPlace, ChatRun } from './chat-tables.ts';

/**
 * Number of messages of a chat per day in a time zone, for the date picker and heat strip. Cached per run, because all
 * messages are read. At most some fifty thousand days, from 1970 to 2109.
 * @throws BAD_REQUEST (time zone)
 */
export function chatDays(ctx: ViewContext, place: ChatPlace, timeZone: string): Promise<ChatDaysView> {
  const { tables, runId, chat } = place;
  return cachedForRuns(ctx, `chat-days ${tables.artifact}`, [runId, chat, timeZone], () => count(ctx, place, timeZone));
}

/** The number of messages of a chat from a time on, inclusive, and before another. */
export async function countChatMessages(
  ctx: ViewContext,
  place: ChatPlace,
  { from, to }: { readonly from?: number | undefined; readonly to?: number | undefined },
): Promise<number> {
  let items = chatItems(ctx, place);
  if (from !== undefined) items = items.where('row.at', '>=', from);
  if (to !== undefined) items = items.where('row.at', '<', to);
  const { messages } = await items.select(({ fn }) => fn.countAll<number>().as('messages')).executeTakeFirstOrThrow();
  return messages;
}

/** The same for all chats of an app. */
export async function countAllMessages(
  ctx: ViewContext,
  run: ChatRun,
  { from, to }: { readonly from?: number | undefined; readonly to?: number | undefined },
): Promise<number> {
  const { items, chatColumn, chats } = run.tables;
  let linked = rowsOf(ctx, run, items);
  if (from !== undefined) linked = linked.where('row.at', '>=', from);
  if (to !== undefined) linked = linked.where('row.at', '<', to);
  const chat = sql.ref<number>(`row.${chatColumn}`);
  const counts = await linked
    .select(({ fn }) => [chat.as('chat'), fn.countAll<number>().as('messages')])
    .groupBy(chat)
    .execute();
  const keys = await rowsOf(ctx, run, chats).select('row.key').execute();
  const known = new Set(keys.map(({ key }) => key));
  return counts.reduce((sum, { chat, messages }) => sum + (known.has(chat) ? messages : 0), 0);
}

async function count(ctx: ViewContext, place: ChatPlace, timeZone: string): Promise<ChatDaysView> {
  const items = () => chatItems(ctx, place);
  const dated = () => items().where('row.at', '>=', FIRST_MS).where('row.at', '<', END_MS);
  const end = (order: 'asc' | 'desc') => dated().select('row.at').orderBy('row.at', order).limit(1);
  const [first, last] = await Promise.all([end('asc').executeTakeFirst(), end('desc').executeTakeFirst()]);
  const offsets = zoneOffsets(timeZone, first?.at ?? 0, last?.at ?? 0);
  const [days, before, after] = await Promise.all([
    dated()
      .select(({ fn }) => [localDay('row.at', offsets).as('day'), fn.countAll<number>().as('messages')])
      .groupBy('day')
      .orderBy('day')
      .execute(),
    items()
      .where('row.at', '<', FIRST_MS)
      .select(({ fn }) => fn.countAll<number>().as('messages'))
      .executeTakeFirst(),
    items()
      .where('row.at', '>=', END_MS)
      .select(({ fn }) => fn.countAll<number>().as('messages'))
      .executeTakeFirst(),
  ]);
  return {
    items: dayViews(new Map(days.map(({ day, messages }) => [day, messages])), timeZone),
    next: null,
    undated: (before?.messages ?? 0) + (after?.messages ?? 0),
    firstAt: first?.at ?? null,
    lastAt: last?.at ?? null,
  };
}
