import type { FoundPageView, MessageView } from '../../contract/chat.ts';
import type { ChatDaysView } from '../../contract/days.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { chatDays } from '../chats/chat-days.ts';
import { type ChatPlace, WHATSAPP } from '../chats/chat-table.ts';
import { ChatTimeline } from '../chats/chat-timeline.ts';
import { type FindQuery, findInChat } from '../chats/find-in-chat.ts';
import type { MessagePage, MessageQuery } from '../messages/messages.ts';
import { readTimelinePage } from '../paging/timeline-pages.ts';
import { peopleOf } from '../people/people.ts';
import { parseRowKey } from '../row-key.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { loadWhatsappMessages } from './message-rows.ts';
import { whatsappRun } from './whatsapp-directory.ts';

/**
 * A page of a WhatsApp chat, read along its clustered index.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (no such chat, or `around` is not in it), BAD_REQUEST (cursor)
 */
export async function listWhatsappMessages(
  ctx: ViewContext,
  backup: BackupId,
  chat: string,
  query: MessageQuery,
): Promise<MessagePage> {
  const place = await findChat(ctx, backup, chat);
  const timeline = new ChatTimeline(ctx, place);
  const { keys, next, previous } = await readTimelinePage(timeline, { ...query, order: query.order ?? 'oldest' });
  const rows = { backupId: place.scope.backupId, runId: place.runId };
  const people = await peopleOf(ctx, place.scope);
  return { items: await loadWhatsappMessages(ctx, rows, keys.map(Number), people), next, previous };
}

/** One message. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function getWhatsappMessage(ctx: ViewContext, backup: BackupId, key: string): Promise<MessageView> {
  const scope = await scopeOf(ctx, backup);
  const message = parseRowKey(key);
  const runId = whatsappRun(scope);
  if (message !== null && runId !== null) {
    const people = await peopleOf(ctx, scope);
    const rows = { backupId: scope.backupId, runId };
    const [view] = await loadWhatsappMessages(ctx, rows, [message], people);
    if (view !== undefined) return view;
  }
  throw new DomainError('NOT_FOUND', 'There is no WhatsApp message with this key.');
}

/** On which days a chat has messages. @throws BACKUP_NOT_FOUND, NOT_FOUND, BAD_REQUEST (time zone) */
export async function whatsappDays(
  ctx: ViewContext,
  backup: BackupId,
  chat: string,
  timeZone: string,
): Promise<ChatDaysView> {
  return chatDays(ctx, await findChat(ctx, backup, chat), timeZone);
}

/** Messages of a chat that match, in the order of time. @throws BACKUP_NOT_FOUND, NOT_FOUND, BAD_REQUEST */
export async function findWhatsappMessages(
  ctx: ViewContext,
  backup: BackupId,
  chat: string,
  query: FindQuery,
): Promise<FoundPageView> {
  return findInChat(ctx, await findChat(ctx, backup, chat), query);
}

async function findChat(ctx: ViewContext, backup: BackupId, key: string): Promise<ChatPlace> {
  const scope = await scopeOf(ctx, backup);
  const runId = whatsappRun(scope);
  const chat = parseRowKey(key);
  const row =
    chat === null || runId === null
      ? undefined
      : await ctx.store.read
          .selectFrom('whatsapp_chats')
          .select('key')
          .where('backupId', '=', scope.backupId)
          .where('runId', '=', runId)
          .where('key', '=', chat)
          .executeTakeFirst();
  if (row === undefined || chat === null || runId === null) {
    throw new DomainError('NOT_FOUND', 'There is no WhatsApp chat with this key.');
  }
  return { table: WHATSAPP, scope, runId, chat };
}
