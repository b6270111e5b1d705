import {
  FindQuerySchema,
  FoundPageSchema,
  MessagePageSchema,
  MessageSchema,
  MessagesQuerySchema,
} from '../../contract/chat.ts';
import { ChatDaysQuerySchema, ChatDaysSchema } from '../../contract/days.ts';
import type { conversationDays, findMessages, getMessage, listMessages } from '../../views/index.ts';
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
  /** What reads them, by its operation in the document. */
  readonly list: readonly [operationId: string, view: typeof listMessages];
  readonly find: readonly [operationId: string, view: typeof findMessages];
  readonly days: readonly [operationId: string, view: typeof conversationDays];
  readonly get: readonly [operationId: string, view: typeof getMessage];
}

/** The messages of chats: a page, hits, days, and one by itself. The same for every app. */
export const chatMessageRoutes =
  ({ tag, chat, message, aChat, oneMessage, list, find, days, get }: ChatResource): Routes =>
  ({ app }) =>
  async (server) => {
    const tags = [tag];

    const [listId, listView] = list;
    server.get(
      `${chat}/messages`,
      {
        schema: {
          operationId: listId,
          summary: `List the messages of ${aChat}`,
          description: 'In the order of time, from either end, from a moment on, or around a message.',
          tags,
          security: TOKEN,
          params: RecordParams,
          querystring: MessagesQuerySchema,
          response: answers({ 200: MessagePageSchema.describe('A page.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key }, query }) => listView(app.views, id, key, defined(query)),
    );

    const [findId, findView] = find;
    server.get(
      `${chat}/messages/find`,
      {
        schema: {
          operationId: findId,
          summary: `Search within ${aChat}`,
          description: 'In the order of time; `next` and `previous` lead from hit to hit.',
          tags,
          security: TOKEN,
          params: RecordParams,
          querystring: FindQuerySchema,
          response: answers({ 200: FoundPageSchema.describe('A page of hits.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key }, query }) => findView(app.views, id, key, defined(query)),
    );

    const [daysId, daysView] = days;
    server.get(
      `${chat}/days`,
      {
        schema: {
          operationId: daysId,
          summary: `Count the messages of ${aChat} by day`,
          description: 'For jumping to a date and for a heat strip.',
          tags,
          security: TOKEN,
          params: RecordParams,
          querystring: ChatDaysQuerySchema,
          response: answers({ 200: ChatDaysSchema.describe('Every day.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key }, query: { timeZone } }) => daysView(app.views, id, key, timeZone),
    );

    const [getId, getView] = get;
    server.get(
      message,
      {
        schema: {
          operationId: getId,
          summary: `Show one ${oneMessage}`,
          tags,
          security: TOKEN,
          params: RecordParams,
          response: answers({ 200: MessageSchema.describe('The message.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key } }) => getView(app.views, id, key),
    );
  };
