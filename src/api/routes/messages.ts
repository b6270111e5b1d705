import { pageOf } from '../../contract/common.ts';
import { ConversationSchema, ConversationsQuerySchema } from '../../contract/messages.ts';
import { messagesSource } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { chatMessageRoutes } from './chat-messages.ts';
import { BackupParams, RecordParams } from './params.ts';

/** Indexed conversations and messages. */
export const messageRoutes: Routes = (context) => async (server) => {
  const { app } = context;
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
    ({ params: { id }, query }) => messagesSource.list(app.views, id, defined(query)),
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
    ({ params: { id, key } }) => messagesSource.get(app.views, id, key),
  );

  await server.register(
    chatMessageRoutes({
      tag: 'messages',
      chat: `${conversations}/:key`,
      message: '/backups/:id/artifacts/messages/:key',
      aChat: 'a conversation',
      oneMessage: 'message',
      source: messagesSource,
      operations: {
        list: 'listMessages',
        find: 'findMessages',
        days: 'listConversationDays',
        get: 'getMessage',
      },
    })(context),
  );
};
