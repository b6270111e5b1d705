import type { KindsOf } from '../../kit/artifact.ts';
import type { whatsappTables } from './tables.ts';

/** Record kinds of WhatsApp. */
export const whatsappKinds = {
  whatsapp_messages: {
    id: 'whatsapp',
    names: { en: ['WhatsApp message', 'WhatsApp messages'], de: ['WhatsApp-Nachricht', 'WhatsApp-Nachrichten'] },
    icon: 'message-circle',
    privacy: 'P1',
    show: { at: 'sentAt', title: 'sender', text: ['text'], from: 'sender', order: '-sentAt' },
    list: { screen: 'whatsapp' },
    opens: { screen: 'whatsapp', search: { c: '$conversation', m: '$key' } },
  },
  whatsapp_calls: {
    id: 'whatsapp-call',
    names: { en: ['WhatsApp call', 'WhatsApp calls'], de: ['WhatsApp-Anruf', 'WhatsApp-Anrufe'] },
    icon: 'phone',
    privacy: 'P1',
    show: { at: 'at', title: ['handle', 'name'], with: 'handle', duration: 'seconds', order: '-at' },
    list: { screen: 'calls', search: { log: 'whatsapp', q: '$person' } },
    opens: { screen: 'calls', search: { log: 'whatsapp', c: '$key' } },
  },
  whatsapp_chats: {
    id: 'whatsapp-chat',
    names: { en: ['WhatsApp chat', 'WhatsApp chats'], de: ['WhatsApp-Chat', 'WhatsApp-Chats'] },
    icon: 'messages-square',
    privacy: 'P1',
    show: { at: 'lastAt', title: 'title', text: ['lastText'], order: '-lastAt' },
    echoes: true,
    list: { screen: 'whatsapp' },
    opens: { screen: 'whatsapp', search: { c: '$key' } },
  },
} as const satisfies KindsOf<typeof whatsappTables>;
