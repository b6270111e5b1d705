import type { AttachmentView, MessageView, PersonView } from '../../contract/messages.ts';
import { isScheduled } from '../../locales/scheduled.ts';
import { handleText } from '../../model/handle.ts';
import type { MessageContext } from '../chats/chat-app.ts';
import { excerptOf, omitNullish } from '../chats/message-text.ts';
import { announcementView } from './announcement.ts';
import { badgesOf } from './badges.ts';
import type { AttachmentRow, MessageRow, TextRun } from './rows.ts';

/** Resolves the person of a handle; `account` is the owner's address that was used. */
export type PersonOf = (isFromMe: boolean, handle: string | null, account?: string | null) => PersonView;

/** A message with reactions, edits and attachments, and with names for handles. */
export function messageView(
  row: MessageRow,
  person: PersonOf,
  context: MessageContext<MessageRow, AttachmentRow>,
): MessageView {
  const isFromMe = row.isFromMe ?? false;
  const sender = person(isFromMe, row.sender, row.account);
  const conversation = context.chat ?? row.conversation;
  const details = detailsOf(row);
  return {
    key: String(row.key),
    guid: row.guid,
    conversation: conversation === null ? null : String(conversation),
    kind: row.kind ?? 'unknown',
    sender,
    isFromMe,
    service: row.service,
    text: row.text,
    subject: row.subject,
    sentAt: row.sentAt,
    deliveredAt: row.deliveredAt,
    readAt: row.readAt,
    editedAt: row.editedAt,
    deletedAt: context.deletedAt ?? row.deletedAt,
    deletedBy: null,
    replyTo: replyView(row, context.original),
    reactions: reactionViews(row, person, context.stickers),
    edits: (row.edits ?? [])
      .filter(({ unsent, history, deletedAt }) => deletedAt === undefined || unsent || history.length > 1)
      .map(({ part, unsent, history }) => ({ part, unsent, history: history.map(({ at, text }) => ({ at, text })) })),
    thread: null,
    translations: [...(row.translations ?? [])],
    badges: badgesOf(row),
    deletedParts: (row.edits ?? []).flatMap(({ part, history, deletedAt }) =>
      deletedAt === undefined ? [] : [{ part, text: history.at(-1)?.text ?? null, deletedAt }],
    ),
    announcement: row.announcement === null ? null : announcementView(row.announcement, sender, person),
    attachments: attachmentViews(row, context.attachments),
    mentions: (row.parts ?? []).flatMap(({ runs }) =>
      runs.flatMap(({ start, length, mention }) =>
        mention === undefined ? [] : { start, length, person: person(false, mention) },
      ),
    ),
    status: isFromMe ? statusOf(row, details) : null,
    isViewOnce: false,
    isStarred: false,
    forwardCount: null,
    location: row.place === null ? null : { ...row.place, accuracy: null, picture: null },
    contactCards: (row.contacts ?? []).map(({ phones, emails, ...card }) => ({
      ...card,
      phones: [...phones],
      phoneTexts: phones.map((phone) => handleText(phone)),
      emails: [...emails],
    })),
    drawing: row.drawing,
    poll: row.poll === null ? null : pollView(row.poll, person),
    app: row.app === null ? null : appView(row.app),
    call: null,
    payment: null,
    links: row.link === null ? [] : [linkView(row.link, context.attachments)],
    receipts: null,
    balloon: row.balloonBundleId,
    error: row.error === null || row.error === 0 ? null : row.error,
    details,
  };
}

/** Tapbacks and stickers on a message. */
export function reactionViews(
  { reactions }: MessageRow,
  person: PersonOf,
  stickers?: ReadonlyMap<number, readonly AttachmentRow[]>,
): MessageView['reactions'] {
  return (reactions ?? []).map(({ part, kind, emoji, isFromMe, sender, at, message }) => ({
    part,
    kind,
    emoji: emoji ?? null,
    sender: person(isFromMe, sender),
    at,
    count: 1,
    picture: stickerView(stickers?.get(message)),
  }));
}

