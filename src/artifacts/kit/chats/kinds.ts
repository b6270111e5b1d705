import type { KindDeclaration } from '../../../model/kind.ts';
import type { KindsOf } from '../artifact.ts';
import { callScreens } from '../call-screens.ts';
import type { ChatsDeclaration } from './declaration.ts';
import type { ChatTableNames } from './table-names.ts';
import type { calls, chats, messages } from './tables.ts';

type Kind<T extends { readonly columns: object }> = KindDeclaration<keyof T['columns'] & string>;

/** The record kinds of a chat app: messages, chats, and calls if it has a call log. */
export function kindsOf(
  { id, title, icon = 'message-circle', privacy = 'P2' }: ChatsDeclaration,
  tables: ChatTableNames,
): KindsOf<Record<string, never>> {
  const screen = `chats/${id}`;
  const ofMessages: Kind<typeof messages> = {
    id,
    name: [`${title} message`, `${title} messages`],
    texts: 'chat-app-message',
    icon,
    privacy,
    show: {
      at: 'sentAt',
      title: ['sender', 'senderName'],
      text: ['text'],
      from: 'sender',
      fromMe: 'isFromMe',
      called: { sender: 'senderName' },
      order: '-sentAt',
    },
    parts: [{ table: tables.attachments, of: 'message' }],
    list: { screen },
    opens: { screen, search: { c: '$conversation', m: '$key' } },
  };
  const ofChats: Kind<typeof chats> = {
    id: `${id}-chat`,
    name: [`${title} chat`, `${title} chats`],
    texts: 'chat-app-chat',
    icon: 'messages-square',
    privacy,
    show: {
      at: 'lastAt',
      title: ['title', 'handle', 'partnerName'],
      text: ['lastText'],
      called: { handle: 'partnerName' },
      order: '-lastAt',
    },
    echoes: true,
    list: { screen },
    opens: { screen, search: { c: '$key' } },
  };
  const ofCalls: Kind<typeof calls> = {
    id: `${id}-call`,
    name: [`${title} call`, `${title} calls`],
    texts: 'chat-app-call',
    icon: 'phone',
    privacy,
    show: {
      at: 'at',
      title: ['handle', 'name'],
      with: 'handle',
      called: { handle: 'name' },
      duration: 'seconds',
      order: '-at',
    },
    ...callScreens(id),
  };
  return {
    [tables.messages]: ofMessages,
    ...(tables.calls === null ? {} : { [tables.calls]: ofCalls }),
    [tables.chats]: ofChats,
  };
}
