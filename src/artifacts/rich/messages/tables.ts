import type { ContactCard } from '../../../formats/vcard.ts';
import { boolean, file, handle, integer, json, repeats, table, text, time } from '../../../model/columns.ts';
import type { Drawing } from '../../../model/drawing.ts';
import type { FileReference } from '../../kit/artifact.ts';
import { sourceRows } from '../../kit/source-rows.ts';

/** A member of a conversation: a person's handle with its services. */
export type Participant = { readonly handle: string; readonly handleKey: string; readonly services: readonly string[] };

/** One source chat of a conversation, which can consist of several merged chats. */
export type SourceChat = {
  readonly rowid: number;
  /** Table of the ROWID if it is not `chat`: iOS 5 and earlier had one for SMS and one for iMessage. */
  readonly table?: 'msg_group' | 'madrid_chat';
  readonly guid: string | null;
  readonly identifier: string | null;
  readonly service: string | null;
  readonly displayName: string | null;
  /** Why it belongs to this conversation: `first`, or merged by Apple's `chat_lookup` or by equal members. */
  readonly merged: 'first' | 'lookup' | 'participants';
  readonly isArchived: boolean;
  /**
   * `chat.is_filtered`, unchanged: 0 known sender, 1 unknown, 2 junk; 3 and above: promotions, transactions and their
   * types.
   */
  readonly filter: number | null;
  readonly readReceipts: boolean | null;
  /** Present if it has a background, or had one that was removed. */
  readonly hasBackground?: boolean;
  /** Summary that the phone made of its newest messages. */
  readonly summary?: string;
  /** Text that was typed but not sent. */
  readonly draft?: string;
};

/** Kind of a reaction. */
export type ReactionKind =
  | 'love'
  | 'like'
  | 'dislike'
  | 'laugh'
  | 'emphasize'
  | 'question'
  | 'emoji'
  | 'sticker-tapback'
  | 'sticker'
  | 'vote';

/** A reaction to a message, after removals and replacements. */
export type Reaction = {
  /** The target bubble; null for the whole balloon. */
  readonly part: number | null;
  readonly kind: ReactionKind;
  readonly emoji?: string;
  readonly isFromMe: boolean;
  /** Null for the owner and for an unknown sender. */
  readonly sender: string | null;
  readonly at: number | null;
  /** ROWID of the reaction's row, which has its attachments (stickers) and payload (votes). */
  readonly message: number;
};

/** A vote for an option of a poll. */
export type PollVote = {
  readonly isFromMe: boolean;
  /** Null for the owner and for an unknown sender. */
  readonly sender: string | null;
  readonly at: number | null;
  /** ROWID of its row. */
  readonly message: number;
};

/** A poll with the last vote of each person. */
export type Poll = {
  readonly question: string | null;
  readonly options: readonly { readonly text: string; readonly votes: readonly PollVote[] }[];
};

/** A message of a business: what can be chosen, or the questions of a form with their answers. */
export type BusinessMessage = {
  readonly kind: 'quick-reply' | 'list' | 'form';
  readonly title: string | null;
  readonly lines: readonly { readonly title: string; readonly subtitle: string | null; readonly isChosen: boolean }[];
};

/** What an app's balloon says beside its words; only what is known. */
export type AppFacts = {
  /** Name of the app. */
  readonly name?: string;
  /** The web address it shares. */
  readonly url?: string;
  /** Times of Check In, UTC milliseconds. */
  readonly checkIn?: {
    readonly expectedAt?: number;
    readonly wasExpectedAt?: number;
    readonly checkedInAt?: number;
  };
  readonly business?: BusinessMessage;
};

/** A run of text with attributes. `start` and `length` are UTF-16 code units of the message's text. */
export type TextRun = {
  readonly start: number;
  readonly length: number;
  /** GUID of the attachment at this position (U+FFFC). */
  readonly attachment?: string;
  readonly filename?: string;
  readonly width?: number;
  readonly height?: number;
  /** True if shown inline like an emoji. */
  readonly inline?: true;
  readonly transcription?: string;
  /** Address of the mentioned person. */
  readonly mention?: string;
  readonly link?: string;
  readonly code?: string;
  /** bold, italic, underline, strikethrough. */
  readonly styles?: readonly string[];
  /** Code of the animation: 4 ripple, 5 big, 6 bloom, 8 nod, 9 shake, 10 jitter, 11 small, 12 explode. */
  readonly effect?: number;
  /**
   * What Data Detectors found: calendarEvent, phoneNumber, address, money, trackingNumber, flight, amount; data for
   * others, such as addresses of the web.
   */
  readonly detected?: readonly string[];
};

