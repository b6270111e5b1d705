import { msg } from '../../../locales/messages.ts';
import type { Extracted } from '../../kit/artifact.ts';
import { asInteger, asShortText, type SqlValue } from '../../kit/source-table.ts';
import type { Membership } from './conversations.ts';
import { isSelfContained } from './growth/surroundings.ts';
import type { MessageSurroundings } from './message-reader.ts';
import type { PlainMessage } from './plain/plain-reader.ts';
import { plainDocument, plainItem, plainRow } from './plain/plain-record.ts';
import type { TakenReactions } from './reactions.ts';
import type { Reading } from './reading.ts';
import { searchDocument } from './search-document.ts';
import { SentCardReader } from './sent-cards.ts';
import type { MessagePart, messageTables } from './tables.ts';

/** A row of one of the tables. */
export type MessageRecord = Extracted<typeof messageTables>;

const NO_RECORDS: readonly MessageRecord[] = [];

/** For a message of which only what its own row says is needed. */
const UNPLACED: MessageSurroundings = {
  conversation: 0,
  chatIdentifier: null,
  deletedAt: null,
  attachmentCount: 0,
  reactions: null,
  pollUpdates: [],
  deletedParts: undefined,
  facts: null,
};

/** Makes the records of messages, and at the end those of what has no message, and of conversations. */
export class MessageRecords {
  readonly #reading: Reading;
  readonly #cards: SentCardReader;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#cards = new SentCardReader(reading.context);
  }

  /**
   * The records of a message with its related rows. A list, because a generator per message is slower.
   *
   * @param isOrphan true for a reaction without its message
   */
  of(selected: readonly SqlValue[], isOrphan = false): readonly MessageRecord[] {
    const { context, source, conversations, reader, memory } = this.#reading;
    const noted = context.noted;
    const { at } = source;
    const row = source.normalise(selected);
    const rowid = row[at.rowid] as number;
    const places = conversations.of(source.placements(row), asInteger(row[at.handle]) ?? 0);
    const first = places[0] as Membership;
    const guid = asShortText(row[at.guid]);
    const reactions: TakenReactions | null = guid === null ? null : this.#reading.reactions.take(guid);
    const read = reader.read(row, {
      conversation: first.conversation.key,
      chatIdentifier: first.chat?.kind === 'direct' ? first.chat.identifier : null,
      deletedAt: first.deletedAt,
      attachmentCount: source.attachments.count(rowid),
      reactions: reactions?.current ?? null,
      pollUpdates: reactions?.pollUpdates ?? [],
      deletedParts: source.partsDeletedFrom(rowid),
      facts: source.facts(row),
    });
    const attachments =
      read.attachmentCount === 0
        ? []
        : source.attachments.rowsOf(rowid, (attachment) => partOfAttachment(read.parts, attachment));
    const cards = attachments.length === 0 ? null : this.#cards.read(attachments);
    const message = cards === null ? read : { ...read, contacts: cards.contacts, place: read.place ?? cards.place };
    const keys = places.map(({ conversation }) => conversation.key);
    const document = searchDocument(message, attachments, keys);
    const records: MessageRecord[] = [['messages', message, document]];
    const isKept = context.noted === noted && isSelfContained(message);
    for (const attachment of attachments) records.push(['message_attachments', attachment]);
    if (reactions !== null && reactions.rowids.length > 0) records.push(...this.#folded(reactions.rowids));
    memory?.add(row, message, { places, reactions, isKept, isSearchable: document !== undefined, isOrphan });
    for (const thread of reader.threadsOf(message)) {
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

  /** The records of a plain message: the same that {@link of} makes of its row. */
  *ofPlain(message: PlainMessage): Generator<MessageRecord> {
    const { rowid, guid, sentAt, place } = message;
    const { memory, reader } = this.#reading;
    const reactions = this.#reading.reactions.take(guid);
    const document = plainDocument(message);
    yield ['messages', plainRow(message, reactions?.current ?? null), document];
    // The attachments of its reactions are read before it is known whether it can be kept.
    const folded = reactions === null ? NO_RECORDS : [...this.#folded(reactions.rowids)];
    memory?.addPlain(message, reactions, document !== undefined);
    yield* folded;
    if (reader.replyTargets.has(rowid, guid)) yield ['message_threads', [guid, sentAt ?? 0, rowid, false]];
    place.conversation.add(rowid, sentAt, message.body.text, message.service);
    yield ['message_conversation_items', plainItem(message)];
  }

  /** Text and service of a message that is not read. */
  excerptOf(row: readonly SqlValue[]): [text: string | null, service: string | null] {
    const { text, service } = this.#reading.reader.read(row, UNPLACED);
    return [text, service];
  }

  /** The attachments of reactions that were folded into their message: sticker pictures. */
  *#folded(rowids: readonly number[]): Generator<MessageRecord> {
    const { context, source } = this.#reading;
    context.note(msg('note.folded-reactions'), rowids.length);
    for (const rowid of rowids) {
      for (const attachment of source.attachments.rowsOf(rowid, () => null)) yield ['message_attachments', attachment];
    }
  }

  /** Reactions whose message is missing, as messages. */
  *orphanedReactions(): Generator<MessageRecord> {
    const { context, source, reactions } = this.#reading;
    const byRowid = source.table.arrayLookup(source.expressions);
    for (const rowid of reactions.orphans()) {
      context.note(msg('note.orphaned-reactions'));
      const row = byRowid(rowid);
      if (row !== null) yield* this.of(row, true);
    }
  }

  /** The conversations, once all messages were counted. Slices after the first have only those with messages. */
  *conversations(): Generator<MessageRecord> {
    const { conversations, source, context } = this.#reading;
    for (const conversation of conversations.rows(source.attachments.locate(conversations.groupPhotos()))) {
      if (context.slice.index === 0 || conversation.lastMessage !== null) yield ['message_conversations', conversation];
    }
  }
}

function partOfAttachment(parts: readonly MessagePart[] | null, guid: string): number | null | undefined {
  return parts?.find(({ runs }) => runs.some((run) => run.attachment === guid))?.part;
}
