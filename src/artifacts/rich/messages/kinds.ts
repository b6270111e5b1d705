import type { KindsOf } from '../../kit/artifact.ts';
import type { messageTables } from './tables.ts';

/** Record kinds of Messages. */
export const messageKinds = {
  messages: {
    id: 'message',
    name: ['Message', 'Messages'],
    icon: 'message-square',
    privacy: 'P1',
    show: {
      at: 'sentAt',
      title: 'sender',
      text: ['text', 'subject'],
      from: 'sender',
      fromMe: 'isFromMe',
      order: '-sentAt',
    },
    parts: [{ table: 'message_attachments', of: 'message' }],
    list: { screen: 'messages' },
    opens: { screen: 'messages', search: { c: '$conversation', m: '$key' } },
  },
} as const satisfies KindsOf<typeof messageTables>;