/** A bubble of a message. Its id is `part`, not its position: parts can be missing. */
export type MessagePart = { readonly part: number | null; readonly runs: readonly TextRun[] };

/** A stretch of a text, in UTF-16 code units. */
export type TextRange = { readonly start: number; readonly length: number };

/** Changes of one bubble after it was sent. */
export type PartEdit = {
  readonly part: number;
  /** True if it was unsent. */
  readonly unsent: boolean;
  /** All versions of its text, oldest first; the last one is current. Empty for a part that was only unsent. */
  readonly history: readonly {
    readonly at: number | null;
    readonly text: string | null;
    readonly balloon?: string;
    /** Its translation, where the phone made one. */
    readonly translation?: string;
  }[];
  /** Present if this part alone was recently deleted: when, if that is known. */
  readonly deletedAt?: number | null;
};

/** A translation of a part that the phone made. Languages are codes: `fr_FR`. */
export type Translation = {
  readonly part: number;
  readonly text: string;
  readonly from: string | null;
  readonly to: string | null;
};

/** An event in a conversation. `raw` has the source's codes, also for unknown kinds. */
export type Announcement = {
  readonly kind: AnnouncementKind;
  readonly raw: {
    readonly itemType: number;
    readonly actionType: number;
    readonly shareStatus?: number;
    /** `message_action_type`, if it is not 0. */
    readonly keptType?: number;
    /** Present where the owner is the affected person, who has no handle. */
    readonly isOfOwner?: true;
    /** Present where the row names the device that noticed it, not who did it. */
    readonly isUnattributed?: true;
  };
  /** The affected person. */
  readonly handle: string | null;
  /** The new name of the group. */
  readonly title: string | null;
};

/** Kind of an announcement. */
export type AnnouncementKind =
  | 'participant-added'
  | 'participant-changed-number'
  | 'participant-removed'
  | 'group-renamed'
  | 'participant-left'
  | 'group-photo-changed'
  | 'group-photo-removed'
  | 'background-changed'
  | 'background-removed'
  | 'location-sharing-started'
  | 'location-sharing-stopped'
  | 'audio-kept'
  | 'video-kept'
  | 'message-kept'
  | 'shareplay'
  | 'unsent'
  | 'unknown';

/** The stored preview of a link. */
export type LinkPreview = {
  readonly url: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  /** Name of the site. */
  readonly site: string | null;
  /** Index of its picture among the message's hidden attachments; null if it is none of them. */
  readonly picture: number | null;
  /** Facts about what is shared: a song, an app, a place, a document. */
  readonly shared?: SharedItem;
};

/** What a link shares, by the app it comes from; only what is known. */
export type SharedItem = {
  readonly lyrics?: string;
  /** Address of a sample of a song. */
  readonly sample?: string;
  readonly genre?: string;
  readonly platform?: string;
  /** App of a shared document: its name or bundle id. */
  readonly app?: string;
  readonly address?: { readonly [part: string]: string };
};

/** A place that was sent as a link to Apple Maps, as a location card or by Check In. */
export type SentPlace = { readonly latitude: number; readonly longitude: number; readonly name: string | null };

/** Kind of a message. `app`: made by an app (`balloonBundleId`). `reaction`: its target is missing. */
export type MessageKind = 'text' | 'announcement' | 'app' | 'reaction' | 'unknown';

/**
 * Source of a message's text. `recovered`: recovered from a damaged body. `payload`: the text of an app's balloon.
 * `unreadable`: it has a text that could not be read.
 */
export type TextSource = 'attributedBody' | 'column' | 'recovered' | 'payload' | 'none' | 'unreadable';

/** Where a sticker comes from. */
export type StickerSource = 'genmoji' | 'memoji' | 'user' | 'app';

/** Look of a sticker. */
export type StickerEffect = 'normal' | 'outline' | 'comic' | 'puffy' | 'shiny';

