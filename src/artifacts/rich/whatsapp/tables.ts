import type { ContactCard } from '../../../formats/vcard.ts';
import {
  boolean,
  code,
  file,
  handle,
  integer,
  json,
  real,
  repeats,
  table,
  text,
  time,
} from '../../../model/columns.ts';
import type { FileReference } from '../../kit/artifact.ts';
import type {
  App,
  CallNote,
  ChatEvent,
  ChatKind,
  LinkPreview,
  Location,
  Mention,
  MessageKind,
  MessageStatus,
  Participant,
  Payment,
  Person,
  Poll,
  QuotedMessage,
  RawFacts,
  Reaction,
  Receipts,
  SourceSession,
  TextSource,
} from './json-types.ts';
import { contactSourceRows, sourceRowsOf } from './source-rows.ts';

/** Chats: one source session, or several for a person with sessions under number and LID. */
export const whatsappChats = table({
  primaryKey: ['key'],
  columns: {
    key: integer('Lowest Z_PK of its sessions, plus n × 2^48 in the nth app; 0 + n × 2^48 for messages of no chat.'),
    app: text<App>('whatsapp or business.'),
    kind: text<ChatKind>('direct, group, broadcast, status, community, channel or orphaned.'),
    kindCode: integer('ZSESSIONTYPE, raw.'),
    jid: text('Its address, with the phone number where that is known.'),
    handle: handle('Direct: the other person’s number, else the JID; null for other chats.'),
    title: text('What it is called.'),
    subject: text('The name of the group.'),
    participants: json<readonly Participant[]>('Members, also those who left.'),
    owner: handle('Who made the group.'),
    createdAt: time('When the group was made.'),
    sessions: json<readonly SourceSession[]>('The sessions it was merged from.'),
    messageCount: integer('Messages in it, as counted.'),
    unreadCount: integer('Unread messages, as the app says.'),
    firstAt: time('Oldest message.'),
    lastAt: time('Newest message.'),
    lastMessage: integer('Key of the newest message.'),
    lastText: text('Beginning of the newest message.'),
    isArchived: boolean('Every session of it is archived.'),
    isPinned: boolean('Pinned to the top.'),
    isMuted: boolean('Muting was set: until mutedUntil, for ever when that is null.'),
    mutedUntil: time('When muting ends or ended.'),
    isHidden: boolean('Not shown in the list of chats.'),
    isRemoved: boolean('Deleted; what is left of it.'),
    isBlocked: boolean('The owner blocked this person.'),
    draft: text('What was typed and not sent.'),
    about: text('What the person says about themselves.'),
    disappearingSeconds: integer(
      'What the person has set for new chats: messages disappear after so many seconds; 0: never; null: not known.',
    ),
    liveLocationUntil: time('When the sharing of the location ends or ended.'),
    photo: file('Picture of the person or group.'),
    photoState: text<FileReference['state']>('Whether that picture is in the backup.'),
  },
  indexes: [['lastAt'], ['handle']],
  sourceRows: ({ key, sessions }) =>
    sourceRowsOf(
      key,
      'db',
      'ZWACHATSESSION',
      (sessions ?? []).map(({ pk }) => pk),
    ),
});

/** Messages of a chat in order, one row each. */
export const whatsappChatItems = table({
  primaryKey: ['chat', 'at', 'message'],
  large: true,
  columns: {
    chat: integer('Key of the chat.'),
    at: time('When the message was sent; 0 when that is unknown.'),
    message: integer('Key of the message.'),
    session: integer('Z_PK of the session in the source; null where the message has none.'),
  },
  indexes: [['message']],
  sourceRows: ({ message }) => sourceRowsOf(message, 'db', 'ZWAMESSAGE'),
});

/** Messages with all their parts except files. */
export const whatsappMessages = table({
  primaryKey: ['key'],
  large: true,
  searched: { text: 'text', payload: ['chat', 'app', 'kind', 'sender', 'senderName', 'isFromMe'] },
  columns: {
    key: integer('Z_PK, plus n × 2^48 in the nth app.'),
    app: repeats(text<App>('whatsapp or business.')),
    sourceKey: integer('Z_PK of ZWAMESSAGE.'),
    chat: integer('Key of the chat.'),
    stanzaId: text('Id of the message, the same on all devices; not always unique.'),
    isFromMe: boolean('The owner sent it.'),
    sender: repeats(handle('Who sent it: the number, else the JID; null for the owner.')),
    senderJid: repeats(text('JID of the sender as the source has it.')),
    senderName: repeats(text('Name of the sender as WhatsApp knows it; ~ marks one they chose themselves.')),
    kind: repeats(text<MessageKind>('What it is.')),
    typeCode: integer('ZMESSAGETYPE, raw.'),
    text: text('The text, or the caption.'),
    textSource: repeats(text<TextSource>('Where the text was found.')),
    mentions: json<readonly Mention[]>('People mentioned in the text, where it has only their numbers.'),
    sentAt: time('When it was sent (ZMESSAGEDATE).'),
    storedAt: time('ZSENTDATE: when this phone sent or stored it.'),
    sort: real('ZSORT: the app’s own order within one session.'),
    isStarred: boolean('Starred.'),
    isViewOnce: boolean('Meant to be seen once.'),
    forwardCount: integer('How often it had been forwarded, at least; null when it was not.'),
    replyTo: text('Stanza id of the message it answers.'),
    replyToKey: integer('Key of that message, when it is still there.'),
    quoted: json<QuotedMessage>('That message as the answer keeps it.'),
    status: repeats(text<MessageStatus>('Of the owner’s messages: unsent, sent, delivered or read.')),
    statusCode: integer('ZMESSAGESTATUS, raw.'),
    flagsCode: integer('ZFLAGS, raw.'),
    errorCode: integer('ZMESSAGEERRORSTATUS: not 0, sending failed.'),
    receipts: json<Receipts>('Delivered, read, played.'),
    reactions: json<readonly Reaction[]>('Reactions, the last one of each person.'),
    attachmentCount: integer('Files that belong to it.'),
    event: json<ChatEvent>('What happened, where it is no message.'),
    eventCode: integer('ZGROUPEVENTTYPE of an event, raw.'),
    deletedBy: repeats(handle('Who deleted it for everyone, where that was not the sender.')),
    deletedByName: repeats(text('Name of that person as WhatsApp knows it.')),
    location: json<Location>('The place that was sent.'),
    contacts: json<readonly ContactCard[]>('The contacts that were sent.'),
    poll: json<Poll>('The poll.'),
    call: json<CallNote>('The call.'),
    payment: json<Payment>('Money that was sent or asked for.'),
    links: json<readonly LinkPreview[]>('Previews of links.'),
    raw: json<RawFacts>('Further codes, as the source has them.'),
  },
  indexes: [['stanzaId'], ['replyToKey']],
  sourceRows: ({ key }) => sourceRowsOf(key, 'db', 'ZWAMESSAGE'),
});