function appView({ name, url, checkIn, business }: NonNullable<MessageRow['app']>): MessageView['app'] {
  const { expectedAt = null, wasExpectedAt = null, checkedInAt = null } = checkIn ?? {};
  return {
    name: name ?? null,
    url: url ?? null,
    checkIn: checkIn === undefined ? null : { expectedAt, wasExpectedAt, checkedInAt },
    business: business === undefined ? null : { ...business, lines: [...business.lines] },
  };
}

function pollView({ question, options }: NonNullable<MessageRow['poll']>, person: PersonOf): MessageView['poll'] {
  return {
    question,
    options: options.map(({ text, votes }) => ({
      text,
      voters: votes.map(({ isFromMe, sender, at }) => ({ person: person(isFromMe, sender), at })),
    })),
  };
}

/** Delivery state of an outgoing message; none before it is sent. Receipts may be turned off. */
function statusOf(
  { playedAt, readAt, deliveredAt, flags }: MessageRow,
  details: MessageView['details'],
): MessageView['status'] {
  // The phone hands them to Apple's server when they are written.
  if (isScheduled({ details })) return null;
  if (playedAt !== null) return 'played';
  if (readAt !== null) return 'read';
  if (deliveredAt !== null || flags?.includes('delivered') === true) return 'delivered';
  return flags?.includes('sent') === true ? 'sent' : null;
}

/** File name of the pictures of link previews. */
const PREVIEW_PICTURE = /\.pluginPayloadAttachment$/;

/** `picture` is an index into the hidden preview attachments in the order of their keys. */
function linkView(
  { picture, shared, ...link }: NonNullable<MessageRow['link']>,
  attachments: readonly AttachmentRow[],
): MessageView['links'][number] {
  const pictures = attachments
    .filter(({ isHidden, transferName, filename }) => isHidden && PREVIEW_PICTURE.test(transferName ?? filename ?? ''))
    .sort((one, other) => (one.key ?? 0) - (other.key ?? 0));
  const found = picture === null ? undefined : pictures[picture];
  const state = found?.state ?? 'no-path';
  return {
    ...link,
    shared: shared ?? null,
    thumbnail: state === 'no-path' ? null : { fileID: found?.file ?? null, state },
  };
}

/** What a message answers; null if it answers none. */
export function replyView(reply: MessageRow, original: MessageRow | null): MessageView['replyTo'] {
  const { replyTo: guid, replyPart } = reply;
  if (guid === null) return null;
  const words = original === null ? null : quotedPart(original, reply);
  return {
    guid,
    part: replyPart,
    key: original === null ? null : String(original.key),
    excerpt: words === null ? null : excerptOf(words),
    sender: null,
    gist: null,
  };
}

/**
 * The words of the bubble that a reply names; empty for a bubble without words, null for a message without text. Its
 * number counts: the range is that in the text as it was sent, which edits and bubbles that were taken back have moved.
 */
function quotedPart(
  { text, parts, edits }: MessageRow,
  { replyPart: part, replyRange: range }: MessageRow,
): string | null {
  const edit = edits?.find((one) => one.part === part && one.deletedAt === undefined);
  if (edit?.unsent === true) return edit.history.at(-1)?.text ?? '';
  if (text === null) return null;
  const runs = parts?.find((one) => one.part === part)?.runs ?? [];
  if (runs.length > 0) {
    const from = runs.reduce((first, { start }) => Math.min(first, start), text.length);
    return text.slice(
      from,
      runs.reduce((last, { start, length }) => Math.max(last, start + length), from),
    );
  }
  const words = range === null || edits !== null ? '' : text.slice(range.start, range.start + range.length);
  return excerptOf(words) === '' ? text : words;
}

