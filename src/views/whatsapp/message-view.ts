import type { AttachmentView, MessageView } from '../../contract/chat.ts';
import { handleText } from '../../model/handle.ts';
import type { MessageContext } from '../chats/chat-app.ts';
import { emojiReactions } from '../chats/emoji-reactions.ts';
import { callNoteView, eventView } from '../chats/event-view.ts';
import { withNames } from '../chats/message-bubbles.ts';
import { omitNullish } from '../chats/message-text.ts';
import { namedPerson, senderOf } from '../chats/named-people.ts';
import { replyView } from '../chats/reply-view.ts';
import type { People } from '../people/people.ts';
import { markupRuns } from './markup.ts';
import { pollView } from './poll-view.ts';
import type { WhatsappAttachmentRow, WhatsappMessageRow } from './rows.ts';

/** A text that may mention people. */
interface Mentioning {
  readonly text: string | null;
  readonly mentions?: WhatsappMessageRow['mentions'] | undefined;
}

type Context = MessageContext<WhatsappMessageRow, WhatsappAttachmentRow>;

/** View of a WhatsApp message. */
export function whatsappMessageView(row: WhatsappMessageRow, people: People, context: Context): MessageView {
  const isFromMe = row.isFromMe ?? false;
  return {
    key: String(row.key),
    guid: row.stanzaId,
    conversation: row.chat === null ? null : String(row.chat),
    kind: row.kind ?? 'unknown',
    sender: senderOf(people, row),
    isFromMe,
    service: row.app,
    text: row.text,
    subject: null,
    sentAt: row.sentAt,
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    deletedAt: null,
    deletedBy: row.deletedBy === null ? null : people.withHandle(row.deletedBy, undefined, row.deletedByName),
    replyTo: whatsappReply(row, context.original, people),
    reactions: emojiReactions(row.reactions, people),
    edits: [],
    thread: null,
    translations: [],
    app: null,
    badges: [],
    deletedParts: [],
    announcement: eventView(row, people),
    attachments: context.attachments.map((attachment) => attachmentView(attachment, row.kind)),
    mentions: mentionsOf(row, people),
    status: statusOf(row),
    isViewOnce: row.isViewOnce ?? false,
    isStarred: row.isStarred ?? false,
    forwardCount: row.forwardCount,
    location: row.location === null ? null : locationView(row.location),
    contactCards: (row.contacts ?? []).map(({ name, phones, emails, vcard }) => ({
      name,
      phones: [...phones],
      phoneTexts: phones.map((phone) => handleText(phone)),
      emails: [...emails],
      vcard,
    })),
    drawing: null,
    poll: row.poll === null ? null : pollView(row.poll, people),
    call: callNoteView(row),
    payment: paymentView(row.payment, people),
    links: (row.links ?? []).map(({ url, title, summary, thumbnail, thumbnailState }) => ({
      site: null,
      url,
      title,
      summary,
      shared: null,
      thumbnail: thumbnailState === 'no-path' ? null : { fileID: thumbnail, state: thumbnailState },
    })),
    receipts: receiptsView(row.receipts),
    balloon: null,
    error: row.errorCode === null || row.errorCode === 0 ? null : row.errorCode,
    details: detailsOf(row),
  };
}

/** Played is a counter beside the state; a message counts as played when all its recipients played it. */
function statusOf({ status, receipts }: WhatsappMessageRow): MessageView['status'] {
  const { played = 0, recipients = 0 } = receipts ?? {};
  return status === 'read' && recipients > 0 && played >= recipients ? 'played' : status;
}

function locationView({ picture, ...place }: NonNullable<WhatsappMessageRow['location']>): MessageView['location'] {
  return { ...place, picture: picture ?? null };
}

function paymentView(payment: WhatsappMessageRow['payment'], people: People): MessageView['payment'] {
  if (payment === null) return null;
  const { amount, currency, at, sender, receiver, transactionId, statusCode, errorCode } = payment;
  const named = (person: typeof sender) => (person === null ? null : namedPerson(people, person));
  return {
    amount,
    currency,
    at,
    sender: named(sender),
    receiver: named(receiver),
    transactionId,
    statusCode,
    errorCode,
  };
}

function withNamesIn(row: WhatsappMessageRow, people: People): WhatsappMessageRow {
  return row.mentions === null ? row : { ...row, text: namedText(row, people) };
}

/** A text as the app shows it, with the names of the people mentioned. */
export function namedText({ text, mentions }: Mentioning, people: People): string | null {
  return text === null || !mentions ? text : withNames(text, mentionsOf({ mentions }, people));
}

function receiptsView(receipts: WhatsappMessageRow['receipts']): MessageView['receipts'] {
  if (receipts === null) return null;
  const { delivered = null, read = null, played = null, recipients = null } = receipts;
  return { delivered, read, played, recipients };
}

/** Voice notes are Ogg Opus; other sounds were sent as files. */
const VOICE = /^audio\/ogg\b/i;

function attachmentView(row: WhatsappAttachmentRow, kind: WhatsappMessageRow['kind']): AttachmentView {
  return {
    key: String(row.key),
    name: row.fileName ?? row.path?.split('/').at(-1) ?? null,
    mimeType: row.mimeType,
    uti: null,
    bytes: row.totalBytes,
    fileID: row.file,
    state: row.state ?? 'no-path',
    isSticker: kind === 'sticker',
    isVoiceMessage: kind === 'audio' && (VOICE.test(row.mimeType ?? '') || /\.opus$/i.test(row.path ?? '')),
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
    thumbnail:
      row.thumbnailState === null || row.thumbnailState === 'no-path'
        ? null
        : { fileID: row.thumbnail, state: row.thumbnailState },
  };
}

function mentionsOf({ mentions }: Pick<WhatsappMessageRow, 'mentions'>, people: People): MessageView['mentions'] {
  return (mentions ?? []).map(({ start, length, person }) => ({ start, length, person: namedPerson(people, person) }));
}

/** What a message answers; null if it answers none. */
export function whatsappReply(
  { replyTo, quoted }: WhatsappMessageRow,
  original: WhatsappMessageRow | null,
  people: People,
): MessageView['replyTo'] {
  const guid = replyTo ?? quoted?.stanzaId ?? null;
  if (guid === null) return null;
  const quote = quoted === null ? null : { ...quoted, text: namedText(quoted, people) };
  return replyView(guid, original === null ? null : withNamesIn(original, people), quote, people);
}

/** Columns without a field in the view; null values are omitted. */
function detailsOf(row: WhatsappMessageRow): Record<string, unknown> {
  const { storedAt, typeCode, statusCode, flagsCode, eventCode, textSource, senderJid, senderName, raw } = row;
  const sentAt = row.receipts?.sentAt;
  const runs = markupRuns(row.text ?? '');
  return omitNullish({
    parts: runs.length === 0 ? null : [{ part: null, runs }],
    storedAt,
    acceptedAt: sentAt,
    typeCode,
    statusCode,
    flagsCode,
    eventCode,
    textSource,
    senderJid,
    senderName,
    raw,
  });
}
