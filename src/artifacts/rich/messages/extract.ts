import type { DatabaseSync } from 'node:sqlite';
import { msg } from '../../../locales/messages.ts';
import type { ExtractContext, Extracted } from '../../kit/artifact.ts';
import { readAcrossDamage } from '../../kit/damaged-rows.ts';
import { asInteger, asShortText, type Lost, type SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { ownersOfHandles } from '../contacts/owners-of-handles.ts';
import type { AttachmentSource } from './attachments.ts';
import { Conversations, type Membership } from './conversations.ts';
import { AT, messageRows } from './message-query.ts';
import { MessageReader } from './message-reader.ts';
import { type MessageSource, messageSource } from './message-source.ts';
import { peopleBehind } from './people.ts';
import { PendingReactions } from './reactions.ts';
import { type RowidRange, rowidRange } from './rowid-range.ts';
import { searchDocument } from './search-document.ts';
import type { MessagePart, messageTables } from './tables.ts';

type Context = Pick<ExtractContext<string>, 'fileAt' | 'region' | 'note' | 'found' | 'lost' | 'progress' | 'slice'>;
type Output = Extracted<typeof messageTables>;

/** Rows between two reports of progress. */
const PROGRESS_EVERY = 4096;

/**
 * Reads one sms.db: messages in the order of their ROWID with their attachments and places, then what nobody claimed,
 * then the conversations. Memory holds the joins (eight bytes a pair), the reactions and the names, never the messages.
 * A slice is a range of ROWIDs; what nobody claimed is the first slice's, and conversations are partial.
 *
 * @param addressBook tells which handles are one person's, so that their chats are one conversation
 * @throws UNSUPPORTED_SCHEMA
 */
export function extractMessages(
  db: DatabaseSync,
  addressBook: DatabaseSync | null,
  context: Context,
): Generator<Output> {
  return new MessagesExtraction(db, addressBook, context).run();
}

class MessagesExtraction {
  private readonly context: Context;
  private readonly source: MessageSource;
  private readonly table: SourceTable;
  private readonly conversations: Conversations;
  private readonly reactions: PendingReactions;
  private readonly attachments: AttachmentSource;
  private readonly reader: MessageReader;

  constructor(db: DatabaseSync, addressBook: DatabaseSync | null, context: Context) {
    // Every slice reads the tables around the messages; what is lost there counts once.
    let isReadOnce = context.slice.index === 0;
    const lost: Lost = (reason) => {
      if (isReadOnce) context.lost(reason);
    };
    this.context = context;
    this.source = messageSource(db, context, lost);
    const { table, handles, chats, lookups } = this.source;
    this.table = table;
    // Damage to the address book is the loss of the contacts artifact, and named there.
    const owners =
      addressBook === null ? new Map<string, number>() : ownersOfHandles(addressBook, context.region, () => {});
    const personOf = peopleBehind(handles.values(), owners);
    this.conversations = new Conversations(chats, lookups, handles, personOf);
    this.reactions = new PendingReactions(table, handles);
    this.attachments = this.source.attachments;
    this.reader = new MessageReader(table, handles, context);
    isReadOnce = true;
  }

  *run(): Generator<Output> {
    const { context, table, attachments, conversations } = this;
    const range = rowidRange(table, context.slice);
    const isWhole = context.slice.of === 1;
    const total = table.count(isWhole ? '' : `WHERE rowid BETWEEN ${range.first} AND ${range.last}`);
    if (total !== null) context.found(total);
    let read = 0;
    let gaps = 0;
    const rows = readAcrossDamage(
      (first) => messageRows(table, this.source.expressions, Math.max(first, range.first), '1', range.last),
      () => gaps++,
    );
    for (const row of rows) {
      if (++read % PROGRESS_EVERY === 0 && total !== null) context.progress(Math.min(1, read / total));
      const type = row[AT.associatedType];
      const isOrdinary = type === 0 || type === null;
      if (!isOrdinary && this.reactions.holds(row[AT.rowid] as number)) {
        // It may be folded into a message of another slice.
        if (!isWhole) attachments.leave(row[AT.rowid] as number);
        continue;
      }
      for (const record of this.message(row)) yield record;
    }
    const missing = Math.max(gaps, (total ?? 0) - read);
    if (missing > 0) context.lost(msg('lost.damaged-records.messages'), missing);

    const isFirst = context.slice.index === 0;
    if (isFirst) {
      if (!isWhole) this.leaveToOthers(range);
      yield* this.orphanedReactions();
      for (const attachment of attachments.orphans()) yield ['message_attachments', attachment];
    }
    for (const conversation of conversations.rows(attachments.locate(conversations.groupPhotos()))) {
      if (isFirst || conversation.lastMessage !== null) yield ['message_conversations', conversation];
    }
  }

  /** Passes over what later slices read: reactions to it and its attachments are nobody's orphans. */
  private leaveToOthers({ last }: RowidRange): void {
    const { table } = this;
    const expressions = ['rowid', table.value('guid'), table.integer('associated_message_type')];
    const open = (first: number) => messageRows(table, expressions, Math.max(first, last + 1));
    // Gaps are counted by the slices in which they lie.
    for (const [rowid, guid, type] of readAcrossDamage(open, () => {})) {
      this.attachments.leave(rowid as number);
      const isOrdinary = type === 0 || type === null;
      if (!isOrdinary && this.reactions.holds(rowid as number)) continue;
      const text = asShortText(guid);
      if (text !== null) this.reactions.take(text);
    }
  }

  /** A message with everything around it. A list, since a generator for each of a million messages takes its time. */
  private message(selected: readonly SqlValue[]): Output[] {
    const { source } = this;
    const row = source.normalise(selected);
    const rowid = row[AT.rowid] as number;
    const places = this.conversations.of(source.placements(row), asInteger(row[AT.handle]) ?? 0);
    const first = places[0] as Membership;
    const guid = asShortText(row[AT.guid]);
    const reactions = guid === null ? null : this.reactions.take(guid);
    const message = this.reader.read(row, {
      conversation: first.conversation.key,
      chatIdentifier: first.chat?.kind === 'direct' ? first.chat.identifier : null,
      deletedAt: first.deletedAt,
      attachmentCount: this.attachments.count(rowid),
      reactions: reactions?.standing ?? null,
      deletedParts: source.partsDeletedFrom(rowid),
      facts: source.facts(row),
    });
    const attachments =
      message.attachmentCount === 0
        ? []
        : this.attachments.rowsOf(rowid, (attachment) => partOfAttachment(message.parts, attachment));
    const keys = places.map(({ conversation }) => conversation.key);
    const records: Output[] = [['messages', message, searchDocument(message, attachments, keys)]];
    for (const attachment of attachments) records.push(['message_attachments', attachment]);
    if (reactions !== null) records.push(...this.folded(reactions.rowids));
    for (const { conversation, chat, deletedAt } of places) {
      conversation.add(rowid, message.sentAt, message.text, message.service);
      const item = { conversation: conversation.key, at: message.sentAt ?? 0, message: rowid };
      records.push(['message_conversation_items', { ...item, chat: chat?.rowid ?? null, deletedAt }]);
    }
    return records;
  }

  /** What is left of reactions that were folded into their message: the pictures of stickers. */
  private *folded(rowids: readonly number[]): Generator<Output> {
    this.context.note(msg('note.folded-reactions'), rowids.length);
    for (const rowid of rowids) {
      for (const attachment of this.attachments.rowsOf(rowid, () => null)) yield ['message_attachments', attachment];
    }
  }

  private *orphanedReactions(): Generator<Output> {
    const byRowid = this.table.lookup(this.source.expressions);
    for (const rowid of this.reactions.orphans()) {
      this.context.note(msg('note.orphaned-reactions'));
      const row = byRowid(rowid);
      if (row !== null) yield* this.message(row);
    }
  }
}

function partOfAttachment(parts: readonly MessagePart[] | null, guid: string): number | null {
  return parts?.find(({ runs }) => runs.some((run) => run.attachment === guid))?.part ?? null;
}
