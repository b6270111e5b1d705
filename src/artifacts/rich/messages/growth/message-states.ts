import { hash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { TablePage } from '../../../../formats/sqlite-table-pages.ts';

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
} as const;

/** What is remembered of a row of `message`. */
export interface MessageState {
  readonly rowid: number;
  /** UTC milliseconds. */
  readonly at: number | null;
  /** ROWID of its handle. */
  readonly handle: number;
  /** Fingerprint of everything outside its row that its records are made of. */
  readonly a: number;
  readonly b: number;
  /** Of {@link FLAG}. */
  readonly flags: number;
}

const DIGEST_BYTES = 16;
const MAX_UINT32 = 2 ** 32 - 1;
/** Bytes of a row in the columns below. */
const ROW_BYTES = 8 + 8 + 4 + 4 + 4 + 1;
const PAGE_BYTES = 4 + DIGEST_BYTES;
/** Of the key, and of the numbers of pages and rows. */
const KEY_BYTES = 32;
const HEAD_BYTES = KEY_BYTES + 8;
/** Larger ones are of no real phone. */
const MAX_BYTES = 512 * 1024 * 1024;

/** The leaf pages of `message`, by ROWID: how many rows each has, and the digest of all that they are made of. */
export class PageList {
  readonly rowids: Float64Array;
  /** Position of the first row of each page, and at last the number of rows. */
  readonly starts: Uint32Array;
  readonly #digests: Uint8Array;

  private constructor(rowids: Float64Array, starts: Uint32Array, digests: Uint8Array) {
    this.rowids = rowids;
    this.starts = starts;
    this.#digests = digests;
  }

  /** Reads all pages. @throws MalformedTable */
  static read(pages: Iterable<TablePage>): PageList {
    const rowids: Float64Array[] = [];
    const starts = [0];
    const digests: Buffer[] = [];
    let count = 0;
    for (const page of pages) {
      rowids.push(page.rowids);
      count += page.rowids.length;
      starts.push(count);
      const [first] = page.bytes;
      const bytes = page.bytes.length === 1 ? (first as Uint8Array) : Buffer.concat(page.bytes);
      digests.push(hash('sha256', bytes, 'buffer').subarray(0, DIGEST_BYTES));
    }
    const all = new Float64Array(count);
    let at = 0;
    for (const part of rowids) {
      all.set(part, at);
      at += part.length;
    }
    return new PageList(all, Uint32Array.from(starts), Buffer.concat(digests));
  }

  /** Restores a list from its parts. */
  static of(rowids: Float64Array, starts: Uint32Array, digests: Uint8Array): PageList {
    return new PageList(rowids, starts, digests);
  }

  /** Position of a row; -1 if there is none with this ROWID. */
  positionOf(rowid: number): number {
    const { rowids } = this;
    let low = 0;
    for (let high = rowids.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if ((rowids[middle] as number) < rowid) low = middle + 1;
      else high = middle;
    }
    return rowids[low] === rowid ? low : -1;
  }

  /** Number of pages. */
  get length(): number {
    return this.starts.length - 1;
  }

  /** The digests, one after the other. */
  get digests(): Uint8Array {
    return this.#digests;
  }

  /** True if a page consists of the same bytes as one of another list. */
  isSame(page: number, other: PageList, otherPage: number): boolean {
    const digest = this.#digests.subarray(page * DIGEST_BYTES, (page + 1) * DIGEST_BYTES);
    const otherDigest = other.#digests.subarray(otherPage * DIGEST_BYTES, (otherPage + 1) * DIGEST_BYTES);
    return Buffer.compare(digest, otherDigest) === 0;
  }
}

/** The states of all rows of `message` at a reading, in columns. */
export class MessageStates {
  readonly pages: PageList;
  readonly #at: Float64Array;
  readonly #handles: Uint32Array;
  readonly #a: Uint32Array;
  readonly #b: Uint32Array;
  readonly #flags: Uint8Array;
  #filled = 0;
  #isBroken = false;

  /** Empty states of the rows of these pages. */
  constructor(pages: PageList) {
    const { length } = pages.rowids;
    this.pages = pages;
    this.#at = new Float64Array(length);
    this.#handles = new Uint32Array(length);
    this.#a = new Uint32Array(length);
    this.#b = new Uint32Array(length);
    this.#flags = new Uint8Array(length);
  }

  /** Adds the state of the next row. */
  add({ rowid, at, handle, a, b, flags }: MessageState): void {
    const position = this.#filled++;
    if (this.pages.rowids[position] !== rowid) {
      this.#isBroken = true;
      return;
    }
    const isFit = Number.isInteger(handle) && handle >= 0 && handle <= MAX_UINT32;
    this.#at[position] = at ?? Number.NaN;
    this.#handles[position] = isFit ? handle : 0;
    this.#a[position] = a;
    this.#b[position] = b;
    this.#flags[position] = isFit ? flags : flags & ~FLAG.kept;
  }

