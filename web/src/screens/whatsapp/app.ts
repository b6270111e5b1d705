import type { ChatApp } from '../chat/chat-app.ts';

/** WhatsApp, as `GET /backups/{id}/chats` describes it: the screen does not wait for that. */
export const WHATSAPP: ChatApp = {
  id: 'whatsapp',
  path: 'artifacts/whatsapp/chats',
  screen: 'whatsapp',
  tables: { chats: 'whatsapp_chats', messages: 'whatsapp_messages' },
  exportName: 'whatsapp',
  title: ({ chat }) => chat.title.whatsapp,
  kinds: ['direct', 'group', 'broadcast', 'status', 'community', 'channel', 'orphaned'],
};
