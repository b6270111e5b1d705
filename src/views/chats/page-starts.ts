import { sql } from 'kysely';
import type { ViewContext } from '../types.ts';
import { chatItems } from './chat-rows.ts';
import type { ChatPlace } from './chat-tables.ts';

/** Position of a message in its chat: time, 0 if that is unknown, and key. */
export type MessagePlace = readonly [at: number, key: number];

/** UTC milliseconds; without a limit where undefined. */
interface Period {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

function itemsOf(ctx: ViewContext, place: ChatPlace, { from, to }: Period) {
  let items = chatItems(ctx, place);
  if (from !== undefined) items = items.where('row.at', '>=', from);
  if (to !== undefined) items = items.where('row.at', '<', to);
  return items;
}

/** The first message of each page of a chat, or of a period of it, oldest first, for pages of `size` messages. */
export async function chatPageStarts(
  ctx: ViewContext,
  place: ChatPlace,
  period: Period,
  size: number,
): Promise<readonly MessagePlace[]> {
  const items = itemsOf(ctx, place, period);
  const numbered = items.select([
    'row.at',
    'row.message',
    sql<number>`row_number() over (order by ${sql.ref('row.at')}, ${sql.ref('row.message')})`.as('number'),
  ]);
  const starts = await ctx.store.read
    .selectFrom(numbered.as('numbered'))
    .select(['numbered.at', 'numbered.message'])
    .where(sql<boolean>`(${sql.ref('numbered.number')} - 1) % ${sql.lit(size)} = 0`)
    .orderBy('numbered.number')
    .execute();
  return starts.map(({ at, message }) => [at, message]);
}

/** The first message of a part of a chat that is older than none before it, and the time of the one before. */
export interface PartStart {
  readonly at: number;
  readonly previousAt: number;
}

/**
 * Times that divide a chat, or a period of it, into parts of about `size` messages, oldest first. All messages before
 * such a time are older; neither time is unknown.
 */
export async function chatPartStarts(
  ctx: ViewContext,
  place: ChatPlace,
  period: Period,
  size: number,
): Promise<readonly PartStart[]> {
  const items = itemsOf(ctx, place, period);
  const order = sql`(order by ${sql.ref('row.at')}, ${sql.ref('row.message')})`;
  const numbered = items.select([
    'row.at',
    sql<number>`lag(${sql.ref('row.at')}) over ${order}`.as('previousAt'),
    sql<number>`row_number() over ${order}`.as('number'),
  ]);
  return ctx.store.read
    .selectFrom(numbered.as('numbered'))
    .select(['numbered.at', 'numbered.previousAt'])
    .where(sql<boolean>`(${sql.ref('numbered.number')} - 1) % ${sql.lit(size)} = 0`)
    .where('numbered.number', '>', 1)
    .where('numbered.at', '>', sql.ref<number>('numbered.previousAt'))
    .where('numbered.at', '!=', 0)
    .where('numbered.previousAt', '!=', 0)
    .orderBy('numbered.number')
    .execute();
}