  /** Adds the state of the next row, which is that at a position of earlier states. */
  addKept(earlier: MessageStates, position: number): void {
    const at = this.#filled++;
    if (this.pages.rowids[at] !== earlier.pages.rowids[position]) this.#isBroken = true;
    this.#at[at] = earlier.#at[position] as number;
    this.#handles[at] = earlier.#handles[position] as number;
    this.#a[at] = earlier.#a[position] as number;
    this.#b[at] = earlier.#b[position] as number;
    this.#flags[at] = earlier.#flags[position] as number;
  }

  /** True if the row at a position can be kept, provided that its surroundings have this fingerprint. */
  isSame(position: number, { a, b }: { readonly a: number; readonly b: number }): boolean {
    return this.#a[position] === a && this.#b[position] === b;
  }

  /** Flags of the row at a position. */
  flagsAt(position: number): number {
    return this.#flags[position] as number;
  }

  /** ROWID of the handle of the row at a position. */
  handleAt(position: number): number {
    return this.#handles[position] as number;
  }

  /** Time of the row at a position. */
  timeAt(position: number): number | null {
    const at = this.#at[position] as number;
    return Number.isNaN(at) ? null : at;
  }

  /** Adds flags to the row with this ROWID. */
  mark(rowid: number, flag: number): void {
    const position = this.pages.positionOf(rowid);
    if (position === -1) this.#isBroken = true;
    else this.#flags[position] = (this.#flags[position] as number) | flag;
  }

  /** Makes these states useless: rows are missing in the reading. */
  discard(): void {
    this.#isBroken = true;
  }

  /** False if a row was missed: then these states describe another reading. */
  get isComplete(): boolean {
    return !this.#isBroken && this.#filled === this.pages.rowids.length;
  }

  /** The state at a position. */
  get(position: number): MessageState {
    const at = this.#at[position] as number;
    return {
      rowid: this.pages.rowids[position] as number,
      at: Number.isNaN(at) ? null : at,
      handle: this.#handles[position] as number,
      a: this.#a[position] as number,
      b: this.#b[position] as number,
      flags: this.#flags[position] as number,
    };
  }

  /** As bytes; `key` must be given to read them. */
  encode(key: string): Uint8Array {
    const { rowids, starts, digests } = this.pages;
    const head = Buffer.alloc(HEAD_BYTES);
    hash('sha256', key, 'buffer').copy(head);
    head.writeUInt32LE(this.pages.length, KEY_BYTES);
    head.writeUInt32LE(rowids.length, KEY_BYTES + 4);
    // Gaps compress to nearly nothing.
    const gaps = rowids.map((rowid, index) => rowid - (rowids[index - 1] ?? 0));
    const counts = starts.slice(1).map((start, index) => start - (starts[index] as number));
    const columns = [gaps, this.#at, this.#handles, this.#a, this.#b, this.#flags, counts, digests];
    const parts = columns.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
    return deflateRawSync(Buffer.concat([head, ...parts]), { level: 1 });
  }

  /** The states that were encoded with this key; null if they cannot be used. */
  static decode(bytes: Uint8Array, key: string): MessageStates | null {
    const all = inflated(bytes);
    if (all === null || all.length < HEAD_BYTES) return null;
    if (!hash('sha256', key, 'buffer').equals(all.subarray(0, KEY_BYTES))) return null;
    const pages = all.readUInt32LE(KEY_BYTES);
    const rows = all.readUInt32LE(KEY_BYTES + 4);
    if (all.length !== HEAD_BYTES + rows * ROW_BYTES + pages * PAGE_BYTES) return null;
    let at = HEAD_BYTES;
    // Copies, because columns of numbers must be aligned.
    const next = (length: number): ArrayBuffer => {
      const part = new Uint8Array(all.subarray(at, at + length));
      at += length;
      return part.buffer;
    };
    const rowids = new Float64Array(next(rows * 8));
    for (let index = 1; index < rows; index++)
      rowids[index] = (rowids[index] as number) + (rowids[index - 1] as number);
    const columns = [
      new Float64Array(next(rows * 8)),
      new Uint32Array(next(rows * 4)),
      new Uint32Array(next(rows * 4)),
      new Uint32Array(next(rows * 4)),
      new Uint8Array(next(rows)),
    ] as const;
    const counts = new Uint32Array(next(pages * 4));
    const starts = new Uint32Array(pages + 1);
    for (let page = 0; page < pages; page++) starts[page + 1] = (starts[page] as number) + (counts[page] as number);
    if (starts[pages] !== rows) return null;
    const states = new MessageStates(PageList.of(rowids, starts, new Uint8Array(next(pages * DIGEST_BYTES))));
    states.#at.set(columns[0]);
    states.#handles.set(columns[1]);
    states.#a.set(columns[2]);
    states.#b.set(columns[3]);
    states.#flags.set(columns[4]);
    states.#filled = rows;
    return states;
  }
}

function inflated(bytes: Uint8Array): Buffer | null {
  try {
    return inflateRawSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch {
    return null;
  }
}
