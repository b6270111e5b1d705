import type { ChatView, MessageView } from '../../contract/chat.ts';
import { type ChatSource, countChatMessages } from '../../views/index.ts';
import { allItems } from '../paged.ts';
import type { ExportJob } from '../types.ts';

/** The chats to export and their messages. */
export interface ExportedChats {
  /** The requested chats in that order, else all chats, most recent first. */
  chats(): AsyncIterable<ChatView>;
  /** The messages of a chat in the requested period, oldest first, in batches. */
  messages(chat: ChatView): AsyncIterable<readonly MessageView[]>;
}

type Views = Pick<ExportJob, 'views' | 'backup' | 'request'>;

/** Reads chats lazily. @throws NOT_FOUND during iteration if a requested chat does not exist */
export function exportedChats(source: ChatSource, { views, backup, request }: Views): ExportedChats {
  return {
    async *chats() {
      if (request.keys === undefined) {
        yield* allItems<ChatView>((place) => source.list(views, backup, { ...place, sort: 'recent' }));
        return;
      }
      for (const key of request.keys) yield await source.get(views, backup, key);
    },
    messages: ({ key }) => source.all(views, backup, key, request),
  };
}

/** The number of messages that are exported; a message in two chats is exported, and counted, twice. */
export async function countMessages(source: ChatSource, job: Views): Promise<number> {
  const { views, backup, request } = job;
  let count = 0;
  for await (const { key } of exportedChats(source, job).chats()) {
    count += await countChatMessages(views, await source.place(views, backup, key), request);
  }
  return count;
}
