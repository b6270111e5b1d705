import {
  FindQuerySchema,
  FoundPageSchema,
  MessagePageSchema,
  MessageSchema,
  MessagesQuerySchema,
} from '../../contract/chat.ts';
import { ChatDaysQuerySchema, ChatDaysSchema } from '../../contract/days.ts';
import { type ChatSource, chatDays, findInChat } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { RecordParams } from './params.ts';

/** Where the messages of an app stand, what they are called, and how they are read. */
export interface ChatResource {
  readonly tag: string;
  /** Addresses of one chat and of one message, with `:id` and `:key`. */
  readonly chat: string;
  readonly message: string;
  /** Names for the summaries: `a conversation`, `message`. */
  readonly aChat: string;
  readonly oneMessage: string;
  readonly source: ChatSource;
  /** Operations of the document. */
  readonly operations: { readonly list: string; readonly find: string; readonly days: string; readonly get: string };
}

/** The messages of chats: a page, hits, days, and one by itself. The same for every app. */
export const chatMessageRoutes =
  ({ tag, chat, message, aChat, oneMessage, source, operations }: ChatResource): Routes =>
  ({ app }) =>
  async (server) => {
    const tags = [tag];

    server.get(
      `${chat}/messages`,
      {
        schema: {
          operationId: operations.list,
          summary: `List the messages of ${aChat}`,
          description: 'In the order of time, from either end, from a moment on, or around a message.',
          tags,
          security: TOKEN,
          params: RecordParams,
          querystring: MessagesQuerySchema,
          response: answers({ 200: MessagePageSchema.describe('A page.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key }, query }) => source.messages(app.views, id, key, defined(query)),
    );

    server.get(
      `${chat}/messages/find`,
      {
        schema: {
          operationId: operations.find,
          summary: `Search within ${aChat}`,
          description: 'In the order of time; `next` and `previous` lead from hit to hit.',
          tags,
          security: TOKEN,
          params: RecordParams,
          querystring: FindQuerySchema,
          response: answers({ 200: FoundPageSchema.describe('A page of hits.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      async ({ params: { id, key }, query }) =>
        findInChat(app.views, await source.place(app.views, id, key), defined(query)),
    );

    server.get(
      `${chat}/days`,
      {
        schema: {
          operationId: operations.days,
          summary: `Count the messages of ${aChat} by day`,
          description: 'For jumping to a date and for a heat strip.',
          tags,
          security: TOKEN,
          params: RecordParams,
          querystring: ChatDaysQuerySchema,
          response: answers({ 200: ChatDaysSchema.describe('Every day.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      async ({ params: { id, key }, query: { timeZone } }) =>
        chatDays(app.views, await source.place(app.views, id, key), timeZone),
    );

    server.get(
      message,
      {
        schema: {
          operationId: operations.get,
          summary: `Show one ${oneMessage}`,
          tags,
          security: TOKEN,
          params: RecordParams,
          response: answers({ 200: MessageSchema.describe('The message.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key } }) => source.message(app.views, id, key),
    );
  };
