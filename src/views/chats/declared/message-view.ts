import type { DeclaredChatRows } from '../../../artifacts/registry.ts';
import type { AttachmentView, MessageView } from '../../../contract/chat.ts';
import type { People } from '../../people/people.ts';
import type { MessageContext } from '../chat-app.ts';
import { emojiReactions } from '../emoji-reactions.ts';
import { callNoteView, eventView } from '../event-view.ts';
import { omitNullish } from '../message-text.ts';
import { senderOf } from '../named-people.ts';
import { replyView } from '../reply-view.ts';

type MessageRow = DeclaredChatRows['message'];
type AttachmentRow = DeclaredChatRows['attachment'];
type Context = MessageContext<MessageRow, AttachmentRow>;

/** What a message answers; null if it answers none. */
export function declaredReply(
  { replyTo, quoted }: MessageRow,
  original: MessageRow | null,
  people: People,
): MessageView['replyTo'] {
  return replyTo === null && quoted === null ? null : replyView(replyTo ?? '', original, quoted, people);
}

/** View of a message of a declared app. */
export function declaredMessageView(app: string, row: MessageRow, people: People, context: Context): MessageView {
  const chat = context.chat ?? row.chat;
  return {
    key: String(row.key),
    guid: row.messageId,
    conversation: chat === null ? null : String(chat),
    kind: row.kind ?? 'unknown',
    sender: senderOf(people, row),
    isFromMe: row.isFromMe ?? false,
    service: app,
    text: row.text,
    subject: null,
    sentAt: row.sentAt,
    deliveredAt: row.deliveredAt,
    readAt: row.readAt,
    editedAt: row.editedAt,
    deletedAt: row.deletedAt,
    deletedBy: null,
    replyTo: declaredReply(row, context.original, people),
    reactions: emojiReactions(row.reactions, people),
    edits: [],
    thread: null,
    translations: [],
    app: null,
    badges: [],
    deletedParts: [],
    announcement: eventView(row, people),
    attachments: context.attachments.map(attachmentView),
    mentions: [],
    status: null,
    isViewOnce: false,
    isStarred: row.isStarred ?? false,
    forwardCount: null,
    location: row.location === null ? null : { ...row.location, accuracy: null, picture: null },
    contactCards: [],
    drawing: null,
    poll: null,
    call: callNoteView(row),
    payment: null,
    links: (row.links ?? []).map(({ url, title }) => ({
      url,
      title,
      summary: null,
      site: null,
      thumbnail: null,
      shared: null,
    })),
    receipts: null,
    balloon: null,
    error: null,
    details: omitNullish({ ...row.details, kindCode: row.kindCode, account: row.account }),
  };
}

function attachmentView(row: AttachmentRow): AttachmentView {
  return {
    key: String(row.key),
    name: row.name,
    mimeType: row.mimeType,
    uti: null,
    bytes: row.totalBytes,
    fileID: row.file,
    state: row.state ?? 'no-path',
    isSticker: row.isSticker ?? false,
    isVoiceMessage: false,
    isHidden: false,
    part: null,
    caption: row.caption,
    transcript: null,
    app: null,
    sticker: null,
    description: null,
    seconds: row.seconds,
    width: row.width,
    height: row.height,
    thumbnail: row.thumbnail === null ? null : { fileID: row.thumbnail, state: 'present' },
  };
}
