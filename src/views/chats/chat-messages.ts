import type { MessageView } from '../../contract/chat.ts';
import type { Page } from '../../contract/common.ts';
import { readTimePage } from '../paging/time-page.ts';
import { peopleOf } from '../people/people.ts';
import type { ViewContext } from '../types.ts';
import type { ChatApp, ChatTypes } from './chat-app.ts';
import { type AttachmentRow, type MessageRow, rowsByKey, rowsWith } from './chat-rows.ts';
import type { ChatPlace, ChatRun } from './chat-tables.ts';
import { messageGist } from './message-gist.ts';
import { threadPlace, withThreads } from './message-threads.ts';
import { findMessage, pagedMessages } from './paged-messages.ts';

/** Order of the messages on a page. */
export type MessageOrder = 'oldest' | 'newest';

/** Query of the messages of a chat. Of `cursor`, `around` and `at`, the first one given is used. */
export interface MessageQuery {
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
  /** Default: `oldest` first. */
  readonly order?: MessageOrder;
  /** Key of a message to show in the middle. */
  readonly around?: string;
  /** UTC milliseconds: starts with the first message at or after this time (`oldest`) or at or before it (`newest`). */
  readonly at?: number;
  /** Id of a thread of replies: only its messages. */
  readonly thread?: string;
}

/** A page within a chat: `next` continues in the requested order, `previous` in the opposite direction. */
export type MessagePage = Page<MessageView> & { readonly previous: string | null };

/** A page of a chat, read by its clustered index. @throws NOT_FOUND (`around` is not in it), BAD_REQUEST (cursor) */
export async function pageOfMessages<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  place: ChatPlace,
  chat: T['chat'],
  query: MessageQuery,
): Promise<MessagePage> {
  const order = query.order ?? 'oldest';
  const list = query.thread === undefined ? place : threadPlace(place, query.thread);
  if (list === null) return { items: [], next: null, previous: null };
  const page = await readTimePage(pagedMessages(ctx, list), { ...query, order }, (key) => findMessage(ctx, list, key));
  const { next, previous } = page;
  const items = page.items.map(({ message, deletedAt = null }) => ({ message, chat: place.chat, deletedAt }));
  return { items: await loadMessages(ctx, app, place, items, chat), next, previous };
}

/** A message to load, with the chat it is shown in. */
interface Item {
  readonly message: number;
  readonly chat?: number;
  readonly deletedAt?: number | null;
}

/** Loads messages with their attachments and replied-to messages, one query per table; unknown keys are absent. */
export async function loadMessages<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  run: ChatRun,
  items: readonly Item[],
  chat: T['chat'] | null,
): Promise<readonly MessageView[]> {
  return viewMessages(ctx, app, run, await readItems<T['message']>(ctx, run, items), chat);
}

/** Messages with their rows; unknown keys are absent. */
async function readItems<Message extends MessageRow>(
  ctx: ViewContext,
  run: ChatRun,
  items: readonly Item[],
): Promise<ReadItem<Message>[]> {
  const keys = items.map(({ message }) => message);
  const rows = await rowsByKey<Message>(ctx, run, run.tables.messages, keys);
  return items.flatMap(({ message, ...shown }) => {
    const row = rows.get(message);
    return row === undefined ? [] : { ...shown, row };
  });
}

/** Keys of the rows that have the pictures of stickers on these messages. */
function stickersIn<T extends ChatTypes>(app: ChatApp<T>, items: readonly ReadItem<T['message']>[]): readonly number[] {
  return items.flatMap(({ row }) => app.stickersOf?.(row) ?? []);
}

/** A message with its row. */
export interface ReadItem<Message> extends Omit<Item, 'message'> {
  readonly row: Message;
}

/** Messages that other tables have rows of; null if that is not known. */
export interface MessagesWithOthers {
  /** Keys of those with attachments. */
  readonly attached: ReadonlySet<unknown> | null;
  /** Those that a thread of replies began with: it is named by their GUID. */
  readonly begun: ReadonlySet<unknown> | null;
}

/** Views of messages with their attachments and replied-to messages, one query per table at most. */
export async function viewMessages<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  run: ChatRun,
  items: readonly ReadItem<T['message']>[],
  chat: T['chat'] | null,
  { attached, begun }: MessagesWithOthers = { attached: null, begun: null },
): Promise<readonly MessageView[]> {
  if (items.length === 0) return [];
  const attachmentsOf = (keys: readonly number[]) =>
    attachmentsByMessage<T['attachment']>(
      ctx,
      run,
      keys.filter((key) => attached?.has(key) ?? true),
    );
  const [attachments, originals, people, stickers] = await Promise.all([
    attachmentsOf(items.map(({ row }) => row.key ?? Number.NaN)),
    originalsOf<T['message']>(ctx, run, items),
    peopleOf(ctx, run.scope),
    attachmentsOf(stickersIn(app, items)),
  ]);
  const viewOf = app.messageViews(people, chat);
  const filesOfOriginals = await attachmentsOf([...originals.keys()]);
  const views = items.map(({ row, ...shown }): MessageView => {
    const original = originals.get(row.replyToKey ?? Number.NaN) ?? null;
    const mine = attachments.get(row.key ?? Number.NaN) ?? [];
    const view = viewOf(row, { attachments: mine, original, stickers, ...shown });
    if (view.replyTo === null || original === null) return view;
    const files = filesOfOriginals.get(original.key ?? Number.NaN) ?? [];
    const quoted = viewOf(original, { attachments: files, original: null });
    return { ...view, replyTo: withOriginal(view.replyTo, quoted) };
  });
  return withThreads(ctx, run, views, begun);
}

/** A reply with the sender of the message it replies to and, if that has no words, with what it is. */
function withOriginal(replyTo: NonNullable<MessageView['replyTo']>, original: MessageView): MessageView['replyTo'] {
  const gist = messageGist(original);
  const words = replyTo.excerpt || (original.announcement?.text ?? original.call?.text ?? gist?.text);
  return { ...replyTo, excerpt: words ?? null, sender: replyTo.sender ?? original.sender, gist };
}

/** Attachments by message, in the order of their parts. */
async function attachmentsByMessage<Attachment extends AttachmentRow>(
  ctx: ViewContext,
  run: ChatRun,
  keys: readonly number[],
): Promise<Map<number, Attachment[]>> {
  const rows = [...(await rowsWith<Attachment>(ctx, run, run.tables.attachments, 'message', keys))];
  rows.sort((a, b) => (a.part ?? 0) - (b.part ?? 0) || (a.key ?? 0) - (b.key ?? 0));
  return Map.groupBy(rows, ({ message }) => message ?? 0);
}

/** The messages that these reply to, by key. */
async function originalsOf<Message extends MessageRow>(
  ctx: ViewContext,
  run: ChatRun,
  items: readonly ReadItem<Message>[],
): Promise<Map<number, Message>> {
  const keys = [...new Set(items.flatMap(({ row }) => row.replyToKey ?? []))];
  return rowsByKey<Message>(ctx, run, run.tables.messages, keys);
}
