import type { z } from 'zod';
import {
  type ChatView,
  FindQuerySchema,
  FoundPageSchema,
  MessagePageSchema,
  MessageSchema,
  MessagesQuerySchema,
} from '../../../contract/chat.ts';
import { ChatMediaPageSchema, ChatMediaQuerySchema } from '../../../contract/chat-media.ts';
import { ChatsQuerySchema } from '../../../contract/chats.ts';
import { pageOf } from '../../../contract/common.ts';
import { ChatDaysQuerySchema, ChatDaysSchema } from '../../../contract/days.ts';
import { type ChatSource, chatDays, findInChat } from '../../../views/index.ts';
import type { Routes } from '../../context.ts';
import { resource, resources } from '../../resource.ts';
import type { AppOfAddress, AppParams } from './app-params.ts';

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
  };
  /** Names of the operations in the OpenAPI document. */
  readonly operations: Readonly<Record<'list' | 'get' | 'messages' | 'find' | 'days' | 'media' | 'message', string>>;
  readonly source: (params: AppOfAddress) => ChatSource;
}

/**
 * The routes of a chat app: list, single chat, messages, search in a chat, days, files and links, and a single message.
 * The same for all apps.
 */
export function chatRoutesOf({ tag, paths, params, words, schemas, operations, source }: ChatResource): Routes {
  const chat = `${paths.chats}/:key`;
  const found = ['BACKUP_NOT_FOUND', 'NOT_FOUND'] as const;
  return resources(
    tag,
    resource({
      path: paths.chats,
      operationId: operations.list,
      summary: `List ${words.chats}`,
      params: params.list,
      query: ChatsQuerySchema,
      answer: pageOf(schemas.chat).describe('A page.'),
      errors: ['BACKUP_NOT_FOUND', 'LIMIT_EXCEEDED'],
      read: (app, place, query) => source(place).list(app.views, place.id, query),
    }),
    resource({
      path: chat,
      operationId: operations.get,
      summary: `Show one ${words.oneChat}`,
      params: params.one,
      answer: schemas.detail.describe(`The ${words.oneChat}.`),
      errors: found,
      read: (app, place) => source(place).get(app.views, place.id, place.key),
    }),
    resource({
      path: `${chat}/messages`,
      operationId: operations.messages,
      summary: `List the messages of ${words.aChat}`,
      description: 'By time, from either end, from a given time, or around a message.',
      params: params.one,
      query: MessagesQuerySchema,
      answer: MessagePageSchema.describe('A page.'),
      errors: found,
      read: (app, place, query) => source(place).messages(app.views, place.id, place.key, query),
    }),
    resource({
      path: `${chat}/messages/find`,
      operationId: operations.find,
      summary: `Search within ${words.aChat}`,
      description: 'By time; `next` and `previous` page through the hits.',
      params: params.one,
      query: FindQuerySchema,
      answer: FoundPageSchema.describe('A page of hits.'),
      errors: found,
      read: async (app, place, query) =>
        findInChat(app.views, await source(place).place(app.views, place.id, place.key), query),
    }),
    resource({
      path: `${chat}/days`,
      operationId: operations.days,
      summary: `Count the messages of ${words.aChat} by day`,
      description: 'For a date picker or a heat strip.',
      params: params.one,
      query: ChatDaysQuerySchema,
      answer: ChatDaysSchema.describe('Every day.'),
      errors: found,
      read: async (app, place, { timeZone }) =>
        chatDays(app.views, await source(place).place(app.views, place.id, place.key), timeZone),
    }),
    resource({
      path: `${chat}/media`,
      operationId: operations.media,
      summary: `List the pictures, links, files or voices of ${words.aChat}`,
      description: 'Newest first, with the numbers of all kinds.',
      params: params.one,
      query: ChatMediaQuerySchema,
      answer: ChatMediaPageSchema.describe('A page.'),
      errors: found,
      read: (app, place, query) => source(place).media(app.views, place.id, place.key, query),
    }),
    resource({
      path: paths.message,
      operationId: operations.message,
      summary: `Show one ${words.oneMessage}`,
      params: params.one,
      answer: MessageSchema.describe('The message.'),
      errors: found,
      read: (app, place) => source(place).message(app.views, place.id, place.key),
    }),
  );
}
