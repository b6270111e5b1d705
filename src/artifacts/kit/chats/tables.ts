import type { CallNote, ChatEvent, NamedPerson } from '../../../model/chat-event.ts';
import {
  boolean,
  code,
  file,
  handle,
  integer,
  json,
  real,
  type TableDefinition,
  table,
  text,
  time,
} from '../../../model/columns.ts';
import type { FileReference } from '../artifact.ts';
import { SOURCE_COLUMNS } from '../records/source-columns.ts';
import type { ChatTableNames } from './table-names.ts';

/** Kind of a chat. */
export type ChatKind = 'direct' | 'group' | 'broadcast' | 'status' | 'community' | 'channel' | 'orphaned' | 'unknown';

/** A member of a chat. */
export type ChatMember = NamedPerson & { readonly isAdmin: boolean };

/** A reaction to a message. */
export type MessageReaction = {
  /** The emoji, or the app's name of the reaction. */
  readonly emoji: string;
  readonly isFromMe: boolean;
  /** Null for the owner, and if the source does not name the sender. */
  readonly sender: NamedPerson | null;
  readonly at: number | null;
};

/** A quoted message, as contained in the reply. */
export type QuotedText = { readonly text: string | null; readonly sender: NamedPerson | null };

/** A place that was sent. */
export type MessagePlace = { readonly latitude: number; readonly longitude: number; readonly name: string | null };

/** A link with its preview. */
export type MessageLink = { readonly url: string | null; readonly title: string | null };

/** Chats. */
export const chats = table({
  primaryKey: ['key'],
  columns: {
    key: integer('Derived from the row of the source.'),
    account: text('The account of the owner, where the app keeps several apart.'),
    chatId: text('Its id in the app.'),
    kind: text<ChatKind>('One person, a group, a channel …'),
    title: text('Its name; null for a chat with one person without a name of its own.'),
    handle: handle('The other person of a chat with one.'),
    partnerName: text('What the app calls that person.'),
    participants: json<readonly ChatMember[]>('Members without the owner; of a group without a list, who wrote in it.'),
    messageCount: integer('Messages in it, as counted.'),
    unreadCount: integer('Unread messages, as the app says.'),
    firstAt: time('Oldest message.'),
    lastAt: time('Newest message.'),
    lastMessage: integer('Key of the newest message.'),
    lastText: text('Beginning of the newest message.'),
    isArchived: boolean('Archived.'),
    isPinned: boolean('Pinned to the top.'),
    isMuted: boolean('Muted.'),
    photo: file('Picture of the person or group.'),
    ...SOURCE_COLUMNS,
  },
  indexes: [['lastAt'], ['handle']],
});

/** Messages of a chat in order, one row each. */
export const chatItems = table({
  primaryKey: ['chat', 'at', 'message'],
  columns: {
    chat: integer('Key of the chat.'),
    at: time('When the message was sent; 0 when that is unknown.'),
    message: integer('Key of the message.'),
  },
});

/** Messages with all their parts except files. */
export const messages = table({
  primaryKey: ['key'],
  searched: { text: 'text' },
  columns: {
    key: integer('Derived from the row of the source.'),
    account: text('The account of the owner, where the app keeps several apart.'),
    messageId: text('Its id in the app.'),
    chat: integer('Key of the chat.'),
    isFromMe: boolean('The owner sent it.'),
    sender: handle('Who sent it; null for the owner.'),
    senderName: text('What the app calls the sender.'),
    kind: text('text, image, video, audio, file, sticker, location, call, event …'),
    kindCode: text('The code of the kind, as the source has it.'),
    text: text('The text.'),
    sentAt: time('When it was sent.'),
    deliveredAt: time('When it was delivered.'),
    readAt: time('When it was read.'),
    editedAt: time('Last edit.'),
    deletedAt: time('When it was deleted.'),
    isStarred: boolean('Marked by the owner.'),
    replyTo: text('Id of the message it answers.'),
    replyToKey: integer('Key of that message, when it is still there.'),
    quoted: json<QuotedText>('That message as the answer keeps it.'),
    reactions: json<readonly MessageReaction[]>('Reactions.'),
    attachmentCount: integer('Files that belong to it.'),
    location: json<MessagePlace>('The place that was sent.'),
    links: json<readonly MessageLink[]>('Links with their previews.'),
    event: json<ChatEvent>('What happened, where it is no message.'),
    call: json<CallNote>('The call, where it is one.'),
    details: json<{ readonly [name: string]: string }>('Further facts, as the source has them.'),
    ...SOURCE_COLUMNS,
  },
  indexes: [['replyToKey']],
});

/** Files of messages. */
export const attachments = table({
  primaryKey: ['key'],
  columns: {
    key: integer('Derived from the row of the source.'),
    message: integer('Key of the message; null for a file of none.'),
    chat: integer('Key of the chat; null for a file of none.'),
    name: text('Name of the file.'),
    mimeType: text('MIME type.'),
    caption: text('Caption.'),
    totalBytes: { ...integer('Size as the source says.'), format: 'bytes' },
    seconds: { ...real('Length of sound and film.'), format: 'seconds' },
    width: integer('Width in pixels.'),
    height: integer('Height in pixels.'),
    isSticker: boolean('It is a sticker.'),
    file: file('Its contents in the backup.'),
    state: text<FileReference['state']>('Whether they are there; no-path: the source names no file.'),
    thumbnail: file('A small picture of it in the backup.'),
    url: { ...text('Where the app keeps it.'), format: 'url' },
    ...SOURCE_COLUMNS,
  },
  indexes: [['message'], ['file']],
});

/** The call log of the app. */
export const calls = table({
  primaryKey: ['key'],
  columns: {
    key: integer('Derived from the row of the source.'),
    callId: text('Its id in the app.'),
    chat: integer('Key of the chat with that person or group.'),
    at: time('When it began.'),
    seconds: { ...real('How long it lasted.'), format: 'seconds' },
    direction: code<'incoming' | 'outgoing'>('Who called; null where the source does not say.', {
      incoming: 'Incoming',
      outgoing: 'Outgoing',
    }),
    isVideo: boolean('With video.'),
    isMissed: boolean('The owner missed it.'),
    isGroup: boolean('With several people.'),
    outcome: code<string>('How it ended: answered, missed, declined …', {
      answered: 'Answered',
      missed: 'Missed',
      declined: 'Declined',
    }),
    handle: handle('The other person.'),
    name: text('What the app calls them.'),
    ...SOURCE_COLUMNS,
  },
  indexes: [['at'], ['handle']],
});

/** The tables of an app with citations. */
export function tablesOf(
  { chats: ofChats, items, messages: ofMessages, attachments: ofAttachments, calls: ofCalls }: ChatTableNames,
  sourceRows: NonNullable<TableDefinition['sourceRows']>,
): Readonly<Record<string, TableDefinition>> {
  return {
    [ofChats]: { ...chats, sourceRows, texts: ['chat-app-chats', 'records'] },
    [items]: { ...chatItems, texts: ['chat-app-chat-items'] },
    [ofMessages]: { ...messages, sourceRows, texts: ['chat-app-messages', 'records'] },
    [ofAttachments]: { ...attachments, sourceRows, texts: ['chat-app-attachments', 'records'] },
    ...(ofCalls === null ? {} : { [ofCalls]: { ...calls, sourceRows, texts: ['chat-app-calls', 'records'] } }),
  };
}