/** Source codes without a column of their own, unchanged; only those with information. */
export type RawFacts = {
  readonly associatedType?: number;
  readonly associatedGuid?: string;
  readonly actionType?: number;
  readonly expireState?: number;
  readonly scheduleType?: number;
  readonly scheduleState?: number;
  readonly filterAction?: number;
  readonly filterSubAction?: number;
  /** `flags` of an SMS of iOS 5 or earlier. */
  readonly smsFlags?: number;
  /** `madrid_flags` of an iMessage of iOS 5. */
  readonly madridFlags?: number;
  /** Handles whose devices cannot show the edits. */
  readonly editsHiddenFrom?: readonly string[];
};

/** Conversations: one or several source chats between the same people. */
export const messageConversations = table({
  primaryKey: ['key'],
  columns: {
    key: integer(
      'Lowest ROWID of its chats (iOS 5 and earlier: twice the ROWID, and 1 more for iMessage); negative for messages ' +
        'without a chat, by handle: −1 − ROWID (iOS 5 and earlier: of its first message).',
    ),
    title: text('The name people gave the group.'),
    kind: text<'direct' | 'group' | 'orphaned'>('One person, several, or messages whose chat is gone.'),
    participants: json<readonly Participant[]>('The members without the owner.'),
    service: text('Service of its newest chat: iMessage, SMS, RCS …'),
    chats: json<readonly SourceChat[]>('The chats it was merged from.'),
    messageCount: integer('Messages in it, recently deleted ones included.'),
    firstAt: time('Oldest message.'),
    lastAt: time('Newest message.'),
    lastMessage: integer('Key of the newest message.'),
    lastText: text('Beginning of the newest message.'),
    isArchived: boolean('Every chat of it is archived.'),
    isFiltered: boolean('From an unknown sender or junk.'),
    groupPhoto: file('Picture of the group.'),
    groupPhotoState: text<FileReference['state']>('Whether that picture is in the backup.'),
  },
  indexes: [['lastAt']],
  sourceRows: ({ key, chats }) =>
    key !== null && key < 0
      ? sourceRows('db', ['handle', 'message'], 'ROWID', [-1 - key])
      : (chats ?? []).flatMap(({ rowid, table }) => sourceRows('db', table ?? 'chat', 'ROWID', [rowid])),
});

/** Messages of a conversation in order: one row per message and conversation. */
export const messageConversationItems = table({
  primaryKey: ['conversation', 'at', 'message'],
  large: true,
  columns: {
    conversation: integer('Key of the conversation.'),
    at: time('When the message was sent; 0 when that is unknown.'),
    message: integer('Key of the message.'),
    chat: integer('The chat in the source, as in the key of a conversation; null where the message has none.'),
    deletedAt: time('Recently deleted since then.'),
  },
  sourceRows: ({ message }) => sourceRows('db', 'message', 'ROWID', [message]),
});

