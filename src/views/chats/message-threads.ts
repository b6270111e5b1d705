import { sql } from 'kysely';
import type { MessageView } from '../../contract/chat.ts';
import { KeptQuery, keptQuery, laterText, laterValue } from '../kept-query.ts';
import { lookupList } from '../lookup-list.ts';
import { SparseTexts } from '../sparse-texts.ts';
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

/** Numbers of replies by thread. */
export interface ThreadSizes {
  get(thread: string | null): number | undefined;
}

const NO_THREADS: ThreadSizes = new Map();

/** Numbers of replies of the threads with these ids; others are absent. */
export async function threadSizes(
  ctx: ViewContext,
  run: ChatRun,
  named: readonly (string | null)[],
): Promise<ThreadSizes> {
  const { threads } = run.tables;
  const ids = [...new Set(named)].filter((id) => id !== null);
  if (threads === null || ids.length === 0) return NO_THREADS;
  const list = lookupList(ids);
  const { read } = ctx.store;
  const query = keptQuery(read, `${threads} ${list.length}`, () =>
    repliesOf(ctx, threads).where('row.thread', 'in', laterTexts(list)),
  );
  const counted = await query.rows(read, { backup: run.scope.backupId, run: run.runId }, list);
  return new Map(counted as readonly (readonly [thread: string, replies: number])[]);
}

/** Numbers of replies of all threads of a run; null if there are more threads than this. */
export async function allThreadSizes(ctx: ViewContext, run: ChatRun, most: number): Promise<ThreadSizes | null> {
  const { threads } = run.tables;
  if (threads === null) return NO_THREADS;
  const { read } = ctx.store;
  const query = new KeptQuery(repliesOf(ctx, threads).limit(most + 1));
  const counted = await query.rows(read, { backup: run.scope.backupId, run: run.runId });
  return counted.length > most ? null : new SparseTexts(counted as readonly (readonly [string, number])[]);
}

function repliesOf({ store }: ViewContext, threads: string) {
  return store.read
    .selectFrom(sql<ThreadColumns>`${sql.table(threads)}`.as('row'))
    .select(({ fn }) => ['row.thread', fn.countAll<number>().as('replies')])
    .where('row.backupId', '=', laterValue('backup'))
    .where('row.runId', '=', laterValue('run'))
    .where('row.isReply', '=', 1)
    .groupBy('row.thread');
}

/** The thread that a message belongs to, else the one that it begins. */
export function threadOf(
  guid: string | null,
  replyTo: MessageView['replyTo'],
  sizes: ThreadSizes,
): MessageView['thread'] {
  for (const id of [replyTo?.guid ?? null, guid]) {
    const replies = sizes.get(id);
    if (id !== null && replies !== undefined) return { id, replies };
  }
  return null;
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
  const query = keptQuery(store.read, `${table} replies ${list.length}`, () =>
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
  return Array.from(list.keys(), (index) => laterText(index));
}
