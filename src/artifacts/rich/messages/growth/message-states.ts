import { type Column, packColumns, unpackColumns } from '../../../kit/growth/packed-columns.ts';
import { PageList } from '../../../kit/growth/page-list.ts';

/** Properties of a row of `message` at a reading. */
export const FLAG = {
  /** It can be kept if nothing that it is made of has changed. */
  kept: 1,
  /** It has a search document. */
  searchable: 2,
  /** It was folded into the message that it refers to, or would have been. */
  reaction: 4,
  /** A reaction that became a record of its own, because its message is missing. */
  orphan: 8,
  /** It names a message that it answers. */
  reply: 16,
  /** It can name a handle besides its own. */
  announcement: 32,
} as const;

/** What is remembered of a row of `message` when it is read. */
export interface MessageState {
  readonly rowid: number;
  /** UTC milliseconds. */
  readonly at: number | null;
  /** ROWID of its handle. */
  readonly handle: number;
  /** Fingerprint of its surroundings. */
  readonly a: number;
  readonly b: number;
  /** Of {@link FLAG}. */
  readonly flags: number;
}

const PAGE_COLUMNS = PageList.columns;
const MAX_UINT32 = 2 ** 32 - 1;

/** The states of all rows of `message` at a reading, in columns, and the files of all attachments. */
export class MessageStates {
  readonly pages: PageList;
  /** UTC milliseconds; NaN for none. */
  readonly times: Float64Array<ArrayBuffer>;
  /** ROWIDs of handles; 0 for none. */
  readonly handles: Uint32Array<ArrayBuffer>;
  readonly a: Uint32Array<ArrayBuffer>;
  readonly b: Uint32Array<ArrayBuffer>;
  /** Of {@link FLAG}. */
  readonly flags: Uint8Array<ArrayBuffer>;
  /** ROWID of the message that a reaction was folded into; 0 for none. */
  readonly targets: Uint32Array<ArrayBuffer>;
  /** ROWID of the message that a reply answers; 0 for none. */
  readonly threads: Uint32Array<ArrayBuffer>;
  /** The pages of `attachment`. */
  readonly attachments: PageList;
  /** Hashes of where the files of attachments are; NaN if it is not known. */
  readonly files: Float64Array<ArrayBuffer>;
  /** What announcements can name: handles up to this ROWID, and the two halves of their fingerprint. */
  readonly named = new Float64Array(3);
  #filled = 0;
  #isBroken = false;

  /** Empty states of the rows of these pages. */
  constructor(pages: PageList, attachments: PageList) {
    const { length } = pages.rowids;
    this.pages = pages;
    this.attachments = attachments;
    this.times = new Float64Array(length);
    this.handles = new Uint32Array(length);
    this.a = new Uint32Array(length);
    this.b = new Uint32Array(length);
    this.flags = new Uint8Array(length);
    this.targets = new Uint32Array(length);
    this.threads = new Uint32Array(length);
    this.files = new Float64Array(attachments.rowids.length);
  }

  /** Adds the state of the next row. */
  add({ rowid, at, handle, a, b, flags }: MessageState): void {
    const position = this.#filled++;
    if (this.pages.rowids[position] !== rowid) {
      this.#isBroken = true;
      return;
    }
    const isFit = Number.isInteger(handle) && handle >= 0 && handle <= MAX_UINT32;
    this.times[position] = at ?? Number.NaN;
    this.handles[position] = isFit ? handle : 0;
    this.a[position] = a;
    this.b[position] = b;
    this.flags[position] = isFit ? flags : flags & ~FLAG.kept;
  }

  /** Adds the states of the next rows, which are those from one position of earlier states to before another. */
  addKept(earlier: MessageStates, from: number, end: number): void {
    const position = this.#filled;
    this.times.set(earlier.times.subarray(from, end), position);
    this.handles.set(earlier.handles.subarray(from, end), position);
    this.a.set(earlier.a.subarray(from, end), position);
    this.b.set(earlier.b.subarray(from, end), position);
    this.flags.set(earlier.flags.subarray(from, end), position);
    this.targets.set(earlier.targets.subarray(from, end), position);
    this.threads.set(earlier.threads.subarray(from, end), position);
    this.#filled += end - from;
  }

