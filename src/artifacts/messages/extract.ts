import type { SourceDatabase } from '../../backup/types.ts';
import type { ExtractContext, Extracted, FileReference, SearchDocument } from '../artifact.ts';
import { asInteger, asShortText, type SqlValue } from '../source-table.ts';
import { describeAnnouncement } from './announcement.ts';
import { type AttachmentRow, Attachments } from './attachments.ts';
import { readChats, readLookups } from './chats.ts';
import { Conversations, type Membership } from './conversations.ts';
import { readAcrossDamage } from './damaged-rows.ts';
import { readHandles } from './handles.ts';
import { MessageChats } from './message-chats.ts';
import { AT, messageExpressions, messageRows, messageTable } from './message-query.ts';
import { MessageReader, type MessageRow } from './message-reader.ts';
import { PendingReactions, reactionType } from './reactions.ts';
import type { MessagePart, messageTables } from './tables.ts';

type Context = Pick<ExtractContext<'db'>, 'fileAt' | 'region' | 'note' | 'found' | 'lost' | 'progress'>;
type Output = Extracted<typeof messageTables>;

/** Rows between two reports of progress. */
const PROGRESS_EVERY = 4096;

/**
 * Reads one sms.db: messages in the order of their ROWID with their attachments and places, then what nobody claimed,
 * then the conversations. Memory holds the joins (eight bytes a pair), the reactions and the names, never the messages.
 *
 * @throws UNSUPPORTED_SCHEMA
 */
export function* extractMessages({ db }: Pick<SourceDatabase, 'db'>, context: Context): Generator<Output> {
  const lost = (reason: string): void => context.lost(reason);
  const fileAt = (domain: string, path: string): FileReference => context.fileAt(domain, path);
  const table = messageTable(db, lost);
  const total = table.count();
  if (total !== null) context.found(total);
  const handles = readHandles(db, context.region, lost);
  const chats = readChats(db, handles, lost);
  const conversations = new Conversations(chats, readLookups(db, lost), handles, (handle) => handle.person);
  const messageChats = new MessageChats(db, lost);
  const reactions = new PendingReactions(table, handles);
  const attachments = new Attachments(db, fileAt, lost);
  const reader = new MessageReader(table, handles, context);
  const expressions = messageExpressions(table);

  /** A message with everything around it. */
  function* emit(row: readonly SqlValue[]): Generator<Output> {
    const rowid = row[AT.rowid] as number;
    const places = conversations.of(messageChats.placements(rowid), asInteger(row[AT.handle]) ?? 0);
    const first = places[0] as Membership;
    const taken = row[AT.guid] === null ? null : reactions.take(asShortText(row[AT.guid]) ?? '');
    if (taken !== null) context.note('folded-reactions', taken.rows);
    const message = reader.read(row, {
      conversation: first.conversation.key,
      chatIdentifier: first.chat?.kind === 'direct' ? first.chat.identifier : null,
      deletedAt: first.deletedAt,
      attachmentCount: attachments.count(rowid),
      reactions: taken?.reactions ?? null,
      deletedParts: messageChats.partsDeletedFrom(rowid),
    });
    const own =
      message.attachmentCount === 0 ? [] : attachments.rowsOf(rowid, (guid) => partOfAttachment(message.parts, guid));
    const keys = places.map(({ conversation }) => conversation.key);
    yield ['messages', message, searchDocument(message, own, keys)];
    for (const attachment of own) yield ['message_attachments', attachment];
    for (const { conversation, chat, deletedAt } of places) {
      conversation.add(rowid, message.sentAt, message.text, message.service);
      const item = { conversation: conversation.key, at: message.sentAt ?? 0, message: rowid };
      yield ['message_conversation_items', { ...item, chat: chat?.rowid ?? null, deletedAt }];
    }
  }

  let read = 0;
  for (const row of readAcrossDamage((first) => messageRows(table, expressions, first), lost)) {
    if (++read % PROGRESS_EVERY === 0 && total !== null) context.progress(Math.min(1, read / total));
    const type = row[AT.associatedType];
    if (type === 0 || type === null || !waits(row)) yield* emit(row);
    else yield* stickersOf(row[AT.rowid] as number);
  }

  /** The pictures of a sticker that was placed on another message. */
  function* stickersOf(rowid: number): Generator<Output> {
    for (const attachment of attachments.rowsOf(rowid, () => null)) yield ['message_attachments', attachment];
  }

  const byRowid = table.select(expressions, 'WHERE rowid = ?');
  for (const rowid of reactions.orphans()) {
    context.note('orphaned-reactions');
    const row = byRowid.get(rowid) as unknown as readonly SqlValue[] | undefined;
    if (row !== undefined) yield* emit(row);
  }
  for (const attachment of attachments.orphans()) yield ['message_attachments', attachment];
  for (const conversation of conversations.rows(attachments.locate(conversations.groupPhotos()))) {
    yield ['message_conversations', conversation];
  }
}

/** True for a row that is kept until the message it reacts to comes. */
function waits(row: readonly SqlValue[]): boolean {
  const type = asInteger(row[AT.associatedType]);
  return type !== null && reactionType(type) !== null && asShortText(row[AT.associatedGuid]) !== null;
}

function partOfAttachment(parts: readonly MessagePart[] | null, guid: string): number | null {
  return parts?.find(({ runs }) => runs.some((run) => run.attachment === guid))?.part ?? null;
}

/** What of a message can be found. Orphaned reactions cannot: their text only quotes the message they belong to. */
function searchDocument(
  message: MessageRow,
  attachments: readonly AttachmentRow[],
  conversations: readonly number[],
): SearchDocument | undefined {
  if (message.kind === 'reaction') return undefined;
  const text =
    message.announcement === null ? searchText(message.subject, message.text) : describeAnnouncement(message.announcement);
  const visible = attachments.filter(({ isHidden }) => !isHidden);
  if (text === '' && visible.length === 0) return undefined;
  const sender = message.isFromMe ? 'me' : message.sender;
  const document = {
    text,
    at: message.sentAt,
    ...(sender === null ? {} : { from: [sender] }),
    in: conversations,
    payload: { conversation: message.conversation, sender: message.sender, isFromMe: message.isFromMe },
  };
  if (visible.length === 0) return document;
  const names = visible.flatMap(({ transferName, filename }) => transferName ?? filename?.split('/').at(-1) ?? []);
  return { ...document, also: names.join(' '), has: ['attachment'] };
}

/** Subject and text without the placeholders of attachments (U+FFFC) and apps (U+FFFD). */
function searchText(subject: string | null, text: string | null): string {
  const body = text === null ? '' : /[\ufffc\ufffd]/.test(text) ? text.replace(/[\ufffc\ufffd]/g, ' ').trim() : text;
  return subject === null ? body : `${subject}\n${body}`;
}