/** The attachments in the order of their places in the text, with those that the database no longer lists. */
function attachmentViews(row: MessageRow, attachments: readonly AttachmentRow[]): AttachmentView[] {
  const named = filesNamedIn(row);
  if (attachments.length === 0 && named.size === 0) return [];
  const places = new Map([...named.keys()].map((guid, place) => [guid, place]));
  const listed = new Set(attachments.map(({ guid }) => guid));
  const gaps = [...named].filter(([guid]) => !listed.has(guid));
  // A listed file which the text does not name may be one of those that it names, by another GUID.
  const others = attachments.filter(({ guid, isHidden }) => isHidden !== true && !places.has(guid ?? ''));
  others.forEach(({ key, guid }, index) => {
    const gap = gaps[index]?.[0];
    if (gap !== undefined) places.set(guid ?? `${key}`, places.get(gap) ?? named.size);
  });
  const isVoice = row.flags?.includes('audio') === true;
  const views = attachments.map((one) => ({
    place: places.get(one.guid ?? `${one.key}`) ?? named.size,
    view: attachmentView(one, named.get(one.guid ?? '')?.run, isVoice),
  }));
  // Balloons of apps name files of their own, which are part of their contents.
  const isOwn = row.kind === 'text' && row.balloonBundleId === null;
  const gone = (isOwn ? gaps.slice(others.length) : []).map(([guid, { part, run }]) => ({
    place: places.get(guid) ?? named.size,
    view: unlistedView(guid, part, run, isVoice),
  }));
  return [...views, ...gone].toSorted((one, other) => one.place - other.place).map(({ view }) => view);
}

/** The files that a text names, by GUID, in the order of their places in it. */
function filesNamedIn({
  parts,
}: MessageRow): ReadonlyMap<string, { readonly part: number | null; readonly run: TextRun }> {
  const runs = (parts ?? []).flatMap(({ part, runs }) => runs.map((run) => ({ part, run })));
  runs.sort((one, other) => one.run.start - other.run.start);
  return new Map(runs.flatMap((one) => (one.run.attachment === undefined ? [] : [[one.run.attachment, one]])));
}

/** A file of which only its place in the text is known. */
function unlistedView(guid: string, part: number | null, run: TextRun, isVoiceMessage: boolean): AttachmentView {
  return {
    key: guid,
    name: run.filename ?? null,
    mimeType: null,
    uti: null,
    bytes: null,
    fileID: null,
    state: 'not-in-backup',
    isSticker: false,
    isVoiceMessage,
    isHidden: false,
    part,
    caption: null,
    transcript: run.transcription ?? null,
    description: null,
    app: null,
    sticker: null,
    seconds: null,
    width: null,
    height: null,
    thumbnail: null,
  };
}

/** The picture of a sticker that was put on a message, among the attachments of its row. */
function stickerView(attachments: readonly AttachmentRow[] = []): AttachmentView | null {
  const sticker = attachments.find(({ isHidden }) => isHidden !== true);
  return sticker === undefined ? null : attachmentView(sticker, undefined, false);
}

function attachmentView(row: AttachmentRow, run: TextRun | undefined, isVoiceMessage: boolean): AttachmentView {
  return {
    key: String(row.key),
    name: row.transferName ?? row.filename?.split('/').at(-1) ?? null,
    mimeType: row.mimeType,
    uti: row.uti,
    bytes: row.totalBytes,
    fileID: row.file,
    state: row.state ?? 'no-path',
    isSticker: row.isSticker ?? false,
    isVoiceMessage,
    isHidden: row.isHidden ?? false,
    part: row.part,
    caption: null,
    transcript: run?.transcription ?? null,
    // Of other stickers the column holds a file name.
    description:
      row.stickerSource === 'genmoji' || (row.stickerSource === null && run?.inline === true) ? row.description : null,
    app: row.app,
    sticker: row.isSticker === true ? { source: row.stickerSource, effect: row.stickerEffect } : null,
    seconds: null,
    width: null,
    height: null,
    thumbnail: null,
  };
}

/** Columns without a field in the view; null values are omitted. */
function detailsOf(row: MessageRow): Record<string, unknown> {
  const { parts, balloonText, flags, expressiveStyle, playedAt, textSource, raw, account } = row;
  return omitNullish({ parts, balloonText, flags, expressiveStyle, playedAt, textSource, raw, account });
}
