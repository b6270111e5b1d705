import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { Extracted, GrowthContext, RemovedUnit } from '../../kit/artifact.ts';
import type { Note } from '../../kit/codes.ts';
import { readAcrossDamage } from '../../kit/damaged-rows.ts';
import { RowMatches } from '../../kit/growth/row-matches.ts';
import { asInteger, asShortText, type Lost, type SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { isSqliteError } from '../../kit/sqlite-error.ts';
import { ownersOfHandles } from '../contacts/owners-of-handles.ts';
import type { AttachmentSource } from './attachments.ts';
import type { Chat } from './chats.ts';
import { Conversations, type Membership } from './conversations.ts';
import { withDrafts } from './drafts.ts';
import { ChangedMessages } from './growth/changed-messages.ts';
import { JoinReader } from './growth/join-reader.ts';
import { repliesByRowid } from './growth/lookups.ts';
import { pagesOf } from './growth/message-pages.ts';
import { FLAG, type MessageStates } from './growth/message-states.ts';
import { isSelfContained, Surroundings } from './growth/surroundings.ts';
import { TrialContext } from './growth/trial-context.ts';
import { WatchedContext } from './growth/watched-context.ts';
import { LegacyMessages } from './legacy/legacy-messages.ts';
import { isLegacyTable } from './legacy/legacy-query.ts';
import { anyMessageTable, selectMessages } from './message-query.ts';
import { MessageReader, type MessageRow, type MessageSurroundings } from './message-reader.ts';
import type { MessageSource } from './message-source.ts';
import type { MessagesContext, MessagesStores } from './messages-context.ts';
import { ModernMessages } from './modern-messages.ts';
import { personLookup } from './people.ts';
import { MessageScan, wholeRows } from './plain/message-scan.ts';
import { Places } from './plain/places.ts';
import { type PlainMessage, PlainReader, type ReactionRowid } from './plain/plain-reader.ts';
import { plainDocument, plainItem, plainRow } from './plain/plain-record.ts';
import { PendingReactions, type TakenReactions } from './reactions.ts';
import { ReplyTargets } from './reply-targets.ts';
import { type RowidRange, rowidRange } from './rowid-range.ts';
import { searchDocument } from './search-document.ts';
import { SentCardReader } from './sent-cards.ts';
import type { MessagePart, messageTables } from './tables.ts';

type Output = Extracted<typeof messageTables>;
/** A row of the message query, or a result of the query for plain messages. */
type ScannedMessage = readonly SqlValue[] | PlainMessage | ReactionRowid;

/** Rows between two reports of progress. */
const PROGRESS_EVERY = 4096;

/**
 * Reads one sms.db: messages by ROWID with attachments and conversation items, then reactions and attachments without a
 * message, then conversations. Memory holds joins (eight bytes per pair), reactions and names, but no messages. A slice
 * is a range of ROWIDs: the first one reads data without a message, and conversations are partial.
 *
 * With `growth`, messages of which nothing has changed since the last reading are not read again, if they are most.
 *
 * @param isPlainKnown false to read plain messages as all others, for tests: the records are the same
 * @throws UNSUPPORTED_SCHEMA
 */
export function* extractMessages(
  stores: MessagesStores,
  context: MessagesContext,
  growth: GrowthContext | null = null,
  isPlainKnown = true,
): Generator<Output> {
  const pages = growth === null ? null : pagesOf(stores, growth.earlier, growth.key);
  const earlier = pages?.earlier ?? null;
  if (growth !== null && pages !== null && earlier !== null) {
    const trial = new TrialContext(context);
    const fresh = pages.empty();
    const grown = grow(stores, trial, fresh, earlier);
    if (grown !== null) {
      trial.commit();
      growth.keep(grown.kept, grown.removed);
      yield* grown.records;
      if (fresh.isComplete) growth.remember(pages.takeEncoded(fresh));
      return;
    }
  }
  const states = pages?.empty() ?? null;
  yield* open(stores, context, states).run(isPlainKnown);
  if (growth !== null && pages !== null && states?.isComplete === true) growth.remember(pages.takeEncoded(states));
}

function open(
  { db, addressBook, drafts, image }: MessagesStores,
  context: MessagesContext,
  states: MessageStates | null,
  comparison: Comparison | null = null,
): MessagesExtraction {
  // Every slice reads the tables around the messages; their losses are counted once.
  let isCounting = context.slice.index === 0;
  const watched = new WatchedContext(context);
  const lost: Lost = (reason) => {
    if (isCounting) watched.lost(reason);
  };
  const table = anyMessageTable(db, lost);
  // Damage, which the earlier reading did not find, must be told in the words of SQLite when everything is read.
  const joins = comparison === null || image === null ? null : new JoinReader(db, image());
  const source = isLegacyTable(table)
    ? new LegacyMessages(db, table, watched, lost)
    : new ModernMessages(db, table, watched, lost, joins);
  const note: Note = (text) => {
    if (isCounting) context.note(text);
  };
  const chats = withDrafts(source.chats, drafts, note);
  const extraction = new MessagesExtraction(source, chats, addressBook, watched, states, comparison);
  isCounting = true;
  return extraction;
}

/** An earlier reading, and which rows are still the same. */
interface Comparison {
  readonly earlier: MessageStates;
  readonly matches: RowMatches;
}

/** What has changed since the last reading. */
interface Grown {
  /** Number of messages whose records were kept. */
  readonly kept: number;
  readonly removed: readonly RemovedUnit[];
  readonly records: readonly Output[];
}

function isWholeRow(row: ScannedMessage): row is readonly SqlValue[] {
  return Array.isArray(row);
}

const NO_RECORDS: readonly Output[] = [];

/** Stands for the message of an attachment that has none. */
const NO_MESSAGE = 0;

/** Maximum number of messages that are read because they changed: their records are held in memory until all is known. */
const MAX_CHANGED = 25_000;

/**
 * Reads what has changed since `earlier`. Null if that is most of them, or not known: then everything must be read, and
 * nothing of this attempt counts.
 */
function grow(
  stores: MessagesStores,
  context: MessagesContext,
  states: MessageStates,
  earlier: MessageStates,
): Grown | null {
  const matches = new RowMatches(states.pages, earlier.pages);
  if (matches.changed > Math.min(MAX_CHANGED, states.pages.rowids.length / 2)) return null;
  try {
    return open(stores, context, states, { earlier, matches }).grow(earlier);
  } catch (error) {
    if (isSqliteError(error)) return null;
    throw error;
  }
}

class MessagesExtraction {
  readonly #context: WatchedContext;
  readonly #source: MessageSource;
  readonly #table: SourceTable;
  readonly #conversations: Conversations;
  readonly #reactions: PendingReactions;
  readonly #attachments: AttachmentSource;
  readonly #reader: MessageReader;
  readonly #cards: SentCardReader;
  /** Filled while messages are read; null if nothing is remembered. */
  readonly #states: MessageStates | null;
  readonly #surroundings: Surroundings | null;
  readonly #places: Places;
  /** Null for a generation of the database without a query for plain messages. */
  readonly #plainReader: PlainReader | null;
  /** What must be read again; null for everything. */
  readonly #changes: ChangedMessages | null;

  constructor(
    source: MessageSource,
    chats: readonly Chat[],
    addressBook: SqlDatabase | null,
    context: WatchedContext,
    states: MessageStates | null,
    comparison: Comparison | null,
  ) {
    const { table, handles, lookups } = source;
    this.#context = context;
    this.#source = source;
    this.#table = table;
    // Damage to the address book is counted by the contacts artifact.
    const owners =
      addressBook === null ? new Map<string, number>() : ownersOfHandles(addressBook, context.region, () => {});
    const personOf = personLookup(handles.values(), owners);
    this.#conversations = new Conversations(chats, lookups, handles, personOf);
    this.#attachments = source.attachments;
    this.#cards = new SentCardReader(context);
    this.#states = source instanceof ModernMessages ? states : null;
    this.#surroundings = this.#states === null ? null : new Surroundings(source as ModernMessages);
    this.#places = new Places(this.#conversations, handles, this.#surroundings);
    const changes = this.#compare(comparison);
    this.#changes = changes;
    const some = changes === null ? null : [...changes.rowids, ...changes.reactions()];
    this.#reactions = new PendingReactions(table, handles, some);
    const replyTargets = new ReplyTargets(
      table,
      changes === null ? null : { replies: changes.rowids, targets: changes.targetsOfReplies() },
    );
    this.#reader = new MessageReader(table, source.at, handles, context, replyTargets);
    this.#plainReader =
      source instanceof ModernMessages ? new PlainReader(source, this.#reactions, this.#places) : null;
  }

  #compare(comparison: Comparison | null): ChangedMessages | null {
    const [source, surroundings, states] = [this.#source, this.#surroundings, this.#states];
    if (comparison === null || surroundings === null || states === null) return null;
    const modern = source as ModernMessages;
    return new ChangedMessages(states, comparison.earlier, comparison.matches, {
      source: modern,
      surroundings,
      places: this.#places,
      placesOf: (rowid, handle) => this.#conversations.of(modern.placementsOf(rowid), handle),
    });
  }

  *run(isPlainKnown: boolean): Generator<Output> {
    const [context, table, source] = [this.#context, this.#table, this.#source];
    const { at } = source;
    const attachments = this.#attachments;
    const range = rowidRange(table, context.slice);
    const isWhole = context.slice.of === 1;
    const total = table.count(isWhole ? '' : `WHERE rowid BETWEEN ${range.first} AND ${range.last}`);
    if (total !== null) context.found(total);
    let read = 0;
    let gaps = 0;
    const rows = readAcrossDamage(
      this.#scan(range, isPlainKnown),
      (row) => (isWholeRow(row) ? row[at.rowid] : row.rowid),
      () => gaps++,
    );
    for (const row of rows) {
      if (++read % PROGRESS_EVERY === 0 && total !== null) context.progress(Math.min(1, read / total));
      if (!isWholeRow(row)) {
        if (row.place !== null) yield* this.#plain(row);
        else {
          if (!isWhole) attachments.leave(row.rowid);
          this.#states?.addReaction(row.rowid);
        }
        continue;
      }
      const type = row[at.associatedType];
      const isOrdinary = type === 0 || type === null;
      if (!isOrdinary && this.#reactions.holds(row[at.rowid] as number)) {
        // It can be a reaction to a message of another slice.
        if (!isWhole) attachments.leave(row[at.rowid] as number);
        this.#states?.addReaction(row[at.rowid] as number);
        continue;
      }
      for (const record of this.#message(row)) yield record;
    }
    const missing = Math.max(gaps, (total ?? 0) - read);
    if (missing > 0) context.lost(msg('lost.damaged-records.messages'), missing);
    if (missing > 0 || total === null) this.#states?.discard();

    const isFirst = context.slice.index === 0;
    // Of an excerpt it is not known what has no message.
    if (isFirst && !context.isExcerpt) {
      if (!isWhole) this.#leaveToOthers(range);
      yield* this.#withoutMessage();
    }
    yield* this.#conversationRows();
    this.#rememberRelations(null);
  }

  /** Opens the messages from a ROWID on; plain ones are rows of their own query. */
  #scan(range: RowidRange, isPlainKnown: boolean): (first: number) => Iterable<ScannedMessage> {
    const source = this.#source;
    const plain = this.#plainReader;
    if (plain === null || !isPlainKnown) return (first) => wholeRows(source, range, first);
    const scan = new MessageScan(source, range, (row) => plain.read(row));
    return (first) => scan.from(first);
  }

  /** The records of a plain message: those of {@link #message}. */
  *#plain(message: PlainMessage): Generator<Output> {
    const { rowid, guid, sentAt, place } = message;
    const reactions = this.#reactions.take(guid);
    const document = plainDocument(message);
    yield ['messages', plainRow(message, reactions?.current ?? null), document];
    const folded = reactions === null ? NO_RECORDS : [...this.#folded(reactions.rowids)];
    if (this.#states !== null) this.#rememberPlain(message, reactions, document !== undefined);
    yield* folded;
    if (this.#reader.replyTargets.has(rowid, guid)) yield ['message_threads', [guid, sentAt ?? 0, rowid, false]];
    place.conversation.add(rowid, sentAt, message.body.text, message.service);
    yield ['message_conversation_items', plainItem(message)];
  }

  #rememberPlain(message: PlainMessage, reactions: TakenReactions | null, isSearchable: boolean): void {
    const { rowid, sentAt, handle, place } = message;
    const isKept = rowid !== NO_MESSAGE && this.#surroundings?.areSteady(rowid, reactions) === true;
    const flags = (isKept ? FLAG.kept : 0) | (isSearchable ? FLAG.searchable : 0);
    this.#states?.add({ rowid, at: sentAt, handle, a: place.a, b: place.b, flags });
    this.#rememberReactions(rowid, reactions);
  }

  /** Notes which message reactions belong to. */
  #rememberReactions(rowid: number, reactions: TakenReactions | null): void {
    const [states, surroundings] = [this.#states, this.#surroundings];
    if (states === null || surroundings === null || reactions === null) return;
    for (const { message, handleRowid } of reactions.rows) {
      states.fold(message, rowid, handleRowid, surroundings.ofReaction(message, handleRowid));
    }
    for (const message of reactions.pollUpdates) {
      states.fold(message, rowid, 0, surroundings.ofReaction(message, 0));
    }
  }

  /**
   * Notes what is known when all is read: which messages replies answer, where the files of attachments are, and which
   * handles announcements can name.
   */
  #rememberRelations(some: readonly number[] | null, earlier: MessageStates | null = null): void {
    const [states, surroundings] = [this.#states, this.#surroundings];
    if (states === null || surroundings === null) return;
    const last = Math.max(this.#reader.highestHandle, earlier?.named[0] ?? 0);
    states.setNamed(last, surroundings.ofHandles(last));
    try {
      for (const [reply, guid] of repliesByRowid(this.#table, some)) {
        states.setThread(reply, this.#reader.replyTargets.keyOf(guid));
      }
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      states.discard();
    }
    const { attachments } = this.#source as ModernMessages;
    for (const [position, rowid] of states.attachments.rowids.entries()) {
      states.files[position] = attachments.placeOf(rowid);
    }
  }

  /** Reactions and attachments whose message is missing. */
  *#withoutMessage(): Generator<Output> {
    yield* this.#orphanedReactions();
    for (const attachment of this.#attachments.orphans()) yield ['message_attachments', attachment];
  }

  *#conversationRows(): Generator<Output> {
    const [conversations, isFirst] = [this.#conversations, this.#context.slice.index === 0];
    for (const conversation of conversations.rows(this.#attachments.locate(conversations.groupPhotos()))) {
      if (isFirst || conversation.lastMessage !== null) yield ['message_conversations', conversation];
    }
  }

  /** Reads the messages of which something has changed. Null if everything must be read. */
  grow(earlier: MessageStates): Grown | null {
    const [context, table, source, states] = [this.#context, this.#table, this.#source, this.#states];
    const changes = this.#changes;
    if (states === null || changes === null || !(source instanceof ModernMessages)) return null;
    const { rowids } = states.pages;
    if (changes.rowids.length > MAX_CHANGED) return null;
    const byRowid = table.arrayLookup(source.expressions);
    const isKept = new Uint8Array(earlier.pages.rowids.length);
    const records: Output[] = [];
    let kept = 0;
    let folded = 0;
    context.found(rowids.length);
    for (let position = 0; position < rowids.length; ) {
      const end = changes.endOfKept(position);
      const shift = (changes.before[position] as number) - position;
      if (end > position) states.addKept(earlier, position + shift, end + shift);
      for (; position < end; position++) {
        const before = position + shift;
        const home = changes.homeAt(position);
        if (home !== null) {
          isKept[before] = 1;
          kept++;
          const at = earlier.timeAt(before);
          for (const { conversation } of home) conversation.addKept(rowids[position] as number, at);
        } else if (!changes.isRead(earlier.targets[before] as number)) {
          // Reactions have no records, but for those of messages that are read again.
          isKept[before] = 1;
          folded++;
        }
      }
      if (position === rowids.length) break;
      if (changes.isChanged[position] === 0) continue;
      const rowid = rowids[position++] as number;
      if (this.#reactions.holds(rowid)) {
        states.addReaction(rowid);
        continue;
      }
      const row = byRowid(rowid);
      if (row === null || asShortText(row[source.at.guid]) !== row[source.at.guid]) return null;
      records.push(...this.#message(row));
    }
    if (folded > 0) context.note(msg('note.folded-reactions'), folded);
    records.push(...this.#orphanedReactions());
    const { attachments } = source;
    attachments.leaveWhere((message) => {
      const position = states.pages.positionOf(message);
      return position !== -1 && changes.isChanged[position] === 0;
    });
    for (const orphan of attachments.orphansAmong(states.attachments.rowids))
      records.push(['message_attachments', orphan]);
    for (const conversation of this.#conversations) {
      const { keptMessage } = conversation;
      const row = keptMessage === null ? null : byRowid(keptMessage);
      if (row === null && keptMessage !== null) return null;
      if (row !== null) conversation.complete(...this.#excerptOf(row));
    }
    records.push(...this.#conversationRows());
    this.#rememberRelations(changes.rowids, earlier);
    // Attachments without a message.
    const removed: RemovedUnit[] = [{ key: NO_MESSAGE }];
    isKept.forEach((flag, before) => {
      if (flag === 1) return;
      const isSearchable = ((earlier.flags[before] as number) & FLAG.searchable) !== 0;
      const key = earlier.pages.rowids[before] as number;
      removed.push({ key, ...(isSearchable ? { at: earlier.timeAt(before) } : {}) });
    });
    return { kept, removed, records };
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
  #message(selected: readonly SqlValue[], { reactions: given, isOrphan = false }: MessageOptions = {}): Output[] {
    const source = this.#source;
    const noted = this.#context.noted;
    const { at } = source;
    const row = source.normalise(selected);
    const rowid = row[at.rowid] as number;
    const places = this.#conversations.of(source.placements(row), asInteger(row[at.handle]) ?? 0);
    const first = places[0] as Membership;
    const guid = asShortText(row[at.guid]);
    const taken = (): TakenReactions | null => (guid === null ? null : this.#reactions.take(guid));
    const reactions = given === undefined ? taken() : given;
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
    const document = searchDocument(message, attachments, keys);
    const records: Output[] = [['messages', message, document]];
    const isKept = this.#context.noted === noted && isSelfContained(message);
    for (const attachment of attachments) records.push(['message_attachments', attachment]);
    if (reactions !== null && reactions.rowids.length > 0) records.push(...this.#folded(reactions.rowids));
    if (this.#states !== null) {
      const isSearchable = document !== undefined;
      this.#remember(row, message, { places, reactions, isKept, isSearchable, isOrphan });
    }
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

  #remember(row: readonly SqlValue[], { sentAt, announcement }: MessageRow, facts: RememberedFacts): void {
    const { places, reactions, isKept, isSearchable, isOrphan } = facts;
    const [states, surroundings] = [this.#states, this.#surroundings];
    if (states === null || surroundings === null) return;
    const { at } = this.#source;
    const rowid = row[at.rowid] as number;
    // References lead by GUID from one message to another.
    if (asShortText(row[at.guid]) !== row[at.guid]) states.discard();
    if (isOrphan) states.mark(rowid, FLAG.orphan);
    else {
      const handle = asInteger(row[at.handle]) ?? 0;
      const canBeKept = isKept && rowid !== NO_MESSAGE && surroundings.areSteady(rowid, reactions);
      const { a, b } = surroundings.of(rowid, handle, places);
      const flags =
        (canBeKept ? FLAG.kept : 0) |
        (isSearchable ? FLAG.searchable : 0) |
        (announcement === null ? 0 : FLAG.announcement);
      states.add({ rowid, at: sentAt, handle, a, b, flags });
    }
    this.#rememberReactions(rowid, reactions);
  }

  /** Text and service of a message that was not read. */
  #excerptOf(row: readonly SqlValue[]): [text: string | null, service: string | null] {
    const { text, service } = this.#reader.read(row, UNPLACED);
    return [text, service];
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
      if (row !== null) yield* this.#message(row, { isOrphan: true });
    }
  }
}

/** How a message is read. */
interface MessageOptions {
  /** The reactions to it, if they were taken already. */
  readonly reactions?: TakenReactions | null | undefined;
  /** True for a reaction without its message. */
  readonly isOrphan?: boolean;
}

/** Facts about a message that decide whether it can be kept next time. */
interface RememberedFacts {
  readonly places: readonly Membership[];
  readonly reactions: TakenReactions | null;
  readonly isKept: boolean;
  readonly isSearchable: boolean;
  readonly isOrphan: boolean;
}

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

function partOfAttachment(parts: readonly MessagePart[] | null, guid: string): number | null {
  return parts?.find(({ runs }) => runs.some((run) => run.attachment === guid))?.part ?? null;
}