  /** Adds flags to the row with this ROWID. */
  mark(rowid: number, flag: number): void {
    const position = this.#positionOf(rowid);
    if (position !== -1) this.flags[position] = (this.flags[position] as number) | flag;
  }

  /** Adds the state of the next row, a reaction; the rest is known when its message is. */
  addReaction(rowid: number): void {
    const position = this.#filled++;
    if (this.pages.rowids[position] !== rowid) this.#isBroken = true;
    else this.flags[position] = FLAG.reaction;
  }

  /** Notes which message a reaction was folded into, before or after it was added. */
  fold(reaction: number, message: number, handle: number, { a, b }: Pick<MessageState, 'a' | 'b'>): void {
    const position = this.#positionOf(reaction);
    if (position === -1) return;
    this.#setReference(this.targets, reaction, message);
    this.#setReference(this.handles, reaction, handle);
    this.a[position] = a;
    this.b[position] = b;
  }

  /** Notes which message a reply answers, after it was added; null for one that is missing. */
  setThread(reply: number, message: number | null): void {
    this.mark(reply, FLAG.reply);
    this.#setReference(this.threads, reply, message ?? 0);
  }

  /** Notes the handles up to a ROWID, which announcements can name, by their fingerprint. */
  setNamed(last: number, { a, b }: Pick<MessageState, 'a' | 'b'>): void {
    this.named.set([last, a, b]);
  }

  #setReference(column: Uint32Array, rowid: number, message: number): void {
    const position = this.#positionOf(rowid);
    if (message < 0 || message > MAX_UINT32) this.#isBroken = true;
    else if (position !== -1) column[position] = message;
  }

  #positionOf(rowid: number): number {
    const position = this.pages.positionOf(rowid);
    if (position === -1) this.#isBroken = true;
    return position;
  }

  /** Makes these states useless: rows are missing in the reading, or it was of something odd. */
  discard(): void {
    this.#isBroken = true;
  }

  /** False if a row was missed: then these states describe another reading. */
  get isComplete(): boolean {
    return !this.#isBroken && this.#filled === this.pages.rowids.length;
  }

  /** Time of the row at a position. */
  timeAt(position: number): number | null {
    const at = this.times[position] as number;
    return Number.isNaN(at) ? null : at;
  }

  /** As bytes; `key` must be given to read them. Their memory is freed meanwhile: they are of no use afterwards. */
  takeEncoded(key: string): Uint8Array<ArrayBuffer> {
    return packColumns(key, [...this.pages.takeColumns(), ...this.attachments.takeColumns(), ...this.#columns]);
  }

  get #columns(): readonly Column[] {
    const { times, handles, a, b, flags, targets, threads, files, named } = this;
    return [times, handles, a, b, flags, targets, threads, files, named];
  }

  /** The states that were encoded with this key; null if they cannot be used. */
  static decode(bytes: Uint8Array, key: string): MessageStates | null {
    const columns = unpackColumns(bytes, key);
    if (columns === null) return null;
    const pages = PageList.of(columns.slice(0, PAGE_COLUMNS));
    const attachments = PageList.of(columns.slice(PAGE_COLUMNS, 2 * PAGE_COLUMNS));
    if (pages === null || attachments === null) return null;
    const states = new MessageStates(pages, attachments);
    const values = columns.slice(2 * PAGE_COLUMNS);
    for (const [index, column] of states.#columns.entries()) {
      const stored = values[index];
      if (stored === undefined || stored.byteLength !== column.byteLength) return null;
      new Uint8Array(column.buffer).set(new Uint8Array(stored));
    }
    states.#filled = pages.rowids.length;
    return states;
  }
}
