import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { type LostMessage, msg, type NoteMessage } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import type { NamedRows } from '../../kit/named-rows.ts';
import { asInteger, asNumber, type Lost, type Row } from '../../kit/source-table.ts';
import { type AttachmentRow, Attachments } from './attachments.ts';
import type { Chat } from './chat.ts';
import type { Chats } from './chats.ts';
import { type Content, readContent } from './content.ts';
import type { Directory } from './directory.ts';
import { LOOKUP } from './growth/message-trace.ts';
import type { References } from './growth/references.ts';
import type { ChatEvent, Location, MessageStatus, Person, QuotedMessage, RawFacts, Receipts } from './json-types.ts';
import type { KeySpace } from './keys.ts';
import { Links } from './links.ts';
import { type MediaColumn, type MediaItem, MediaItems } from './media.ts';
import { mentionsIn } from './mentions.ts';
import { type InfoColumn, MessageInfos } from './message-infos.ts';
import { isViewOnce, kindOfType } from './message-kind.ts';
import { type JoinedMessage, type MessageColumns, PART } from './message-query.ts';
import type { Metadata } from './metadata.ts';
import { ownName } from './names.ts';
import { Payments } from './payments.ts';
import { QuotedMessages, type SomeReplies } from './quoted-messages.ts';
import type { ReceiptInfo } from './receipt-info.ts';
import { memberOf, senderOf } from './sender.ts';
import type { whatsappMessages } from './tables.ts';
import { UnknownCodes } from './unknown-codes.ts';
import { asAppleTime, asName, asTrimmed } from './values.ts';

/** A row of `whatsapp_messages`. */
export type MessageRow = RowOf<typeof whatsappMessages>;

/** A message with its files and its chat. */
export interface ReadMessage {
  readonly key: number;
  readonly row: MessageRow;
  readonly attachments: readonly AttachmentRow[];
  readonly chat: Chat;
  /** Z_PK of its session, if the session exists. */
  readonly session: number | null;
  /** Number of its media items, with or without files. */
  readonly mediaCount: number;
}

/** What is known of the tables joined to messages from their pages. */
export interface KnownTables {
  readonly media: References;
  readonly infos: References;
  readonly links: References;
  /** The replies that are read; null for all. */
  readonly replies: SomeReplies | null;
}

/** Callbacks for losses and ledger counts. */
export interface MessageLog {
  note(note: NoteMessage): void;
  lost(reason: LostMessage): void;
}

/** Values of `ZMESSAGESTATUS` of the owner's messages (docs/format/whatsapp.md). */
const STATUSES: ReadonlyMap<number | null, MessageStatus> = new Map([
  [1, 'sent'],
  [6, 'delivered'],
  [8, 'read'],
  [9, 'unsent'],
]);

const NO_ATTACHMENTS: readonly AttachmentRow[] = [];

/** Bit of `ZFLAGS` of a message that was forwarded. */
const FORWARDED = 128;

function isForwarded(flags: number | null): boolean {
  return flags !== null && Math.floor(flags / FORWARDED) % 2 === 1;
}

/** Converts rows of the message query to messages. */
export class MessageReader {
  readonly #directory: Directory;
  readonly #chats: Chats;
  readonly #space: KeySpace;
  readonly #log: MessageLog;
  readonly #media: MediaItems;
  readonly #attachments: Attachments;
  readonly #infos: MessageInfos;
  readonly #links: Links;
  readonly #quoted: QuotedMessages;
  readonly #payments: Payments;
  readonly #unknown: UnknownCodes;

  /** Reads the tables joined to the messages of `db`. */
  constructor(
    db: SqlDatabase,
    directory: Directory,
    chats: Chats,
    space: KeySpace,
    log: MessageLog,
    known: KnownTables | null = null,
  ) {
    const note = (note: NoteMessage): void => log.note(note);
    const lost: Lost = (reason) => log.lost(reason);
    this.#directory = directory;
    this.#chats = chats;
    this.#space = space;
    this.#log = log;
    this.#media = new MediaItems(db, note, lost, known?.media ?? null);
    this.#attachments = new Attachments(directory.app, space, directory.files);
    const person = (jid: string) => directory.names.personIn(jid);
    this.#infos = new MessageInfos(db, person, note, lost, known?.infos ?? null);
    this.#links = new Links(db, directory.files, lost, known?.links ?? null);
    const chatOf = (session: number | null): number => (chats.ofSession(session) ?? chats.ofJid(null)).key;
    this.#quoted = new QuotedMessages(db, chatOf, known?.replies ?? null);
    this.#payments = new Payments(db, directory.names, lost);
    this.#unknown = new UnknownCodes(note);
  }