/** Messages. Tapbacks and stickers on bubbles are in `reactions` of their targets, votes in `poll`. */
export const messages = table({
  primaryKey: ['key'],
  large: true,
  searched: { text: 'text', payload: ['conversation', 'sender', 'isFromMe'] },
  columns: {
    key: integer('ROWID in the source.'),
    guid: text('GUID, the same on all of the owner’s devices; an SMS of iOS 5 or earlier has none.'),
    conversation: integer('First conversation it stands in.'),
    isFromMe: boolean('The owner sent it.'),
    sender: repeats(handle('Who sent it; null for the owner.')),
    account: repeats(handle('Which of the owner’s addresses was used.')),
    service: repeats(text('iMessage, SMS, RCS, iMessageLite (satellite) …')),
    kind: repeats(text<MessageKind>('What it is.')),
    text: text('The body; U+FFFC stands where an attachment is (see parts).'),
    balloonText: text('Words on the balloon of an app, beside the text.'),
    subject: text('Subject line.'),
    sentAt: time('When it was sent, or received as the device recorded it.'),
    deliveredAt: time('Outgoing: when it was delivered.'),
    readAt: time('Incoming: when the owner read it. Outgoing: when the recipient did, if they say so.'),
    playedAt: time('Voice messages: when it was played.'),
    editedAt: time('Last edit.'),
    deletedAt: time('Recently deleted since then.'),
    replyTo: text('GUID of the message it answers inline.'),
    replyToKey: integer('Key of that message; null where the source has it no more.'),
    replyRange: json<TextRange>('The words in the text of that message that it answers.'),
    replyPart: integer('The bubble it answers.'),
    parts: json<readonly MessagePart[]>('Bubbles and formatting, where there is more than plain text.'),
    attachmentCount: integer('Attachments, hidden ones included.'),
    reactions: json<readonly Reaction[]>('Tapbacks and stickers placed on it.'),
    app: json<AppFacts>('What the balloon of an app says beside its words: its name, a link, times, choices.'),
    poll: json<Poll>('The poll that it is, with its votes.'),
    translations: json<readonly Translation[]>('Translations that the phone made, by bubble.'),
    edits: json<readonly PartEdit[]>('Earlier versions and unsent parts, by bubble.'),
    announcement: json<Announcement>('What happened, where it is no message.'),
    balloonBundleId: text('App that made it.'),
    link: json<LinkPreview>('Preview of the link that it is.'),
    place: json<SentPlace>('The place that its link or location card names, or that Check In shares.'),
    contacts: json<readonly ContactCard[]>('The contacts that were sent with it as files.'),
    drawing: json<Drawing>('The handwriting or Digital Touch that it is, as paths.'),
    expressiveStyle: text('Bubble or screen effect.'),
    error: integer('Not 0: sending failed, with this code.'),
    flags: repeats(json<readonly string[]>('sent, delivered, read, downgraded, audio, satellite …')),
    textSource: repeats(text<TextSource>('Where the text was found.')),
    raw: json<RawFacts>('Further codes, as the source has them.'),
  },
  sourceRows: ({ key }) => sourceRows('db', 'message', 'ROWID', [key]),
});

/** Threads of inline replies: the message that each began with, and its replies. */
export const messageThreads = table({
  primaryKey: ['thread', 'at', 'message'],
  columns: {
    thread: text('GUID of the message it began with.'),
    at: time('When the message was sent; 0 when that is unknown.'),
    message: integer('Key of the message.'),
    isReply: boolean('It is a reply; otherwise the thread began with it.'),
  },
  sourceRows: ({ message }) => sourceRows('db', 'message', 'ROWID', [message]),
});

/** Attachments: one row per attachment and message. */
export const messageAttachments = table({
  primaryKey: ['key', 'message'],
  large: true,
  columns: {
    key: integer('ROWID in the source; that of a part of an MMS of iOS 5 or earlier is negated.'),
    message: integer('Key of the message (also of a reaction); 0 for an attachment of none.'),
    guid: text('GUID.'),
    filename: text('Path on the device.'),
    transferName: text('Name it was sent under.'),
    mimeType: repeats(text('MIME type.')),
    uti: repeats(text('Uniform Type Identifier.')),
    totalBytes: integer('Size as the source says.'),
    file: file('Its contents in the backup.'),
    state: repeats(text<FileReference['state']>('Whether they are there.')),
    isSticker: boolean('It is a sticker.'),
    isHidden: boolean('Not shown: the preview of a link, data of an app.'),
    isOutgoing: boolean('The owner sent it.'),
    createdAt: time('When it was created.'),
    part: integer('Bubble of the message it stands in.'),
    description: text('What a sticker or Genmoji shows.'),
    app: repeats(text('App that it comes from.')),
    stickerSource: repeats(
      text<StickerSource>('Whether a sticker is a Genmoji, a Memoji, made by the user or of another app.'),
    ),
    stickerEffect: repeats(text<StickerEffect>('Look of a sticker; null where its file could not be read.')),
  },
  indexes: [['message'], ['guid'], ['file']],
  sourceRows: ({ key }) =>
    key !== null && key < 0
      ? sourceRows('db', 'msg_pieces', 'ROWID', [-key])
      : sourceRows('db', ['attachment', 'madrid_attachment'], 'ROWID', [key]),
});

/** Tables of the Messages artifact. */
export const messageTables = {
  message_conversations: messageConversations,
  message_conversation_items: messageConversationItems,
  messages,
  message_threads: messageThreads,
  message_attachments: messageAttachments,
};
