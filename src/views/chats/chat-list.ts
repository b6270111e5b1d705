import { z } from 'zod';
import type { ChatView } from '../../contract/chat.ts';
import type { Page } from '../../contract/common.ts';
import { decodeCursor, encodeCursor } from '../paging/cursor.ts';
import { type People, peopleOf } from '../people/people.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import type { ChatApp, ChatTypes } from './chat-app.ts';
import { chatDirectory } from './chat-directory.ts';
import { CHAT_ORDERS, type ChatSort, entriesBeyond } from './chat-order.ts';
import { type ChatRow, readRows, rowsByKey, rowsOf } from './chat-rows.ts';
import { type ChatRun, chatRun } from './chat-tables.ts';
import type { SystemMessageView } from './sentence.ts';
import { systemMessages } from './system-messages.ts';

/** Which chats to list. */
export interface ChatQuery {
  /** Words of the title or of members' names, or a member's phone number in any notation. */
  readonly q?: string;
  readonly kind?: ChatView['kind'];
  /** Only archived ones, or only those that are not. */
  readonly archived?: boolean;
  /** `recent` when absent. */
  readonly sort?: ChatSort;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

const RecentPlace = z.tuple([z.literal('recent'), z.number().nullable(), z.number()]);

/** A page of an app's chats; empty where it has no index. @throws BAD_REQUEST (cursor), LIMIT_EXCEEDED */
export async function listChats<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  scope: Scope,
  query: ChatQuery,
): Promise<Page<T['view']>> {
  const run = chatRun(app.tables, scope);
  if (run === null) return { items: [], next: null };
  const people = await peopleOf(ctx, scope);
  const { rows, next } = await pageOfRows(ctx, app, run, query);
  const last = await lastSystemMessages(ctx, app, run, rows, people);
  return { items: rows.map((row) => app.listed(row, people, last.get(row.lastMessage ?? Number.NaN) ?? null)), next };
}

/** The system messages with which these chats end, by key. */
export function lastSystemMessages<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  run: ChatRun,
  rows: readonly T['chat'][],
  people: People,
): Promise<ReadonlyMap<number, SystemMessageView>> {
  const wordless = rows.filter(({ lastText }) => lastText === null);
  const keys = wordless.flatMap(({ lastMessage }) => lastMessage ?? []);
  return systemMessages(ctx, app, run, keys, people, wordless);
}

async function pageOfRows<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  run: ChatRun,
  { q = '', kind, archived, sort = 'recent', limit, cursor }: ChatQuery,
): Promise<{ readonly rows: readonly T['chat'][]; readonly next: string | null }> {
  const isFiltered = q.trim() !== '' || kind !== undefined || archived !== undefined;
  if (sort === 'recent' && !isFiltered) {
    const found = await recentRows<T['chat']>(ctx, run, limit + 1, cursor);
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    const hasMore = found.length > limit && last !== undefined;
    return { rows, next: hasMore ? encodeCursor(['recent', last.lastAt, last.key ?? 0]) : null };
  }
  const directory = await chatDirectory(ctx, app, run.scope);
  const wanted = (q.trim() === '' ? directory.all() : directory.matching(q)).filter(
    (chat) => (kind === undefined || chat.kind === kind) && (archived === undefined || chat.isArchived === archived),
  );
  const order = CHAT_ORDERS[sort];
  const entries = entriesBeyond(wanted, order, limit + 1, cursor);
  const keys = entries.slice(0, limit).map(({ key }) => key);
  const rows = await rowsByKey<T['chat']>(ctx, run, run.tables.chats, keys);
  return {
    rows: keys.flatMap((key) => rows.get(key) ?? []),
    next: entries.length > limit ? encodeCursor(order.cursor(entries[limit - 1])) : null,
  };
}

/**
 * Newest first by the index, those without a time last. Two queries, as databases disagree on where nulls stand; the second
 * one, on the last pages only, goes through the chats by key.
 */
async function recentRows<Chat extends ChatRow>(
  ctx: ViewContext,
  run: ChatRun,
  limit: number,
  cursor: string | undefined,
): Promise<Chat[]> {
  const [, lastAt, key] = cursor === undefined ? [null, Infinity, 0] : decodeCursor(cursor, RecentPlace);
  const all = () => rowsOf(ctx, run, run.tables.chats);
  let dated: Chat[] = [];
  if (lastAt !== null) {
    const older =
      lastAt === Infinity
        ? all().where('row.lastAt', 'is not', null)
        : all().where((eb) => eb(eb.refTuple('row.lastAt', 'row.key'), '<', eb.tuple(lastAt, key)));
    dated = await readRows(older.orderBy('row.lastAt', 'desc').orderBy('row.key', 'desc').limit(limit));
    if (dated.length === limit) return dated;
  }
  const undated = all().where('row.lastAt', 'is', null);
  const beyond = lastAt === null ? undated.where('row.key', '<', key) : undated;
  return [...dated, ...(await readRows<Chat>(beyond.orderBy('row.key', 'desc').limit(limit - dated.length)))];
}
