import { type Kysely, sql } from 'kysely';
import type { MessageView } from '../../contract/chat.ts';
import { keptQuery, laterValue } from '../kept-query.ts';
import { lookupList } from '../lookup-list.ts';
import type { ViewContext } from '../types.ts';
import type { ChatItemsPlace } from './chat-rows.ts';
import type { ChatPlace, ChatRun } from './chat-tables.ts';

interface ThreadColumns {
  readonly backupId: number;
  readonly runId: number;
  readonly thread: string;
  readonly at: number;
  readonly message: number;
  /** 0 or 1. */
  readonly isReply: number;
}

/** The place of the messages of a thread of replies; null for apps without threads. */
export function threadPlace(place: ChatPlace, thread: string): ChatItemsPlace | null {
  const { tables } = place;
  if (tables.threads === null) return null;
  return {
    ...place,
    tables: { ...tables, items: tables.threads, chatColumn: 'thread', hasDeletions: false },
    chat: thread,
  };
}

/** Adds the threads that messages begin or belong to, with their numbers of replies; `begun` are all, if known. */
export async function withThreads(
  ctx: ViewContext,
  run: ChatRun,
  views: readonly MessageView[],
  begun: ReadonlySet<unknown> | null,
): Promise<readonly MessageView[]> {
  const { threads } = run.tables;
  const named = views.flatMap(({ guid, replyTo }) => [guid, replyTo?.guid ?? null]);
  const ids = [...new Set(named)].filter((id) => id !== null && (begun?.has(id) ?? true)) as string[];
  if (threads === null || ids.length === 0) return views;
  const list = lookupList(ids);
  const { read } = ctx.store;
  const query = keptQuery(read as unknown as Kysely<never>, `${threads} ${list.length}`, () =>
    read
      .selectFrom(sql<ThreadColumns>`${sql.table(threads)}`.as('row'))
      .select(({ fn }) => ['row.thread', fn.countAll<number>().as('replies')])
      .where('row.backupId', '=', laterValue('backup'))
      .where('row.runId', '=', laterValue('run'))
      .where('row.thread', 'in', laterTexts(list))
      .where('row.isReply', '=', 1)
      .groupBy('row.thread'),
  );
  const counted = await query.rows(read, { backup: run.scope.backupId, run: run.runId }, list);
  if (counted.length === 0) return views;
  const replies = new Map(counted as readonly (readonly [thread: string, replies: number])[]);
  return views.map((view) => {
    const id = [view.replyTo?.guid, view.guid].find((guid) => replies.has(guid ?? '')) ?? null;
    return id === null ? view : { ...view, thread: { id, replies: replies.get(id) ?? 0 } };
  });
}

/** Replies that are read at once. */
const MOST_REPLIES = 20_000;

/** Keys of the replies of threads, oldest first; of threads with very many replies some may be missing. */
export async function repliesByThread(
  { store }: ViewContext,
  run: ChatRun,
  threads: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const table = run.tables.threads;
  if (table === null || threads.length === 0) return new Map();
  const list = lookupList(threads);
  const query = keptQuery(store.read as unknown as Kysely<never>, `${table} replies ${list.length}`, () =>
    store.read
      .selectFrom(sql<ThreadColumns>`${sql.table(table)}`.as('row'))
      .select(['row.thread', 'row.message'])
      .where('row.backupId', '=', laterValue('backup'))
      .where('row.runId', '=', laterValue('run'))
      .where('row.thread', 'in', laterTexts(list))
      .where('row.isReply', '=', 1)
      .orderBy('row.thread')
      .orderBy('row.at')
      .orderBy('row.message')
      .limit(MOST_REPLIES),
  );
  const found = await query.rows(store.read, { backup: run.scope.backupId, run: run.runId }, list);
  const rows = found as readonly (readonly [thread: string, message: number])[];
  return new Map(
    [...Map.groupBy(rows, ([thread]) => thread)].map(([thread, of]) => [thread, of.map(([, message]) => message)]),
  );
}

/** Placeholders for texts of a list. */
function laterTexts(list: readonly string[]): string[] {
  return Array.from(list.keys(), (index) => laterValue(index) as unknown as string);
}
