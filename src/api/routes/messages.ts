import { ConversationSchema } from '../../contract/messages.ts';
import { messagesSource } from '../../views/index.ts';
import { chatRoutesOf } from './chats/chat-routes.ts';
import { BackupParams, RecordParams } from './params.ts';

/** OpenAPI tag of these routes. */
export const messageTag = { name: 'messages', description: 'iMessage and SMS, from the index.' };

/** Indexed conversations and messages. */
export const messageRoutes = chatRoutesOf({
  tag: 'messages',
  paths: {
    chats: '/backups/:id/artifacts/messages/conversations',
    message: '/backups/:id/artifacts/messages/:key',
  },
  params: { list: BackupParams, one: RecordParams },
  words: {
    chats: 'the conversations of a backup',
    oneChat: 'conversation',
    aChat: 'a conversation',
    oneMessage: 'message',
  },
  schemas: { chat: ConversationSchema, detail: ConversationSchema },
  operations: {
    list: 'listConversations',
    get: 'getConversation',
    messages: 'listMessages',
    find: 'findMessages',
    days: 'listConversationDays',
    media: 'listConversationMedia',
    message: 'getMessage',
  },
  source: () => messagesSource,
});
