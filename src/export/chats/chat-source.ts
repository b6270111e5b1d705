import type { ChatView, MessageView } from '../../contract/chat.ts';
import type { ExportRequest } from '../../contract/export.ts';
import { type ChatSource, countChatMessages, marksOfKind } from '../../views/index.ts';
import { titled } from '../language/people.ts';
import { wordsIn } from '../language/words.ts';
import { markedMessage } from '../marks/marks.ts';
import { allItems } from '../paged.ts';
import type { Selection } from '../types.ts';

/** The chats to export and their messages. */
export interface ExportedChats {
  /** The requested chats in that order, else all chats, most recent first. */
  chats(): AsyncIterable<ChatView>;
  /** The messages of a chat in the requested period, oldest first, in batches. */
  messages(chat: ChatView): AsyncIterable<readonly MessageView[]>;
}

/** Reads chats lazily. @throws NOT_FOUND during iteration if a requested chat does not exist */
export function exportedChats(source: ChatSource, job: Selection): ExportedChats {
  const { views, backup, request, words = wordsIn() } = job;
  return {
    async *chats() {
      if (request.keys === undefined) {
        const all = allItems<ChatView>((place) => source.list(views, backup, { ...place, sort: 'recent' }));
        for await (const chat of all) yield titled(chat, words);
        return;
      }
      for (const key of request.keys) yield titled(await source.get(views, backup, key), words);
    },
    async *messages({ key }) {
      const marks = await marksOfKind(views, backup, source.tables.messageKind);
      for await (const batch of chosenMessages(source, job, key, request)) {
        yield marks.size === 0 ? batch : batch.map((message) => markedMessage(message, marks));
      }
    },
  };
}

/** The messages of a chat in a period, or those of them that were chosen, oldest first, in batches. */
export async function* chosenMessages(
  source: ChatSource,
  { views, backup, request, onRecords }: Selection,
  chat: string,
  period: Pick<ExportRequest, 'from' | 'to'>,
): AsyncGenerator<readonly MessageView[], void, undefined> {
  const all = source.all(views, backup, chat, period);
  const left = request.messages === undefined ? null : new Set(request.messages);
  for await (const batch of all) {
    const chosen = left === null ? batch : batch.filter(({ key }) => left.delete(key));
    onRecords?.(chosen.length);
    if (chosen.length > 0) yield chosen;
    if (left?.size === 0) return;
  }
}

/** The number of messages that are exported; a message in two chats is exported, and counted, twice. */
export async function countMessages(source: ChatSource, job: Selection): Promise<number> {
  const { views, backup, request } = job;
  let count = 0;
  for await (const { key } of exportedChats(source, job).chats()) {
    if (request.messages !== undefined) {
      for await (const batch of chosenMessages(source, job, key, request)) count += batch.length;
      continue;
    }
    count += await countChatMessages(views, await source.place(views, backup, key), request);
  }
  return count;
}
