import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { ExtractContext, Extracted, SourceFileBytes } from '../../kit/artifact.ts';
import type { Note } from '../../kit/codes.ts';
import { readAcrossDamage } from '../../kit/damaged-rows.ts';
import { asInteger, asShortText, type Lost, type SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { ownersOfHandles } from '../contacts/owners-of-handles.ts';
import type { AttachmentSource } from './attachments.ts';
import type { Chat } from './chats.ts';
import { Conversations, type Membership } from './conversations.ts';
import { withDrafts } from './drafts.ts';
import { LegacyMessages } from './legacy/legacy-messages.ts';
import { isLegacyTable } from './legacy/legacy-query.ts';
import { anyMessageTable, selectMessages } from './message-query.ts';
import { MessageReader } from './message-reader.ts';
import type { MessageSource } from './message-source.ts';
import { ModernMessages } from './modern-messages.ts';
import { personLookup } from './people.ts';
import { PendingReactions } from './reactions.ts';
import { type RowidRange, rowidRange } from './rowid-range.ts';
import { searchDocument } from './search-document.ts';
import { SentCardReader } from './sent-cards.ts';
import type { MessagePart, messageTables } from './tables.ts';

type Context = Pick<
  ExtractContext<string>,
  'fileAt' | 'file' | 'region' | 'note' | 'found' | 'lost' | 'progress' | 'slice' | 'isExcerpt'
>;
type Output = Extracted<typeof messageTables>;

/** Rows between two reports of progress. */
const PROGRESS_EVERY = 4096;

/**
 * Reads one sms.db: messages by ROWID with attachments and conversation items, then reactions and attachments without a
 * message, then conversations. Memory holds joins (eight bytes per pair), reactions and names, but no messages. A slice
 * is a range of ROWIDs: the first one reads data without a message, and conversations are partial.
 *
 * @param drafts texts that were typed but not sent
 * @param addressBook merges the chats with the handles of one person into one conversation
 * @throws UNSUPPORTED_SCHEMA
 */
export function extractMessages(
  db: SqlDatabase,
  addressBook: SqlDatabase | null,
  drafts: readonly SourceFileBytes[],
  context: Context,
): Generator<Output> {
  // Every slice reads the tables around the messages; their losses are counted once.
  let isCounting = context.slice.index === 0;
  const lost: Lost = (reason) => {
    if (isCounting) context.lost(reason);
  };
  const table = anyMessageTable(db, lost);
  const source = isLegacyTable(table)
    ? new LegacyMessages(db, table, context, lost)
    : new ModernMessages(db, table, context, lost);
  const note: Note = (text) => {
    if (isCounting) context.note(text);
  };
  const chats = withDrafts(source.chats, drafts, note);
  const extraction = new MessagesExtraction(source, chats, addressBook, context);
  isCounting = true;
  return extraction.run();
}

class MessagesExtraction {
  readonly #context: Context;
  readonly #source: MessageSource;
  readonly #table: SourceTable;
  readonly #conversations: Conversations;
  readonly #reactions: PendingReactions;
  readonly #attachments: AttachmentSource;
  readonly #reader: MessageReader;
  readonly #cards: SentCardReader;

  constructor(source: MessageSource, chats: readonly Chat[], addressBook: SqlDatabase | null, context: Context) {
    const { table, handles, lookups } = source;
    this.#context = context;
    this.#source = source;
    this.#table = table;
    // Damage to the address book is counted by the contacts artifact.
    const owners =
      addressBook === null ? new Map<string, number>() : ownersOfHandles(addressBook, context.region, () => {});
    const personOf = personLookup(handles.values(), owners);
    this.#conversations = new Conversations(chats, lookups, handles, personOf);
    this.#reactions = new PendingReactions(table, handles);
    this.#attachments = source.attachments;
    this.#reader = new MessageReader(table, source.at, handles, context);
    this.#cards = new SentCardReader(context);
  }

  *run(): Generator<Output> {
    const [context, table, source] = [this.#context, this.#table, this.#source];
    const { at } = source;
    const [attachments, conversations] = [this.#attachments, this.#conversations];
    const range = rowidRange(table, context.slice);
    const isWhole = context.slice.of === 1;
    const total = table.count(isWhole ? '' : `WHERE rowid BETWEEN ${range.first} AND ${range.last}`);
    if (total !== null) context.found(total);
    let read = 0;
    let gaps = 0;
    const rows = readAcrossDamage(
      (first) => selectMessages(table, source.expressions, Math.max(first, range.first), '1', range.last).arrays(),
      (row) => row[at.rowid],
      () => gaps++,
    );
    for (const row of rows) {
      if (++read % PROGRESS_EVERY === 0 && total !== null) context.progress(Math.min(1, read / total));
      const type = row[at.associatedType];
      const isOrdinary = type === 0 || type === null;
      if (!isOrdinary && this.#reactions.holds(row[at.rowid] as number)) {
        // It can be a reaction to a message of another slice.
        if (!isWhole) attachments.leave(row[at.rowid] as number);
        continue;
      }
      for (const record of this.#message(row)) yield record;
    }
    const missing = Math.max(gaps, (total ?? 0) - read);
    if (missing > 0) context.lost(msg('lost.damaged-records.messages'), missing);

    const isFirst = context.slice.index === 0;
    // Of an excerpt it is not known what has no message.
    if (isFirst && !context.isExcerpt) {
      if (!isWhole) this.#leaveToOthers(range);
      yield* this.#orphanedReactions();
      for (const attachment of attachments.orphans()) yield ['message_attachments', attachment];
    }
    for (const conversation of conversations.rows(attachments.locate(conversations.groupPhotos()))) {
      if (isFirst || conversation.lastMessage !== null) yield ['message_conversations', conversation];
    }
  }

  /** Excludes the messages of later slices: their reactions and attachments are not orphans. */
  #leaveToOthers({ last }: RowidRange): void {
    const table = this.#table;
    const expressions = {
      rowid: 'rowid',
      guid: table.value('guid'),
      type: table.integer('associated_message_type'),
    };
    const open = (first: number) => selectMessages(table, expressions, Math.max(first, last + 1)).iterate();
    // Gaps are counted by the slices that contain them.
    for (const { rowid, guid, type } of readAcrossDamage(
      open,
      (row) => row.rowid,
      () => {},
    )) {
      this.#attachments.leave(rowid as number);
      const isOrdinary = type === 0 || type === null;
      if (!isOrdinary && this.#reactions.holds(rowid as number)) continue;
      const text = asShortText(guid);
      if (text !== null) this.#reactions.take(text);
    }
  }

  /** The records of a message with its related rows. A list, because a generator per message is slower. */
  #message(selected: readonly SqlValue[]): Output[] {
    const source = this.#source;
    const { at } = source;
    const row = source.normalise(selected);
    const rowid = row[at.rowid] as number;
    const places = this.#conversations.of(source.placements(row), asInteger(row[at.handle]) ?? 0);
    const first = places[0] as Membership;
    const guid = asShortText(row[at.guid]);
    const reactions = guid === null ? null : this.#reactions.take(guid);
    const read = this.#reader.read(row, {
      conversation: first.conversation.key,
      chatIdentifier: first.chat?.kind === 'direct' ? first.chat.identifier : null,
      deletedAt: first.deletedAt,
      attachmentCount: this.#attachments.count(rowid),
      reactions: reactions?.current ?? null,
      pollUpdates: reactions?.pollUpdates ?? [],
      deletedParts: source.partsDeletedFrom(rowid),
      facts: source.facts(row),
    });
    const attachments =
      read.attachmentCount === 0
        ? []
        : this.#attachments.rowsOf(rowid, (attachment) => partOfAttachment(read.parts, attachment));
    const cards = attachments.length === 0 ? null : this.#cards.read(attachments);
    const message = cards === null ? read : { ...read, contacts: cards.contacts, place: read.place ?? cards.place };
    const keys = places.map(({ conversation }) => conversation.key);
    const records: Output[] = [['messages', message, searchDocument(message, attachments, keys)]];
    for (const attachment of attachments) records.push(['message_attachments', attachment]);
    if (reactions !== null && reactions.rowids.length > 0) records.push(...this.#folded(reactions.rowids));
    for (const thread of this.#reader.threadsOf(message)) {
      const isReply = thread === message.replyTo;
      records.push(['message_threads', { thread, at: message.sentAt ?? 0, message: rowid, isReply }]);
    }
    for (const { conversation, chat, deletedAt } of places) {
      conversation.add(rowid, message.sentAt, message.text, message.service);
      const item = { conversation: conversation.key, at: message.sentAt ?? 0, message: rowid };
      records.push(['message_conversation_items', { ...item, chat: chat?.rowid ?? null, deletedAt }]);
    }
    return records;
  }

  /** The attachments of reactions that were folded into their message: sticker pictures. */
  *#folded(rowids: readonly number[]): Generator<Output> {
    this.#context.note(msg('note.folded-reactions'), rowids.length);
    for (const rowid of rowids) {
      for (const attachment of this.#attachments.rowsOf(rowid, () => null)) yield ['message_attachments', attachment];
    }
  }

  *#orphanedReactions(): Generator<Output> {
    const byRowid = this.#table.arrayLookup(this.#source.expressions);
    for (const rowid of this.#reactions.orphans()) {
      this.#context.note(msg('note.orphaned-reactions'));
      const row = byRowid(rowid);
      if (row !== null) yield* this.#message(row);
    }
  }
}

function partOfAttachment(parts: readonly MessagePart[] | null, guid: string): number | null {
  return parts?.find(({ runs }) => runs.some((run) => run.attachment === guid))?.part ?? null;
}
