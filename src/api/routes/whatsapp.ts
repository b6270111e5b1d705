import { CallSchema, CallsQuerySchema } from '../../contract/calls.ts';
import { pageOf } from '../../contract/common.ts';
import { WhatsappChatDetailSchema, WhatsappChatSchema, WhatsappChatsQuerySchema } from '../../contract/whatsapp.ts';
import { getWhatsappCall, listWhatsappCalls, whatsappSource } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { chatMessageRoutes } from './chat-messages.ts';
import { BackupParams, RecordParams } from './params.ts';

/** Indexed WhatsApp chats, messages and calls. */
export const whatsappRoutes: Routes = (context) => async (server) => {
  const { app } = context;
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
    ({ params: { id }, query }) => whatsappSource.list(app.views, id, defined(query)),
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
    ({ params: { id, key } }) => whatsappSource.get(app.views, id, key),
  );

  await server.register(
    chatMessageRoutes({
      tag: 'whatsapp',
      chat: `${chats}/:key`,
      message: `${whatsapp}/messages/:key`,
      aChat: 'a WhatsApp chat',
      oneMessage: 'WhatsApp message',
      source: whatsappSource,
      operations: {
        list: 'listWhatsappMessages',
        find: 'findWhatsappMessages',
        days: 'listWhatsappDays',
        get: 'getWhatsappMessage',
      },
    })(context),
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