  /** The rows that are joined to messages. */
  get parts(): { readonly media: NamedRows<MediaColumn>; readonly infos: NamedRows<InfoColumn> } {
    return { media: this.#media.rows, infos: this.#infos.rows };
  }

  /** A message; null if its Z_PK is unusable. Unreadable parts are skipped and logged. */
  read(joined: JoinedMessage): ReadMessage | null {
    const { main: row } = joined;
    const pk = row.pk as number;
    const key = this.#space.key(pk);
    if (key === null) return null;
    if (row.isTooLarge === 1) this.#log.lost(msg('lost.too-large.message-texts'));
    const isFromMe = row.isFromMe === 1;
    const fromJid = asTrimmed(row.fromJid);
    const toJid = asTrimmed(row.toJid);
    const session = asInteger(row.session);
    const ofSession = this.#chats.ofSession(session);
    if (ofSession !== null) this.#directory.trace?.note(LOOKUP.session, session ?? 0, this.#chats.factsOf(ofSession));
    const chat = ofSession ?? this.#chats.ofJid(this.#directory.lids.canonical(isFromMe ? toJid : fromJid));
    const sender = isFromMe ? null : senderOf(chat, asInteger(row.member), fromJid, this.#directory);
    const items = this.#media.of(pk, asInteger(row.mediaItem), joined.part(PART.media) as Row<MediaColumn> | null);
    const media = items[0] ?? null;
    const info = this.#infos.of(pk, asInteger(row.messageInfo), joined.part(PART.info) as Row<InfoColumn> | null);
    const stanzaId = asTrimmed(row.stanzaId);
    const type = asInteger(row.type);
    // A look-up by the id of each message would take a twentieth of all time.
    const kindByType = kindOfType(type ?? 0);
    const isCall = kindByType === 'call';
    const logged = isCall ? (this.#directory.callLog.get(stanzaId ?? '') ?? null) : null;
    const isInGroup = chat.kind === 'group' || chat.kind === 'community';
    const { names, own } = this.#directory;
    const named = kindByType === 'event' ? memberOf(asInteger(row.member), this.#directory) : null;
    const parts = {
      row,
      media,
      info,
      sender: sender?.person ?? null,
      member: named === null ? null : names.person(named.jid),
      own: kindByType === 'event' ? names.personIn(own) : null,
      isInGroup,
      logged,
    };
    const content = readContent(parts, names);
    const { kind } = content;
    this.#countUnknown(row, content);
    const owner = { key, chat: chat.key, kind };
    const attachments =
      items.length === 0 ? NO_ATTACHMENTS : items.flatMap((item) => this.#attachments.row(item, owner) ?? []);
    const quoted = media?.metadata?.quoted ?? null;
    const answered = quoted === null ? null : this.#quoted.find(quoted.stanzaId, pk, chat.key);
    const deleter = kind === 'deleted' ? this.#directory.names.personIn(media?.vcardString ?? null) : null;
    const isEvent = kind === 'event' || (kind === 'call' && kindByType === 'event');
    return {
      key,
      attachments,
      chat,
      session: ofSession === null ? null : session,
      mediaCount: items.length,
      row: {
        key,
        app: this.#directory.app,
        sourceKey: pk,
        chat: chat.key,
        stanzaId,
        isFromMe,
        sender: sender?.person?.handle ?? null,
        senderJid: sender?.sourceJid ?? null,
        senderName: sender === null ? null : this.#nameOf(sender.person, chat, asName(row.pushName)),
        kind,
        typeCode: type,
        text: content.text,
        textSource: content.textSource,
        mentions: mentionsIn(content.text, this.#directory.names),
        sentAt: asAppleTime(row.date),
        storedAt: asAppleTime(row.storedDate),
        sort: asNumber(row.sort),
        isStarred: row.isStarred === 1,
        isViewOnce: isViewOnce(type ?? 0),
        forwardCount: media?.metadata?.forwardCount ?? (isForwarded(asInteger(row.flags)) ? 1 : null),
        replyTo: quoted?.stanzaId ?? null,
        replyToKey: this.#space.key(answered),
        quoted: quoted === null ? null : this.#quotedOf(quoted),
        status: isFromMe && !isEvent ? (STATUSES.get(asInteger(row.status)) ?? null) : null,
        statusCode: asInteger(row.status),
        flagsCode: asInteger(row.flags),
        errorCode: asInteger(row.error) || null,
        receipts: receiptsOf(row, info, (jid) => this.#isOther(jid, chat)),
        reactions: info === null || info.reactions.length === 0 ? null : info.reactions,
        attachmentCount: attachments.length,
        event: this.#withCreator(content.event, chat, isFromMe),
        eventCode: isEvent ? asInteger(row.eventCode) : null,
        deletedBy: deleter?.handle ?? null,
        deletedByName: deleter?.name ?? null,
        location: this.#withPicture(content.location, media),
        contacts: content.contacts,
        poll: content.poll,
        call: content.call,
        payment: this.#payments.of(stanzaId),
        links: this.#links.of(pk, kind === 'link' || kind === 'text' ? (media?.thumbnailPath ?? null) : null),
        raw: rawFacts(row, content, media, chat, toJid),
      },
    };
  }

  /** A place with the picture of the map that its media item has. */
  #withPicture(location: Location | null, media: MediaItem | null): Location | null {
    if (location === null) return null;
    const { fileID, state } = this.#directory.files.media(media?.thumbnailPath ?? null);
    return state === 'no-path' ? location : { ...location, picture: { fileID, state } };
  }

  /**
   * Files whose message is missing.
   * @param isOfOther true for a media item of a message that was not read
   */
  *orphans(isOfOther: (pk: number) => boolean = () => false): Generator<AttachmentRow> {
    for (const item of this.#media.orphans((pk) => this.#attachments.has(pk) || isOfOther(pk))) {
      const row = this.#attachments.row(item, null);
      if (row !== null) yield row;
    }
  }

  /** @param pushName push name of the sender in the message */
  #nameOf(person: Person | null, chat: Chat, pushName: string | null): string | null {
    if (person !== null && person.name !== null) return person.name;
    if (chat.kind === 'channel') return this.#chats.titleOf(chat);
    return pushName === null ? null : ownName(pushName);
  }

  /** True for recipients other than the owner, whose own devices also send receipts. */
  #isOther(jid: string | null, chat: Chat): boolean {
    const known = this.#directory.lids.canonical(jid);
    if (known === null) return true;
    return chat.kind === 'direct' ? known === chat.jid : known !== this.#directory.own;
  }

  #quotedOf({ stanzaId, jid, text, ...gist }: NonNullable<Metadata['quoted']>): QuotedMessage {
    const { names } = this.#directory;
    const mentions = mentionsIn(text, names);
    return { stanzaId, sender: names.personIn(jid), text, ...(mentions === null ? {} : { mentions }), ...gist };
  }

  /** Creator of a group from the group itself, if the event of its creation has none. */
  #withCreator(event: ChatEvent | null, chat: Chat, isFromMe: boolean): ChatEvent | null {
    if (event?.kind !== 'group-created' || event.actor !== null || isFromMe) return event;
    const group = chat.sessions.map(({ pk }) => this.#directory.groups.get(pk)).find((info) => info !== undefined);
    return { ...event, actor: this.#directory.names.personIn(group?.owner ?? null) };
  }

  #countUnknown(row: MessageColumns, { event }: Content): void {
    const type = asInteger(row.type);
    if (type !== null && kindOfType(type) === null) this.#unknown.add('message-type', type);
    if (event?.kind === 'unknown') this.#unknown.add(`event-of-type-${type}`, asInteger(row.eventCode));
  }
}

/** Counters of an outgoing message to a group, and its receipts; null if there are none. */
function receiptsOf(
  row: MessageColumns,
  info: ReceiptInfo | null,
  isOther: (jid: string | null) => boolean,
): Receipts | null {
  let receipts: { -readonly [name in keyof Receipts]: Receipts[name] } | null = null;
  const count = (name: keyof Receipts, value: number | null): void => {
    if (value !== null && value > 0) (receipts ??= {})[name] = value;
  };
  count('delivered', asInteger(row.delivered));
  count('read', asInteger(row.read));
  count('played', asInteger(row.played));
  count('recipients', Math.max(asInteger(row.recipients) ?? 0, info?.recipients.filter(isOther).length ?? 0));
  if (info !== null) {
    count('sentAt', info.sentAt);
    count('statusCode', info.statusCode);
  }
  return receipts;
}

function rawFacts(
  row: MessageColumns,
  { kind, text, event, call }: Content,
  media: MediaItem | null,
  chat: Chat,
  toJid: string | null,
): RawFacts | null {
  const isUnknown = kindOfType(asInteger(row.type) ?? 0) === null || kind === 'unknown' || event?.kind === 'unknown';
  // What is no text of the message, but in its column.
  const written = call !== null || (kind === 'deleted' && text === null) ? asTrimmed(row.text) : null;
  if (!isUnknown && written === null && chat.kind !== 'orphaned' && !media?.metadata?.forwarder) return null;
  const fact = (name: keyof RawFacts, value: string | null | undefined): RawFacts => (value ? { [name]: value } : {});
  const fields = isUnknown ? (media?.metadata?.otherFields ?? []) : [];
  const raw: RawFacts = {
    ...fact('text', written),
    ...fact('vcardString', isUnknown && media?.mimeType === null ? media.vcardString : null),
    ...(fields.length === 0 ? {} : { metadataFields: fields }),
    ...fact('forwarder', media?.metadata?.forwarder),
    ...fact('toJid', chat.kind === 'orphaned' ? toJid : null),
  };
  return Object.keys(raw).length === 0 ? null : raw;
}
