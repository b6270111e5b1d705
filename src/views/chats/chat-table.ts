import { sql } from 'kysely';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** The tables of one chat app, which are alike: chats, messages, and which messages a chat shows in which order. */
export interface ChatTable {
  readonly artifact: 'messages' | 'whatsapp';
  /** Word for `type:` of its messages; null where nothing else is found in its chats, which saves a filter. */
  readonly searchType: string | null;
  readonly chats: 'message_conversations' | 'whatsapp_chats';
  readonly messages: 'messages' | 'whatsapp_messages';
  /** Clustered by chat, time and message. */
  readonly items: 'message_conversation_items' | 'whatsapp_chat_items';
  /** Column of `items` that names the chat. */
  readonly chatColumn: 'conversation' | 'chat';
  /** Its items say when a message was recently deleted from the chat. */
  readonly hasDeletions: boolean;
}

/** Messages: iMessage, SMS and RCS. */
export const MESSAGES: ChatTable = {
  artifact: 'messages',
  searchType: null,
  chats: 'message_conversations',
  messages: 'messages',
  items: 'message_conversation_items',
  chatColumn: 'conversation',
  hasDeletions: true,
};

/** WhatsApp and WhatsApp Business. */
export const WHATSAPP: ChatTable = {
  artifact: 'whatsapp',
  searchType: 'whatsapp',
  chats: 'whatsapp_chats',
  messages: 'whatsapp_messages',
  items: 'whatsapp_chat_items',
  chatColumn: 'chat',
  hasDeletions: false,
};

/** One chat of a backup. */
export interface ChatPlace {
  readonly table: ChatTable;
  readonly scope: Scope;
  readonly runId: number;
  readonly chat: number;
}

/** What every table of items has. */
interface ItemColumns {
  readonly backupId: number;
  readonly runId: number;
  /** UTC milliseconds; 0 when not known. */
  readonly at: number;
  /** Key of the message. */
  readonly message: number;
  /** Where the table has it. */
  readonly deletedAt: number | null;
}

/** The items of a chat, whichever app it belongs to. */
export function chatItems({ store }: ViewContext, { table, scope, runId, chat }: ChatPlace) {
  return store.read
    .selectFrom(sql<ItemColumns>`${sql.table(table.items)}`.as('item'))
    .where('item.backupId', '=', scope.backupId)
    .where('item.runId', '=', runId)
    .where(sql.ref(`item.${table.chatColumn}`), '=', chat);
}
