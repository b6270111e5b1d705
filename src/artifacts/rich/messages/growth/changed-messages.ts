import { RowMatches } from '../../../kit/growth/row-matches.ts';
import type { Membership } from '../conversations.ts';
import type { ModernMessages } from '../modern-messages.ts';
import type { Places } from '../plain/places.ts';
import { messagesNamedBy } from './lookups.ts';
import { FLAG, type MessageStates } from './message-states.ts';
import type { Surroundings } from './surroundings.ts';

/** Stands for the conversations of a row that has none or must be read. */
const NO_HOME = -1;

/** The surroundings of messages now. */
export interface CurrentSurroundings {
  readonly source: ModernMessages;
  readonly surroundings: Surroundings;
  readonly places: Places;
  /** The conversations of a message. */
  readonly placesOf: (rowid: number, handle: number) => readonly Membership[];
}

/**
 * The messages that must be read again since an earlier reading: those of changed pages, and those whose records
 * depend on something that has changed. The work is by what has changed, but for one pass over numbers of all rows.
 */
export class ChangedMessages {
  /** 1 for each row, by position, that must be read. */
  readonly isChanged: Uint8Array;
  /** Positions of rows in the earlier states, or -1. */
  readonly before: Int32Array;
  /** ROWIDs of the rows that must be read, in no order. */
  readonly rowids: number[] = [];
  readonly #read = new Set<number>();
  readonly #states: MessageStates;
  readonly #matches: RowMatches;
  readonly #earlier: MessageStates;
  readonly #now: CurrentSurroundings;
  readonly #isThere: Uint8Array;
  /** Positions of reactions and replies whose rows are as they were. */
  readonly #referring: number[] = [];
  /** By position: the number of its place, {@link NO_HOME}, or one below that for a list of {@link #otherHomes}. */
  readonly #homes: Int32Array;
  readonly #otherHomes: (readonly Membership[])[] = [];

  /**
   * @param states of the rows now, without contents
   * @throws an error of SQLite if a table is damaged
   */
  constructor(states: MessageStates, earlier: MessageStates, matches: RowMatches, now: CurrentSurroundings) {
    this.#states = states;
    this.#matches = matches;
    this.#earlier = earlier;
    this.#now = now;
    this.before = matches.before;
    this.#isThere = matches.isThere;
    this.isChanged = new Uint8Array(this.before.length);
    this.#homes = new Int32Array(this.before.length).fill(NO_HOME);
    this.#compareRows();
    this.#addGone();
    this.#addAttachments();
    for (const rowid of messagesNamedBy(now.source.table, this.rowids)) this.#add(rowid);
  }

  /** The conversations of the row at a position, if it is kept; null for a reaction. */
  homeAt(position: number): readonly Membership[] | null {
    const home = this.#homes[position] as number;
    if (home >= 0) return this.#now.places.at(home).memberships;
    return this.#otherHomes[NO_HOME - 1 - home] ?? null;
  }

  /** Where the rows end that begin at a position, are kept and followed each other earlier; the position if it is not kept. */
  endOfKept(position: number): number {
    return this.#matches.endOfKept(position, this.isChanged);
  }

  /** ROWIDs of reactions to the messages that must be read. */
  reactions(): readonly number[] {
    return this.#references(this.#earlier.targets).map(([reaction]) => reaction);
  }

