import type { ChatView, MessageView } from '../../contract/chat.ts';
import type { ExportRequest } from '../../contract/export.ts';
import {
  type ChatSource,
  countChatMessages,
  isPlainMessage,
  type MessageBatch,
  marksOfKind,
  PLAIN,
  type PlainMessage,
} from '../../views/index.ts';
import { titled } from '../language/people.ts';
import { wordsIn } from '../language/words.ts';
import { markedMessage } from '../marks/marks.ts';
import { allItems } from '../paged.ts';
import { datedPeriod, UNDATED } from '../period.ts';
import type { Selection } from '../types.ts';

/** The chats to export and their messages. */
export interface ExportedChats {
  /** The requested chats in that order, else all chats, most recent first: in full, with all members. */
  chats(): AsyncIterable<ChatView>;
  /** The messages of a chat in the requested period and order, in batches. */
  messages(chat: ChatView): AsyncIterable<readonly MessageView[]>;
  /** The same without making views of plain messages. */
  scan(chat: ChatView): AsyncIterable<MessageBatch>;
}

/** Reads chats lazily. @throws NOT_FOUND during iteration if a requested chat does not exist */
export function exportedChats(source: ChatSource, job: Selection): ExportedChats {
  const { views, backup, request, words = wordsIn() } = job;
  return {
    async *chats() {
      for await (const key of keysOf(source, job)) yield titled(await source.get(views, backup, key), words);
    },
    messages: ({ key }) => chosenMessages(source, job, key, request),
    scan: ({ key }) => scanMessages(source, job, key, request),
  };
}

/** Keys of the requested chats, else of all. */
async function* keysOf(source: ChatSource, { views, backup, request }: Selection): AsyncGenerator<string> {
  if (request.keys !== undefined) {
    yield* request.keys;
    return;
  }
  const all = allItems<ChatView>((place) => source.list(views, backup, { ...place, sort: 'recent' }));
  for await (const { key } of all) yield key;
}

/** The messages of a chat in a period, or those of them that were chosen, in the requested order, in batches. */
export async function* chosenMessages(
  source: ChatSource,
  selection: Selection,
  chat: string,
  period: Pick<ExportRequest, 'from' | 'to'>,
): AsyncGenerator<readonly MessageView[], void, undefined> {
  for await (const { messages, view } of scanMessages(source, selection, chat, period)) {
    yield messages.map((message) => (isPlainMessage(message) ? view(message) : message));
  }
}

/** The same without making views of plain messages. Those with marks are views. */
export async function* scanMessages(
  source: ChatSource,
  { views, backup, request, isWanted, onRecords }: Selection,
  chat: string,
  period: Pick<ExportRequest, 'from' | 'to'>,
): AsyncGenerator<MessageBatch, void, undefined> {
  const marks = await marksOfKind(views, backup, source.tables.messageKind);
  const left = request.messages === undefined ? null : new Set(request.messages);
  for await (const batch of source.scan(views, backup, chat, {
    ...datedPeriod(request, { from: period.from, to: period.to }),
    order: request.order,
  })) {
    const keyed = left === null ? batch.messages : batch.messages.filter((message) => left.delete(keyOf(message)));
    const chosen =
      isWanted === undefined
        ? keyed
        : keyed.filter((message) => isWanted(isPlainMessage(message) ? batch.view(message) : message));
    onRecords?.(chosen.length);
    const marked = (message: PlainMessage | MessageView): PlainMessage | MessageView =>
      marks.has(keyOf(message))
        ? markedMessage(isPlainMessage(message) ? batch.view(message) : message, marks)
        : message;
    if (chosen.length > 0) yield { ...batch, messages: marks.size === 0 ? chosen : chosen.map(marked) };
    if (left?.size === 0) return;
  }
}

function keyOf(message: PlainMessage | MessageView): string {
  return isPlainMessage(message) ? String(message[PLAIN.key]) : message.key;
}

/** The number of messages without a time in the requested chats, or in all. Chosen messages are not looked at. */
export async function countUndated(source: ChatSource, { views, backup, request }: Selection): Promise<number> {
  if (request.messages !== undefined) return 0;
  if (request.keys === undefined) return source.count(views, backup, UNDATED);
  let count = 0;
  for (const key of request.keys) {
    count += await countChatMessages(views, await source.place(views, backup, key), UNDATED);
  }
  return count;
}

/** The number of messages that are exported; a message in two chats is exported, and counted, twice. */
export async function countMessages(source: ChatSource, job: Selection): Promise<number> {
  const { views, backup, request } = job;
  if (request.keys === undefined && request.messages === undefined) {
    return source.count(views, backup, datedPeriod(request));
  }
  let count = 0;
  for await (const key of keysOf(source, job)) {
    if (request.messages !== undefined) {
      for await (const batch of chosenMessages(source, job, key, request)) count += batch.length;
      continue;
    }
    count += await countChatMessages(views, await source.place(views, backup, key), datedPeriod(request));
  }
  return count;
}
