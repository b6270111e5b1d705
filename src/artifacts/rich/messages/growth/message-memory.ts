import { isSqliteError } from '../../../../backup/source-database/sqlite-error.ts';
import { asInteger, asShortText, type SourceTable, type SqlValue } from '../../../kit/source-table.ts';
import type { Membership } from '../conversations.ts';
import type { MessageReader, MessageRow } from '../message-reader.ts';
import type { ModernMessages } from '../modern-messages.ts';
import type { PlainMessage } from '../plain/plain-reader.ts';
import type { TakenReactions } from '../reactions.ts';
import { repliesByRowid } from './lookups.ts';
import { FLAG, type MessageStates } from './message-states.ts';
import { Surroundings } from './surroundings.ts';

/** Stands for the message of an attachment that has none. */
export const NO_MESSAGE = 0;

/** Facts about a message that decide whether it can be kept next time. */
export interface RememberedFacts {
  readonly places: readonly Membership[];
  readonly reactions: TakenReactions | null;
  readonly isKept: boolean;
  readonly isSearchable: boolean;
  /** True for a reaction whose message is missing. */
  readonly isOrphan: boolean;
}

/** Remembers what the next reading compares, while messages are read. */
export class MessageMemory {
  readonly states: MessageStates;
  readonly surroundings: Surroundings;
  readonly #source: ModernMessages;

  constructor(states: MessageStates, source: ModernMessages) {
    this.states = states;
    this.surroundings = new Surroundings(source);
    this.#source = source;
  }

  /** Remembers a message that was read. */
  add(row: readonly SqlValue[], { sentAt, announcement }: MessageRow, facts: RememberedFacts): void {
    const { places, reactions, isKept, isSearchable, isOrphan } = facts;
    const { states, surroundings } = this;
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
    this.#addReactionsTo(rowid, reactions);
  }

  /** Remembers a plain message. */
  addPlain(message: PlainMessage, reactions: TakenReactions | null, isSearchable: boolean): void {
    const { rowid, sentAt, handle, place } = message;
    const isKept = rowid !== NO_MESSAGE && this.surroundings.areSteady(rowid, reactions);
    const flags = (isKept ? FLAG.kept : 0) | (isSearchable ? FLAG.searchable : 0);
    this.states.add({ rowid, at: sentAt, handle, a: place.a, b: place.b, flags });
    this.#addReactionsTo(rowid, reactions);
  }

  #addReactionsTo(rowid: number, reactions: TakenReactions | null): void {
    if (reactions === null) return;
    const { states, surroundings } = this;
    for (const { message, handleRowid } of reactions.rows) {
      states.fold(message, rowid, handleRowid, surroundings.ofReaction(message, handleRowid));
    }
    for (const message of reactions.pollUpdates) {
      states.fold(message, rowid, 0, surroundings.ofReaction(message, 0));
    }
  }

  /**
   * Remembers what is known when all is read: which messages replies answer, where the files of attachments are, and
   * which handles announcements can name.
   *
   * @param some ROWIDs of the messages that were read, null for all
   * @param earlier states of those that were not
   */
  addRelations(
    table: SourceTable,
    { highestHandle, replyTargets }: MessageReader,
    some: readonly number[] | null = null,
    earlier: MessageStates | null = null,
  ): void {
    const { states, surroundings } = this;
    const last = Math.max(highestHandle, earlier?.named[0] ?? 0);
    states.setNamed(last, surroundings.ofHandles(last));
    try {
      for (const [reply, guid] of repliesByRowid(table, some)) states.setThread(reply, replyTargets.keyOf(guid));
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      states.discard();
    }
    const { attachments } = this.#source;
    for (const [position, rowid] of states.attachments.rowids.entries()) {
      states.files[position] = attachments.placeOf(rowid);
    }
  }
}
