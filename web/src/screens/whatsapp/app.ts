import type { ChatApp } from '../chat/chat-app.ts';

/** WhatsApp, as described by `GET /backups/{id}/chats`: built in, so that the screen need not wait. */
export const WHATSAPP: ChatApp = {
  id: 'whatsapp',
  path: 'artifacts/whatsapp/chats',
  screen: 'whatsapp',
  tables: { chats: 'whatsapp_chats', messages: 'whatsapp_messages' },
  exportName: 'whatsapp',
  title: ({ chat }) => chat.title.whatsapp,
  kinds: ['direct', 'group', 'broadcast', 'status', 'community', 'channel', 'orphaned'],
};
