import type { ChatView, MessageGistView, SystemMessageView } from '../../contract/chat.ts';
import type { Page } from '../../contract/common.ts';
import { integer, time } from '../../model/columns.ts';
import { compare } from '../compare.ts';
import { pageOfList } from '../paging/paged-array.ts';
import { type PagedList, readPage } from '../paging/paged-list.ts';
import { pagedRows } from '../paging/paged-rows.ts';
import { type People, peopleOf } from '../people/people.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import type { ChatApp, ChatTypes } from './chat-app.ts';
import { chatDirectory } from './chat-directory.ts';
import type { ChatEntry } from './chat-entry.ts';
import { loadMessages } from './chat-messages.ts';
import { type ChatRow, readRows, rowsByKey, rowsOf } from './chat-rows.ts';
import { type ChatRun, chatRun } from './chat-tables.ts';
import { messageGist } from './message-gist.ts';
import { excerptOf } from './message-text.ts';
import { systemMessages } from './system-messages.ts';

/** Sort order of chats: newest message first, by title, or most messages first. */
export type ChatSort = 'recent' | 'title' | 'messages';

/** Query of a list of chats. */
export interface ChatQuery {
  /** Words of the title or of members' names, or a member's phone number in any notation. */
  readonly q?: string;
  readonly kind?: ChatView['kind'];
  /** True for archived chats only, false for all others. */
  readonly archived?: boolean;
  /** Default: `recent`. */
  readonly sort?: ChatSort;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/** A page of an app's chats; empty if it is not indexed. @throws BAD_REQUEST (cursor), LIMIT_EXCEEDED */
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
  return { items: await viewsWithLast(ctx, app, run, rows, people, 'listed'), next };
}

/** Views of chats, with their newest messages where those have no words. */
export async function viewsWithLast<T extends ChatTypes, Form extends 'listed' | 'detailed'>(
  ctx: ViewContext,
  app: ChatApp<T>,
  run: ChatRun,
  rows: readonly T['chat'][],
  people: People,
  form: Form,
): Promise<ReturnType<ChatApp<T>[Form]>[]> {
  const [last, gists, words] = await Promise.all([
    lastSystemMessages(ctx, app, run, rows, people),
    lastGists(ctx, app, run, rows),
    lastWords(ctx, app, run, rows, people),
  ]);
  return rows.map((row) => {
    const key = row.lastMessage ?? Number.NaN;
    const view = app[form](row, people, last.get(key) ?? null) as ReturnType<ChatApp<T>[Form]>;
    return { ...view, lastText: words.get(key) ?? view.lastText, lastGist: gists.get(key) ?? null };
  });
}

/** The newest messages of these chats that are system messages, by message key. */
function lastSystemMessages<T extends ChatTypes>(
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

/** The newest messages of these chats that have no words, by message key. */
async function lastGists<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  run: ChatRun,
  rows: readonly T['chat'][],
): Promise<ReadonlyMap<number, MessageGistView>> {
  const keys = rows.flatMap(({ lastText, lastMessage }) => ((lastText ?? '') === '' ? (lastMessage ?? []) : []));
  const messages = await loadMessages(
    ctx,
    app,
    run,
    keys.map((message) => ({ message })),
    null,
  );
  return new Map(
    messages.flatMap((message) => {
      const gist = messageGist(message);
      return gist === null ? [] : [[Number(message.key), gist] as const];
    }),
  );
}

/** The beginnings of newest messages that are shown otherwise than they are stored, by message key. */
async function lastWords<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  run: ChatRun,
  rows: readonly T['chat'][],
  people: People,
): Promise<ReadonlyMap<number, string>> {
  const { lastWords } = app;
  if (lastWords === undefined) return new Map();
  const chats = rows.filter(({ lastText }) => lastText !== null && lastWords.isNeeded(lastText));
  const keys = chats.flatMap(({ lastMessage }) => lastMessage ?? []);
  const messages = await rowsByKey<T['message']>(ctx, run, run.tables.messages, keys, lastWords.columns);
  const wordsOf = lastWords.words(people);
  return new Map(
    [...messages].flatMap(([key, row]) => {
      const words = wordsOf(row);
      return words === null ? [] : [[key, excerptOf(words)] as const];
    }),
  );
}

async function pageOfRows<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  run: ChatRun,
  { q = '', kind, archived, sort = 'recent', limit, cursor }: ChatQuery,
): Promise<{ readonly rows: readonly T['chat'][]; readonly next: string | null }> {
  const isFiltered = q.trim() !== '' || kind !== undefined || archived !== undefined;
  if (sort === 'recent' && !isFiltered) {
    const { items, next } = await readPage(recentChats<T['chat']>(ctx, run), { order: 'desc', limit, cursor });
    return { rows: items, next };
  }
  const directory = await chatDirectory(ctx, app, run.scope);
  const wanted = (q.trim() === '' ? directory.all() : directory.matching(q)).filter(
    (chat) => (kind === undefined || chat.kind === kind) && (archived === undefined || chat.isArchived === archived),
  );
  const { items, next } = await pageOfList(wanted.toSorted(ORDERS[sort]), { limit, cursor, name: sort });
  const keys = items.map(({ key }) => key);
  const rows = await rowsByKey<T['chat']>(ctx, run, run.tables.chats, keys);
  return { rows: keys.flatMap((key) => rows.get(key) ?? []), next };
}

/** Chats by the time of their newest message, read by index; chats without a time count as oldest. */
function recentChats<Chat extends ChatRow>(ctx: ViewContext, run: ChatRun): PagedList<Chat> {
  return pagedRows({
    name: `${run.tables.chats} by time`,
    rows: () => rowsOf(ctx, run, run.tables.chats),
    order: { sort: 'lastAt', key: ['key'], nulls: 'first' },
    columns: { lastAt: time(), key: integer() },
    positionOf: ({ lastAt, key }: Chat) => [lastAt, key],
    read: (range, limit) => readRows<Chat>(range.limit(limit)),
  });
}

const ORDERS: Readonly<Record<ChatSort, (a: ChatEntry, b: ChatEntry) => number>> = {
  recent: (a, b) => (b.lastAt ?? -Infinity) - (a.lastAt ?? -Infinity) || b.key - a.key,
  title: (a, b) => compare(a.sortTitle, b.sortTitle) || a.key - b.key,
  messages: (a, b) => b.messageCount - a.messageCount || a.key - b.key,
};
