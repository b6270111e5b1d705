import type { ChatApp } from '../chat/chat-app.ts';

/** Messages, as described by `GET /backups/{id}/chats`: built in, so that the screen need not wait. */
export const MESSAGES: ChatApp = {
  id: 'messages',
  path: 'artifacts/messages/conversations',
  screen: 'messages',
  tables: { chats: 'message_conversations', messages: 'messages' },
  exportName: 'conversations',
  title: ({ chat }) => chat.title.messages,
  kinds: ['direct', 'group', 'orphaned'],
};
