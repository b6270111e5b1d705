import type { z } from 'zod';
import {
  type ChatView,
  FindQuerySchema,
  FoundPageSchema,
  MessagePageSchema,
  MessageSchema,
  MessagesQuerySchema,
} from '../../../contract/chat.ts';
import { pageOf } from '../../../contract/common.ts';
import { ChatDaysQuerySchema, ChatDaysSchema } from '../../../contract/days.ts';
import { type ChatQuery, type ChatSource, chatDays, findInChat } from '../../../views/index.ts';
import type { Routes } from '../../context.ts';
import { defined } from '../../defined.ts';
import { answers } from '../../openapi/answers.ts';
import { TOKEN } from '../../openapi/security.ts';
import type { AppOfAddress, AppParams } from './app-params.ts';

/** Query parameters may be absent. */
type Optional<T> = { readonly [K in keyof T]: T[K] | undefined };

/** The chats of an app, or of one of several apps selected by path parameter. */
export interface ChatResource {
  readonly tag: string;
  readonly paths: {
    /** Path of the list, with `:id`; a chat is one level below. */
    readonly chats: string;
    /** Path of a message, with `:id` and `:key`. */
    readonly message: string;
  };
  readonly params: AppParams;
  /** Nouns for the summaries. */
  readonly words: {
    /** `the conversations of a backup` */
    readonly chats: string;
    /** `conversation` */
    readonly oneChat: string;
    /** `a conversation` */
    readonly aChat: string;
    readonly oneMessage: string;
  };
  readonly schemas: {
    readonly chat: z.ZodType<ChatView>;
    readonly detail: z.ZodType<ChatView>;
    readonly query: z.ZodType<Optional<ChatQuery> & { readonly limit: number }>;
  };
  /** Names of the operations in the OpenAPI document. */
  readonly operations: Readonly<Record<'list' | 'get' | 'messages' | 'find' | 'days' | 'message', string>>;
  readonly source: (params: AppOfAddress) => ChatSource;
}

/** The routes of a chat app: list of chats, chat, messages, hits, days, and message. The same for all apps. */
export const chatRoutesOf =
  ({ tag, paths, params, words, schemas, operations, source }: ChatResource): Routes =>
  ({ app }) =>
  async (server) => {
    const tags = [tag];
    const chat = `${paths.chats}/:key`;

    server.get(
      paths.chats,
      {
        schema: {
          operationId: operations.list,
          summary: `List ${words.chats}`,
          tags,
          security: TOKEN,
          params: params.list,
          querystring: schemas.query,
          response: answers({ 200: pageOf(schemas.chat).describe('A page.') }, 'BACKUP_NOT_FOUND', 'LIMIT_EXCEEDED'),
        },
      },
      ({ params, query }) => source(params).list(app.views, params.id, defined(query)),
    );

    server.get(
      chat,
      {
        schema: {
          operationId: operations.get,
          summary: `Show one ${words.oneChat}`,
          tags,
          security: TOKEN,
          params: params.one,
          response: answers({ 200: schemas.detail.describe(`The ${words.oneChat}.`) }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params }) => source(params).get(app.views, params.id, params.key),
    );

    server.get(
      `${chat}/messages`,
      {
        schema: {
          operationId: operations.messages,
          summary: `List the messages of ${words.aChat}`,
          description: 'By time, from either end, from a given time, or around a message.',
          tags,
          security: TOKEN,
          params: params.one,
          querystring: MessagesQuerySchema,
          response: answers({ 200: MessagePageSchema.describe('A page.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params, query }) => source(params).messages(app.views, params.id, params.key, defined(query)),
    );

    server.get(
      `${chat}/messages/find`,
      {
        schema: {
          operationId: operations.find,
          summary: `Search within ${words.aChat}`,
          description: 'By time; `next` and `previous` page through the hits.',
          tags,
          security: TOKEN,
          params: params.one,
          querystring: FindQuerySchema,
          response: answers({ 200: FoundPageSchema.describe('A page of hits.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      async ({ params, query }) =>
        findInChat(app.views, await source(params).place(app.views, params.id, params.key), defined(query)),
    );

    server.get(
      `${chat}/days`,
      {
        schema: {
          operationId: operations.days,
          summary: `Count the messages of ${words.aChat} by day`,
          description: 'For a date picker or a heat strip.',
          tags,
          security: TOKEN,
          params: params.one,
          querystring: ChatDaysQuerySchema,
          response: answers({ 200: ChatDaysSchema.describe('Every day.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      async ({ params, query: { timeZone } }) =>
        chatDays(app.views, await source(params).place(app.views, params.id, params.key), timeZone),
    );

    server.get(
      paths.message,
      {
        schema: {
          operationId: operations.message,
          summary: `Show one ${words.oneMessage}`,
          tags,
          security: TOKEN,
          params: params.one,
          response: answers({ 200: MessageSchema.describe('The message.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params }) => source(params).message(app.views, params.id, params.key),
    );
  };
