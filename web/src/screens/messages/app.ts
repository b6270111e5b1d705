import type { ChatApp } from '../chat/chat-app.ts';

/** Messages, as `GET /backups/{id}/chats` describes it: the screen does not wait for that. */
export const MESSAGES: ChatApp = {
  id: 'messages',
  path: 'artifacts/messages/conversations',
  screen: 'messages',
  tables: { chats: 'message_conversations', messages: 'messages' },
  exportName: 'conversations',
  title: ({ chat }) => chat.title.messages,
  kinds: ['direct', 'group', 'orphaned'],
};
