import type { FoundPageView } from '../../contract/chat.ts';
import type { Page } from '../../contract/common.ts';
import type { ChatDaysView } from '../../contract/days.ts';
import type { MessageView } from '../../contract/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { chatDays } from '../chats/chat-days.ts';
import { type ChatPlace, MESSAGES } from '../chats/chat-table.ts';
import { ChatTimeline } from '../chats/chat-timeline.ts';
import { type FindQuery, findInChat } from '../chats/find-in-chat.ts';
import { readTimelinePage } from '../paging/timeline-pages.ts';
import { peopleOf } from '../people/people.ts';
import { parseRowKey } from '../row-key.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { loadMessages } from './message-rows.ts';

/** Order of the messages on a page. */
export type MessageOrder = 'oldest' | 'newest';

/** Which messages of a conversation to show. Of `cursor`, `around` and `at` the first one given counts. */
export interface MessageQuery {
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
  /** `oldest` first when absent. */
  readonly order?: MessageOrder;
  /** Key of a message to stand in the middle. */
  readonly around?: string;
  /** UTC milliseconds: begin with the first message from then on (`oldest`), or until then (`newest`). */
  readonly at?: number;
}

/** A page within a conversation: `next` goes on in the asked order, `previous` back. */
export type MessagePage = Page<MessageView> & { readonly previous: string | null };

/**
 * A page of a conversation, read along its clustered index.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (no such conversation, or `around` is not in it), BAD_REQUEST (cursor)
 */
export async function listMessages(
  ctx: ViewContext,
  backup: BackupId,
  conversation: string,
  query: MessageQuery,
): Promise<MessagePage> {
  const { place, handleKeys } = await findConversation(ctx, backup, conversation);
  const timeline = new ChatTimeline(ctx, place);
  const { keys, next, previous } = await readTimelinePage(timeline, { ...query, order: query.order ?? 'oldest' });
  const items = await loadMessages(
    ctx,
    place.scope,
    keys.map((key) => ({
      message: Number(key),
      conversation: place.chat,
      deletedAt: timeline.deletedAt.get(key) ?? null,
    })),
    await peopleOf(ctx, place.scope),
    handleKeys,
  );
  return { items, next, previous };
}

/** On which days a conversation has messages. @throws BACKUP_NOT_FOUND, NOT_FOUND, BAD_REQUEST (time zone) */
export async function conversationDays(
  ctx: ViewContext,
  backup: BackupId,
  conversation: string,
  timeZone: string,
): Promise<ChatDaysView> {
  const { place } = await findConversation(ctx, backup, conversation);
  return chatDays(ctx, place, timeZone);
}

/** Messages of a conversation that match, in the order of time. @throws BACKUP_NOT_FOUND, NOT_FOUND, BAD_REQUEST */
export async function findMessages(
  ctx: ViewContext,
  backup: BackupId,
  conversation: string,
  query: FindQuery,
): Promise<FoundPageView> {
  const { place } = await findConversation(ctx, backup, conversation);
  return findInChat(ctx, place, query);
}

/** One message. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function getMessage(ctx: ViewContext, backup: BackupId, key: string): Promise<MessageView> {
  const scope = await scopeOf(ctx, backup);
  const message = parseRowKey(key);
  if (message !== null && scope.messages !== null) {
    const people = await peopleOf(ctx, scope);
    const [view] = await loadMessages(ctx, scope, [{ message }], people, new Map());
    if (view !== undefined) return view;
  }
  throw new DomainError('NOT_FOUND', 'There is no message with this key.');
}

async function findConversation(
  ctx: ViewContext,
  backup: BackupId,
  key: string,
): Promise<{ place: ChatPlace; handleKeys: ReadonlyMap<string, string> }> {
  const scope = await scopeOf(ctx, backup);
  const chat = parseRowKey(key);
  const row =
    chat === null || scope.messages === null
      ? undefined
      : await ctx.store.read
          .selectFrom('message_conversations')
          .select('participants')
          .where('backupId', '=', scope.backupId)
          .where('runId', '=', scope.messages)
          .where('key', '=', chat)
          .executeTakeFirst();
  if (row === undefined || chat === null || scope.messages === null) {
    throw new DomainError('NOT_FOUND', 'There is no conversation with this key.');
  }
  return {
    place: { table: MESSAGES, scope, runId: scope.messages, chat },
    handleKeys: new Map((row.participants ?? []).map(({ handle, handleKey }) => [handle, handleKey])),
  };
}