/** Files of messages: one row per media item that has a file or should have one. */
export const whatsappAttachments = table({
  primaryKey: ['key'],
  large: true,
  columns: {
    key: integer('Z_PK of ZWAMEDIAITEM, plus n × 2^48 in the nth app.'),
    app: repeats(text<App>('whatsapp or business.')),
    message: integer('Key of the message; null for a file of none.'),
    chat: integer('Key of the chat; null for a file of none.'),
    fileName: text('Name it was sent under, else that of the file.'),
    path: text('Path as the source has it.'),
    mimeType: repeats(text('MIME type.')),
    caption: text('Caption.'),
    totalBytes: integer('Size as the source says.'),
    seconds: integer('Length of audio and video.'),
    width: integer('Width in pixels, where the source says.'),
    height: integer('Height in pixels, where the source says.'),
    file: file('Its contents in the backup.'),
    state: repeats(text<FileReference['state']>('Whether they are there; no-path: it was never downloaded.')),
    thumbnail: file('Its thumbnail in the backup.'),
    thumbnailState: repeats(text<FileReference['state']>('Whether that is there.')),
    url: text('Where WhatsApp kept it, encrypted and for a few weeks only.'),
  },
  indexes: [['message'], ['file']],
  sourceRows: ({ key }) => sourceRowsOf(key, 'db', 'ZWAMEDIAITEM'),
});

/** The call log of the app. */
export const whatsappCalls = table({
  primaryKey: ['key'],
  columns: {
    key: integer('Z_PK of ZWACDCALLEVENT, plus n × 2^48 in the nth app.'),
    app: repeats(text<App>('whatsapp or business.')),
    callId: text('Id of the call.'),
    chat: integer('Key of the chat with that person or group.'),
    at: time('When it began.'),
    seconds: { ...real('How long it lasted.'), format: 'seconds' },
    direction: repeats(
      code<'incoming' | 'outgoing'>('Who called; null where the source does not say.', {
        incoming: 'Incoming',
        outgoing: 'Outgoing',
      }),
    ),
    isVideo: boolean('With video.'),
    isMissed: boolean('The owner missed it.'),
    outcome: repeats(
      code<'connected' | 'missed' | 'failed' | 'rejected'>('How it ended; null for an unknown code.', {
        connected: 'Answered',
        missed: 'Missed',
        failed: 'Failed',
        rejected: 'Declined',
      }),
    ),
    outcomeCode: integer('ZOUTCOME, raw.'),
    handle: handle('The other person’s number, else the JID; null in groups.'),
    name: repeats(text('Their name as WhatsApp knows it, or the name of the group.')),
    groupJid: repeats(text('The group that was called.')),
    creator: repeats(handle('Who began a group call.')),
    participants: repeats(json<readonly Person[]>('The others.')),
    bytesSent: integer('Bytes sent.'),
    bytesReceived: integer('Bytes received.'),
  },
  indexes: [['at'], ['handle']],
  sourceRows: ({ key }) => sourceRowsOf(key, 'calls', 'ZWACDCALLEVENT'),
});

/** The app's own address book: also people without a chat. */
export const whatsappContacts = table({
  primaryKey: ['key'],
  columns: {
    key: integer(
      'Z_PK of ZWAADDRESSBOOKCONTACT (old versions: 2^46 + Z_PK of ZWAPHONE), plus n × 2^48 in the nth app.',
    ),
    app: text<App>('whatsapp or business.'),
    jid: text('Its address, with the phone number where that is known.'),
    handle: handle('The number, else the JID.'),
    name: text('What they are called in it.'),
    businessName: text('What a business calls itself.'),
    about: text('What the person says about themselves.'),
    aboutAt: time('When they wrote that.'),
    username: text('The name by which others find them without a number.'),
    isOnWhatsapp: boolean('The app knew them as somebody who uses WhatsApp.'),
    disappearingSeconds: integer(
      'What the person has set for new chats: messages disappear after so many seconds; 0: never; null: not known.',
    ),
    chat: integer('Key of the chat with them; null where there is none.'),
  },
  indexes: [['handle']],
  sourceRows: ({ key }) => contactSourceRows(key),
});

/** Tables of the WhatsApp artifact. */
export const whatsappTables = {
  whatsapp_chats: whatsappChats,
  whatsapp_chat_items: whatsappChatItems,
  whatsapp_messages: whatsappMessages,
  whatsapp_attachments: whatsappAttachments,
  whatsapp_calls: whatsappCalls,
  whatsapp_contacts: whatsappContacts,
};
