import { FindQuerySchema, FoundPageSchema } from '../../contract/chat.ts';
import { pageOf } from '../../contract/common.ts';
import { ChatDaysQuerySchema, ChatDaysSchema } from '../../contract/days.ts';
import {
  ConversationSchema,
  ConversationsQuerySchema,
  MessagePageSchema,
  MessageSchema,
  MessagesQuerySchema,
} from '../../contract/messages.ts';
import {
  conversationDays,
  findMessages,
  getConversation,
  getMessage,
  listConversations,
  listMessages,
} from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { BackupParams, RecordParams } from './params.ts';

/** Indexed conversations and messages. */
export const messageRoutes: Routes =
  ({ app }) =>
  async (server) => {
    const tags = ['messages'];
    const conversations = '/backups/:id/artifacts/messages/conversations';

    server.get(
      conversations,
      {
        schema: {
          operationId: 'listConversations',
          summary: 'List the conversations of a backup',
          tags,
          security: TOKEN,
          params: BackupParams,
          querystring: ConversationsQuerySchema,
          response: answers({ 200: pageOf(ConversationSchema).describe('A page.') }, 'BACKUP_NOT_FOUND'),
        },
      },
      ({ params: { id }, query }) => listConversations(app.views, id, defined(query)),
    );

    server.get(
      `${conversations}/:key`,
      {
        schema: {
          operationId: 'getConversation',
          summary: 'Show one conversation',
          tags,
          security: TOKEN,
          params: RecordParams,
          response: answers({ 200: ConversationSchema.describe('The conversation.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key } }) => getConversation(app.views, id, key),
    );

    server.get(
      `${conversations}/:key/messages`,
      {
        schema: {
          operationId: 'listMessages',
          summary: 'List the messages of a conversation',
          description: 'In the order of time, from either end, from a moment on, or around a message.',
          tags,
          security: TOKEN,
          params: RecordParams,
          querystring: MessagesQuerySchema,
          response: answers({ 200: MessagePageSchema.describe('A page.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key }, query }) => listMessages(app.views, id, key, defined(query)),
    );

    server.get(
      `${conversations}/:key/messages/find`,
      {
        schema: {
          operationId: 'findMessages',
          summary: 'Search within a conversation',
          description: 'In the order of time; `next` and `previous` lead from hit to hit.',
          tags,
          security: TOKEN,
          params: RecordParams,
          querystring: FindQuerySchema,
          response: answers({ 200: FoundPageSchema.describe('A page of hits.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key }, query }) => findMessages(app.views, id, key, defined(query)),
    );

    server.get(
      `${conversations}/:key/days`,
      {
        schema: {
          operationId: 'listConversationDays',
          summary: 'Count the messages of a conversation by day',
          description: 'For jumping to a date and for a heat strip.',
          tags,
          security: TOKEN,
          params: RecordParams,
          querystring: ChatDaysQuerySchema,
          response: answers({ 200: ChatDaysSchema.describe('Every day.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key }, query: { timeZone } }) => conversationDays(app.views, id, key, timeZone),
    );

    server.get(
      '/backups/:id/artifacts/messages/:key',
      {
        schema: {
          operationId: 'getMessage',
          summary: 'Show one message',
          tags,
          security: TOKEN,
          params: RecordParams,
          response: answers({ 200: MessageSchema.describe('The message.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key } }) => getMessage(app.views, id, key),
    );
  };