  /** ROWIDs of messages among those that must be read that unchanged replies name. */
  targetsOfReplies(): readonly number[] {
    return [...new Set(this.#references(this.#earlier.threads).map(([, message]) => message))];
  }

  /** True for the ROWID of a message that must be read. */
  isRead(rowid: number): boolean {
    return rowid !== 0 && this.#read.has(rowid);
  }

  /** Unchanged reactions or replies, each with its message, which must be read. */
  #references(messages: Uint32Array): [rowid: number, message: number][] {
    const { rowids } = this.#states.pages;
    return this.#referring.flatMap((position): [number, number][] => {
      const message = messages[this.before[position] as number] as number;
      return this.isChanged[position] === 0 && this.isRead(message) ? [[rowids[position] as number, message]] : [];
    });
  }

  /** Adds a message by ROWID; nothing happens if there is none. With a reaction goes the message that it belongs to. */
  #add(rowid: number): void {
    for (let next = rowid; next !== 0; ) {
      const position = this.#states.pages.positionOf(next);
      if (position === -1 || this.isChanged[position] === 1) return;
      this.#addAt(position);
      const before = this.before[position] as number;
      next = before === -1 ? 0 : (this.#earlier.targets[before] as number);
    }
  }

  #addAt(position: number): void {
    const rowid = this.#states.pages.rowids[position] as number;
    this.isChanged[position] = 1;
    this.rowids.push(rowid);
    this.#read.add(rowid);
  }

  /** Adds what refers to or is referred to by rows that changed or are gone. */
  #addGone(): void {
    const { targets, threads } = this.#earlier;
    for (let before = 0; before < targets.length; before++) {
      if (this.#isThere[before] === 1) continue;
      this.#add(targets[before] as number);
      this.#add(threads[before] as number);
    }
  }

  /** Adds rows of changed pages and those whose surroundings are others; notes the conversations of the rest. */
  #compareRows(): void {
    const { rowids } = this.#states.pages;
    const { flags } = this.#earlier;
    // Announcements are kept as long as they find the same handles.
    const asked = FLAG.kept | (this.#hasSameHandles() ? 0 : FLAG.announcement);
    for (let position = 0; position < rowids.length; position++) {
      const rowid = rowids[position] as number;
      const before = this.before[position] as number;
      const flag = before === -1 ? 0 : (flags[before] as number);
      if ((flag & (FLAG.reaction | FLAG.reply)) !== 0) this.#referring.push(position);
      if (before === -1 || this.#refersToChanges(before, flag)) this.#add(rowid);
      else if ((flag & FLAG.reaction) !== 0) {
        if (!this.#isSameReaction(rowid, before)) this.#add(rowid);
      } else if ((flag & asked) !== FLAG.kept) this.#add(rowid);
      else {
        const home = this.#sameHome(rowid, before);
        if (home === NO_HOME) this.#add(rowid);
        else this.#homes[position] = home;
      }
    }
  }

  /** True if the message that a reaction or reply names is missing, or on a page that changed. */
  #refersToChanges(before: number, flag: number): boolean {
    if ((flag & (FLAG.reaction | FLAG.reply)) === 0) return false;
    const { targets, threads } = this.#earlier;
    if ((flag & FLAG.orphan) !== 0) return true;
    if ((flag & FLAG.reaction) !== 0 && !this.#isUnchanged(targets[before] as number)) return true;
    return (flag & FLAG.reply) !== 0 && !this.#isUnchanged(threads[before] as number);
  }

  /** True if the row of a message is as it was. */
  #isUnchanged(rowid: number): boolean {
    const position = rowid === 0 ? -1 : this.#states.pages.positionOf(rowid);
    return position !== -1 && this.before[position] !== -1;
  }

  /** True if all handles that announcements could name are as they were. */
  #hasSameHandles(): boolean {
    const [last = 0, ...before] = this.#earlier.named;
    const { a, b } = this.#now.surroundings.ofHandles(last);
    return a === before[0] && b === before[1];
  }

  #isSameReaction(rowid: number, before: number): boolean {
    const { a, b } = this.#now.surroundings.ofReaction(rowid, this.#earlier.handles[before] as number);
    return a === this.#earlier.a[before] && b === this.#earlier.b[before];
  }

  /** The conversations of a message, as {@link #homes} has them, if its surroundings are as they were. */
  #sameHome(rowid: number, before: number): number {
    const { source, places, surroundings, placesOf } = this.#now;
    const { a, b, handles } = this.#earlier;
    const handle = handles[before] as number;
    const hasAttachments = source.attachments.has(rowid);
    const chat = hasAttachments ? -1 : source.onlyChat(rowid);
    const place = chat < 0 ? null : places.of(chat, handle);
    if (place !== null) return place.a === a[before] && place.b === b[before] ? place.number : NO_HOME;
    if (source.partsDeletedFrom(rowid) !== undefined) return NO_HOME;
    const memberships = placesOf(rowid, handle);
    const print = surroundings.of(rowid, handle, memberships);
    if (print.a !== a[before] || print.b !== b[before]) return NO_HOME;
    return NO_HOME - this.#otherHomes.push(memberships);
  }

  /** Adds the messages of attachments whose row or file is another one. */
  #addAttachments(): void {
    const { attachments } = this.#now.source;
    const [now, earlier] = [this.#states, this.#earlier];
    const matches = new RowMatches(now.attachments, earlier.attachments);
    attachments.locateAll();
    const changed = new Set(matches.changedRowids(now.attachments));
    for (const rowid of matches.goneRowids(earlier.attachments)) changed.add(rowid);
    const { rowids } = now.attachments;
    for (let position = 0; position < rowids.length; position++) {
      const rowid = rowids[position] as number;
      const before = matches.before[position] as number;
      if (before !== -1 && attachments.placeOf(rowid) !== earlier.files[before]) changed.add(rowid);
    }
    if (changed.size === 0) return;
    for (const message of attachments.messagesWith((attachment) => changed.has(attachment))) this.#add(message);
  }
}
