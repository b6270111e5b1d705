import type { MessageView } from '../../contract/chat.ts';
import type { Page } from '../../contract/common.ts';
import { readTimePage } from '../paging/time-page.ts';
import { peopleOf } from '../people/people.ts';
import type { ViewContext } from '../types.ts';
import type { ChatApp, ChatTypes } from './chat-app.ts';
import { type AttachmentRow, type MessageRow, rowsByKey, rowsWith } from './chat-rows.ts';
import type { ChatPlace, ChatRun } from './chat-tables.ts';
import { messageGist } from './message-gist.ts';
import { type ThreadSizes, threadOf, threadPlace, threadSizes } from './message-threads.ts';
import { findMessage, pagedMessages } from './paged-messages.ts';
import { PLAIN, type PlainMessage } from './plain-messages.ts';

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

/** A message with its row. */
export interface ReadItem<Message> extends Omit<Item, 'message'> {
  readonly row: Message;
}

/** Facts about messages from other tables; null if unknown. */
export interface Others {
  /** Keys of messages with attachments. */
  readonly attached: ReadonlySet<unknown> | null;
  /** The threads of replies, each named by the GUID of the message that it began with. */
  readonly threads: ThreadSizes | null;
}

const UNKNOWN: Others = { attached: null, threads: null };

/** The parts of a message view that come from other messages: reactions, the message it replies to, its thread. */
export type Relations = Pick<MessageView, 'reactions' | 'replyTo' | 'thread'>;

/** Views of messages with their attachments and replied-to messages, one query per table at most. */
export async function viewMessages<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  run: ChatRun,
  items: readonly ReadItem<T['message']>[],
  chat: T['chat'] | null,
  others = UNKNOWN,
): Promise<readonly MessageView[]> {
  if (items.length === 0) return [];
  const rows = items.map(({ row }) => row);
  const [attachments, stickers, originals, people] = await Promise.all([
    attachmentsByMessage<T['attachment']>(ctx, run, rows.map(keyOf), others),
    attachmentsByMessage<T['attachment']>(ctx, run, stickersOn(app, rows), others),
    readOriginals(ctx, app, run, rows, chat, others),
    peopleOf(ctx, run.scope),
  ]);
  const viewOf = app.messageViews(people, chat);
  const views = items.map(({ row, ...shown }): MessageView => {
    const original = originals.get(row.replyToKey);
    const mine = attachments.get(keyOf(row)) ?? [];
    const view = viewOf(row, { attachments: mine, original: original?.row ?? null, stickers, ...shown });
    return original === undefined ? view : { ...view, replyTo: withOriginal(view.replyTo, original.view) };
  });
  const named = views.flatMap(({ guid, replyTo }) => [guid, replyTo?.guid ?? null]);
  const threads = others.threads ?? (await threadSizes(ctx, run, named));
  return views.map((view) => {
    const thread = threadOf(view.guid, view.replyTo, threads);
    return thread === null ? view : { ...view, thread };
  });
}

/** The relations of messages that have no stickers on them, the same as in their views. */
export async function readRelations<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  run: ChatRun,
  rows: ReadonlyMap<PlainMessage, T['message']>,
  chat: T['chat'] | null,
  others: Others,
): Promise<ReadonlyMap<PlainMessage, Relations>> {
  if (rows.size === 0) return NO_RELATIONS;
  const relationsOf = app.relations.views(await peopleOf(ctx, run.scope), chat);
  const originals = await readOriginals(ctx, app, run, [...rows.values()], chat, others);
  const relations = new Map<PlainMessage, Relations>();
  for (const [message, row] of rows) {
    const original = originals.get(row.replyToKey);
    const { reactions, replyTo: answered } = relationsOf(row, original?.row ?? null);
    const replyTo = original === undefined ? answered : withOriginal(answered, original.view);
    const thread = others.threads === null ? null : threadOf(message[PLAIN.id], replyTo, others.threads);
    relations.set(message, { reactions, replyTo, thread });
  }
  return relations;
}

const NO_RELATIONS: ReadonlyMap<PlainMessage, Relations> = new Map();

function keyOf({ key }: { readonly key: number | null }): number {
  return key ?? Number.NaN;
}

/** Keys of the rows that have the pictures of stickers on these messages. */
function stickersOn<T extends ChatTypes>(app: ChatApp<T>, rows: readonly T['message'][]): readonly number[] {
  return rows.flatMap((row) => app.stickersOf?.(row) ?? []);
}

/** A reply with the sender of the message it replies to and, if that has no words, with what it is. */
function withOriginal(replyTo: MessageView['replyTo'], original: MessageView): MessageView['replyTo'] {
  if (replyTo === null) return null;
  const gist = messageGist(replyTo.excerpt === '' ? bubbleOf(original, replyTo.part) : original);
  const words = replyTo.excerpt || (original.announcement?.text ?? original.call?.text ?? gist?.text);
  return { ...replyTo, excerpt: words ?? null, sender: replyTo.sender ?? original.sender, gist };
}

/** A message as if it were only one of its bubbles, which has no words; the whole message if it has no such bubble. */
function bubbleOf(message: MessageView, part: number | null): MessageView {
  const attachments = message.attachments.filter((file) => part !== null && file.part === part);
  const isUnsent = message.edits.some((edit) => edit.part === part && edit.unsent);
  return attachments.length > 0 || isUnsent ? { ...message, text: null, subject: null, attachments } : message;
}

/** Attachments by message, in the order of their parts. */
async function attachmentsByMessage<Attachment extends AttachmentRow>(
  ctx: ViewContext,
  run: ChatRun,
  keys: readonly number[],
  { attached }: Others,
): Promise<Map<number, Attachment[]>> {
  const withSome = keys.filter((key) => attached?.has(key) ?? true);
  const rows = [...(await rowsWith<Attachment>(ctx, run, run.tables.attachments, 'message', withSome))];
  rows.sort((a, b) => (a.part ?? 0) - (b.part ?? 0) || (a.key ?? 0) - (b.key ?? 0));
  return Map.groupBy(rows, ({ message }) => message ?? 0);
}

/** The messages that these reply to, by key, with what replies quote of them. */
async function readOriginals<T extends ChatTypes>(
  ctx: ViewContext,
  app: ChatApp<T>,
  run: ChatRun,
  rows: readonly T['message'][],
  chat: T['chat'] | null,
  others: Others,
): Promise<ReadonlyMap<number | null, { readonly row: T['message']; readonly view: MessageView }>> {
  const keys = [...new Set(rows.flatMap(({ replyToKey }) => replyToKey ?? []))];
  if (keys.length === 0) return new Map();
  const originals = await rowsByKey<T['message']>(ctx, run, run.tables.messages, keys);
  const attachments = await attachmentsByMessage<T['attachment']>(ctx, run, [...originals.keys()], others);
  const viewOf = app.messageViews(await peopleOf(ctx, run.scope), chat);
  return new Map(
    Array.from(originals, ([key, row]) => {
      const view = viewOf(row, { attachments: attachments.get(key) ?? [], original: null });
      return [key, { row, view }] as const;
    }),
  );
}
