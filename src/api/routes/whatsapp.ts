import { CallSchema, CallsQuerySchema } from '../../contract/calls.ts';
import {
  FindQuerySchema,
  FoundPageSchema,
  MessagePageSchema,
  MessageSchema,
  MessagesQuerySchema,
} from '../../contract/chat.ts';
import { pageOf } from '../../contract/common.ts';
import { ChatDaysQuerySchema, ChatDaysSchema } from '../../contract/days.ts';
import { WhatsappChatDetailSchema, WhatsappChatSchema, WhatsappChatsQuerySchema } from '../../contract/whatsapp.ts';
import {
  findWhatsappMessages,
  getWhatsappCall,
  getWhatsappChat,
  getWhatsappMessage,
  listWhatsappCalls,
  listWhatsappChats,
  listWhatsappMessages,
  whatsappDays,
} from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { BackupParams, RecordParams } from './params.ts';

/** Indexed WhatsApp chats, messages and calls. */
export const whatsappRoutes: Routes =
  ({ app }) =>
  async (server) => {
    const tags = ['whatsapp'];
    const whatsapp = '/backups/:id/artifacts/whatsapp';
    const chats = `${whatsapp}/chats`;

    server.get(
      chats,
      {
        schema: {
          operationId: 'listWhatsappChats',
          summary: 'List the WhatsApp chats of a backup',
          tags,
          security: TOKEN,
          params: BackupParams,
          querystring: WhatsappChatsQuerySchema,
          response: answers(
            { 200: pageOf(WhatsappChatSchema).describe('A page.') },
            'BACKUP_NOT_FOUND',
            'LIMIT_EXCEEDED',
          ),
        },
      },
      ({ params: { id }, query }) => listWhatsappChats(app.views, id, defined(query)),
    );

    server.get(
      `${chats}/:key`,
      {
        schema: {
          operationId: 'getWhatsappChat',
          summary: 'Show one WhatsApp chat and its members',
          tags,
          security: TOKEN,
          params: RecordParams,
          response: answers({ 200: WhatsappChatDetailSchema.describe('The chat.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key } }) => getWhatsappChat(app.views, id, key),
    );

    server.get(
      `${chats}/:key/messages`,
      {
        schema: {
          operationId: 'listWhatsappMessages',
          summary: 'List the messages of a WhatsApp chat',
          description: 'In the order of time, from either end, from a moment on, or around a message.',
          tags,
          security: TOKEN,
          params: RecordParams,
          querystring: MessagesQuerySchema,
          response: answers({ 200: MessagePageSchema.describe('A page.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key }, query }) => listWhatsappMessages(app.views, id, key, defined(query)),
    );

    server.get(
      `${chats}/:key/messages/find`,
      {
        schema: {
          operationId: 'findWhatsappMessages',
          summary: 'Search within a WhatsApp chat',
          description: 'In the order of time; `next` and `previous` lead from hit to hit.',
          tags,
          security: TOKEN,
          params: RecordParams,
          querystring: FindQuerySchema,
          response: answers({ 200: FoundPageSchema.describe('A page of hits.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key }, query }) => findWhatsappMessages(app.views, id, key, defined(query)),
    );

    server.get(
      `${chats}/:key/days`,
      {
        schema: {
          operationId: 'listWhatsappDays',
          summary: 'Count the messages of a WhatsApp chat by day',
          description: 'For jumping to a date and for a heat strip.',
          tags,
          security: TOKEN,
          params: RecordParams,
          querystring: ChatDaysQuerySchema,
          response: answers({ 200: ChatDaysSchema.describe('Every day.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key }, query: { timeZone } }) => whatsappDays(app.views, id, key, timeZone),
    );

    server.get(
      `${whatsapp}/messages/:key`,
      {
        schema: {
          operationId: 'getWhatsappMessage',
          summary: 'Show one WhatsApp message',
          tags,
          security: TOKEN,
          params: RecordParams,
          response: answers({ 200: MessageSchema.describe('The message.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key } }) => getWhatsappMessage(app.views, id, key),
    );

    server.get(
      `${whatsapp}/calls`,
      {
        schema: {
          operationId: 'listWhatsappCalls',
          summary: 'List the WhatsApp calls of a backup',
          description: 'The log of the app itself, in the same form as the calls of the phone.',
          tags,
          security: TOKEN,
          params: BackupParams,
          querystring: CallsQuerySchema,
          response: answers({ 200: pageOf(CallSchema).describe('A page.') }, 'BACKUP_NOT_FOUND', 'LIMIT_EXCEEDED'),
        },
      },
      ({ params: { id }, query }) => listWhatsappCalls(app.views, id, defined(query)),
    );

    server.get(
      `${whatsapp}/calls/:key`,
      {
        schema: {
          operationId: 'getWhatsappCall',
          summary: 'Show one WhatsApp call',
          tags,
          security: TOKEN,
          params: RecordParams,
          response: answers({ 200: CallSchema.describe('The call.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, key } }) => getWhatsappCall(app.views, id, key),
    );
  };
