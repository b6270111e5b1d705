import type { KindsOf } from '../../kit/artifact.ts';
import type { whatsappTables } from './tables.ts';

/** Record kinds of WhatsApp. */
export const whatsappKinds = {
  whatsapp_messages: {
    id: 'whatsapp',
    name: ['WhatsApp message', 'WhatsApp messages'],
    icon: 'message-circle',
    privacy: 'P1',
    show: {
      at: 'sentAt',
      title: ['sender', 'senderName'],
      text: ['text'],
      from: 'sender',
      fromMe: 'isFromMe',
      called: { sender: 'senderName', deletedBy: 'deletedByName' },
      order: '-sentAt',
    },
    parts: [{ table: 'whatsapp_attachments', of: 'message' }],
    list: { screen: 'whatsapp' },
    opens: { screen: 'whatsapp', search: { c: '$conversation', m: '$key' } },
  },
  whatsapp_calls: {
    id: 'whatsapp-call',
    name: ['WhatsApp call', 'WhatsApp calls'],
    icon: 'phone',
    privacy: 'P1',
    show: {
      at: 'at',
      title: ['handle', 'name'],
      with: 'handle',
      called: { handle: 'name' },
      duration: 'seconds',
      order: '-at',
    },
    list: { screen: 'calls', search: { log: 'whatsapp', q: '$person' } },
    opens: { screen: 'calls', search: { log: 'whatsapp', c: '$key' } },
  },
  whatsapp_chats: {
    id: 'whatsapp-chat',
    name: ['WhatsApp chat', 'WhatsApp chats'],
    icon: 'messages-square',
    privacy: 'P1',
    show: {
      at: 'lastAt',
      title: ['handle', 'title'],
      text: ['lastText'],
      called: { handle: 'title' },
      order: '-lastAt',
    },
    echoes: true,
    list: { screen: 'whatsapp' },
    opens: { screen: 'whatsapp', search: { c: '$key' } },
  },
  whatsapp_contacts: {
    id: 'whatsapp-contact',
    name: ['WhatsApp contact', 'WhatsApp contacts'],
    icon: 'user-round',
    privacy: 'P1',
    area: 'people',
    show: {
      title: ['name', 'businessName', 'handle'],
      text: ['about', 'businessName'],
      with: 'handle',
      called: { handle: 'name' },
      order: 'name',
    },
  },
} as const satisfies KindsOf<typeof whatsappTables>;
