import type { MessageView } from '../../contract/chat.ts';
import { lookupList } from '../lookup-list.ts';
import { rowsLike } from '../rows-of.ts';
import type { ViewContext } from '../types.ts';
import type { ChatItemsPlace } from './chat-rows.ts';
import type { ChatPlace, ChatRun } from './chat-tables.ts';

interface ThreadColumns {
  readonly thread: string;
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

/** Adds the threads that messages begin or belong to, with their numbers of replies. */
export async function withThreads(
  ctx: ViewContext,
  run: ChatRun,
  views: readonly MessageView[],
): Promise<readonly MessageView[]> {
  const { threads } = run.tables;
  const named = views.flatMap(({ guid, replyTo }) => [guid, replyTo?.guid ?? null]);
  const ids = [...new Set(named)].filter((id) => id !== null);
  if (threads === null || ids.length === 0) return views;
  const counted = await rowsLike<ThreadColumns>(ctx, run.scope, threads)
    .select(({ fn }) => ['row.thread', fn.countAll<number>().as('replies')])
    .where('row.thread', 'in', lookupList(ids))
    .where('row.isReply', '=', 1)
    .groupBy('row.thread')
    .execute();
  if (counted.length === 0) return views;
  const replies = new Map(counted.map(({ thread, replies }) => [thread, replies]));
  return views.map((view) => {
    const id = [view.replyTo?.guid, view.guid].find((guid) => replies.has(guid ?? '')) ?? null;
    return id === null ? view : { ...view, thread: { id, replies: replies.get(id) ?? 0 } };
  });
}
