import type { PageDigestTable } from './sqlite-page-digests.ts';

/** The bytes of a database as SQLite sees them. */
export interface DatabaseImage {
  readonly size: number;
  /** Fills `target` from `position`; returns the number of bytes that are there. */
  read(target: Uint8Array, position: number): number;
  /** Frees the memory of a copy; it can be asked for again. Absent if there is none. */
  release?(): void;
  /** Absent if no digests of pages are known. */
  readonly digests?: PageDigestTable | undefined;
}

/** The image of a database that is in memory as bytes. */
export function imageOfBytes(bytes: Uint8Array): DatabaseImage {
  return {
    size: bytes.length,
    read(target, position) {
      const part = bytes.subarray(position, position + target.length);
      target.set(part);
      return part.length;
    },
  };
}

/** A leaf page of a table. */
export interface TablePage {
  readonly number: number;
  /** The ROWIDs of its rows, ascending. */
  readonly rowids: Float64Array;
  /** The page, and the overflow pages of its rows: all that its rows are made of. */
  readonly bytes: readonly Uint8Array[];
}

/** Takes the leaf pages of a table in the order of ROWIDs. */
export interface TableVisitor {
  /** A page that was read; its bytes are valid until the function returns. */
  leaf(page: TablePage): void;
  /**
   * Takes a page without reading it, if it is known to be a leaf page of a table, and returns the ROWID of its last row;
   * NaN for one that must be read. @throws MalformedTable if its first row does not come after ROWID `last`
   */
  known?(page: number, last: number): number;
}

/** Types of b-tree pages of tables (https://www.sqlite.org/fileformat2.html#b_tree_pages). */
const INTERIOR = 0x05;
const LEAF = 0x0d;
const HEADER_BYTES = 100;
const LEAF_HEADER_BYTES = 8;
const INTERIOR_HEADER_BYTES = 12;
/** Deeper than any table: with the smallest pages a level multiplies the number of rows by eighty. */
const MAX_DEPTH = 20;
/** Bytes that are read at a time, since the pages of a table mostly follow each other. */
const WINDOW = 64 * 1024;

/** Thrown for a b-tree that is damaged, or has ROWIDs beyond 2^53. */
export class MalformedTable extends Error {}

/** Visits the leaf pages of the table whose root is the page `root`. @throws MalformedTable */
export function visitTable(image: DatabaseImage, root: number, visitor: TableVisitor): void {
  new TableWalk(new Pages(image), visitor).visit(root, 0);
}

class TableWalk {
  readonly #pages: Pages;
  readonly #visitor: TableVisitor;
  #last = -Infinity;

  constructor(pages: Pages, visitor: TableVisitor) {
    this.#pages = pages;
    this.#visitor = visitor;
  }

  visit(number: number, depth: number): void {
    if (depth > MAX_DEPTH) throw new MalformedTable('too deep');
    const last = this.#visitor.known?.(number, this.#last) ?? Number.NaN;
    if (!Number.isNaN(last)) {
      this.#pages.skip(number);
      this.#last = last;
      return;
    }
    const page = this.#pages.page(number);
    const type = page.view.getUint8(page.start);
    if (type === LEAF) this.#leaf(number, page);
    else if (type !== INTERIOR) throw new MalformedTable('not a page of a table');
    // Read before descending, which reuses the bytes of the page.
    else for (const child of this.#pages.children(page)) this.visit(child, depth + 1);
  }

  #leaf(number: number, page: Page): void {
    const { rowids, chains } = this.#pages.rows(page);
    for (const rowid of rowids) {
      if (rowid <= this.#last) throw new MalformedTable('ROWIDs do not ascend');
      this.#last = rowid;
    }
    this.#visitor.leaf({ number, rowids, bytes: [page.bytes, ...this.#pages.overflow(chains)] });
  }
}

interface Page {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Where its b-tree header begins. */
  readonly start: number;
}

/** The overflow pages of a row. */
interface OverflowChain {
  /** Bytes in them. */
  readonly size: number;
  /** Number of the first one. */
  readonly first: number;
}

interface LeafRows {
  readonly rowids: Float64Array;
  readonly chains: readonly OverflowChain[];
}

class Pages {
  readonly #image: DatabaseImage;
  readonly #pageSize: number;
  /** Bytes of a page that hold content. */
  readonly #usable: number;
  readonly #count: number;
  readonly #window: Uint8Array;
  #windowStart = -1;
  #read = 0;
  #after = 0;

  constructor(image: DatabaseImage) {
    const header = new Uint8Array(HEADER_BYTES);
    if (image.read(header, 0) < HEADER_BYTES) throw new MalformedTable('no header');
    const view = new DataView(header.buffer);
    const size = view.getUint16(16);
    this.#pageSize = size === 1 ? 65_536 : size;
    if (this.#pageSize < 512 || (this.#pageSize & (this.#pageSize - 1)) !== 0) throw new MalformedTable('page size');
    this.#usable = this.#pageSize - view.getUint8(20);
    if (this.#usable < 480) throw new MalformedTable('page size');
    this.#image = image;
    this.#count = Math.floor(image.size / this.#pageSize);
    this.#window = new Uint8Array(Math.max(WINDOW, this.#pageSize));
  }

  page(number: number): Page {
    const bytes = this.#inWindow(number);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return { bytes, view, start: number === 1 ? HEADER_BYTES : 0 };
  }

  /** Counts a page that is not read. */
  skip(number: number): void {
    this.#position(number);
  }

  /** Numbers of the pages below an interior page, in order. */
  children({ view, start }: Page): number[] {
    const count = view.getUint16(start + 3);
    const pointers = start + INTERIOR_HEADER_BYTES;
    if (pointers + 2 * count > this.#usable) throw new MalformedTable('cells beyond their page');
    const children = Array.from({ length: count }, (_, index) =>
      this.#uint32(view, view.getUint16(pointers + 2 * index)),
    );
    children.push(this.#uint32(view, start + 8));
    return children;
  }

  #uint32(view: DataView, at: number): number {
    if (at + 4 > this.#usable) throw new MalformedTable('a cell beyond its page');
    return view.getUint32(at);
  }

  /** The rows of a leaf page. One pass without arrays for each row, because a large table has a million. */
  rows({ bytes, view, start }: Page): LeafRows {
    const count = view.getUint16(start + 3);
    const pointers = start + LEAF_HEADER_BYTES;
    if (pointers + 2 * count > this.#usable) throw new MalformedTable('cells beyond their page');
    const most = this.#usable - 35;
    const rowids = new Float64Array(count);
    const chains: OverflowChain[] = [];
    for (let row = 0; row < count; row++) {
      const size = this.#varint(bytes, view.getUint16(pointers + 2 * row));
      rowids[row] = this.#varint(bytes, this.#after);
      if (size > most) chains.push(this.#chain(view, this.#after, size));
      else if (this.#after + size > this.#usable) throw new MalformedTable('a row beyond its page');
    }
    return { rowids, chains };
  }

  /** Copies of the overflow pages of rows. */
  overflow(chains: readonly OverflowChain[]): Uint8Array[] {
    const copies: Uint8Array[] = [];
    for (const { size, first } of chains) {
      let next = first;
      for (let left = size; left > 0; left -= this.#usable - 4) {
        const bytes = this.#single(next);
        next = new DataView(bytes.buffer).getUint32(0);
        copies.push(bytes);
      }
    }
    return copies;
  }

  /** The overflow pages of a row of `size` bytes that begins at `payload`. */
  #chain(view: DataView, payload: number, size: number): OverflowChain {
    const most = this.#usable - 35;
    const least = Math.floor(((this.#usable - 12) * 32) / 255) - 23;
    const fitting = least + ((size - least) % (this.#usable - 4));
    const local = fitting <= most ? fitting : least;
    return { size: size - local, first: this.#uint32(view, payload + local) };
  }

  /**
   * A variable-length integer, after which {@link #after} is set to the position after it.
   * @throws MalformedTable if it is negative or beyond 2^53
   */
  #varint(bytes: Uint8Array, at: number): number {
    let value = 0;
    for (let index = 0; index < 9; index++) {
      if (at + index >= this.#usable) throw new MalformedTable('a cell beyond its page');
      const byte = bytes[at + index] as number;
      value = index === 8 ? value * 256 + byte : value * 128 + (byte & 0x7f);
      if (value > Number.MAX_SAFE_INTEGER) throw new MalformedTable('a ROWID beyond 2^53');
      if (byte < 0x80 || index === 8) {
        this.#after = at + index + 1;
        return value;
      }
    }
    throw new MalformedTable('a number without end');
  }

  /** A page on its own, as overflow pages are anywhere. */
  #single(number: number): Uint8Array {
    const bytes = new Uint8Array(this.#pageSize);
    this.#image.read(bytes, this.#position(number));
    return bytes;
  }

  #inWindow(number: number): Uint8Array {
    const position = this.#position(number);
    if (this.#windowStart < 0 || position < this.#windowStart || position + this.#pageSize > this.#windowEnd) {
      this.#image.read(this.#window, position);
      this.#windowStart = position;
    }
    const offset = position - this.#windowStart;
    return this.#window.subarray(offset, offset + this.#pageSize);
  }

  get #windowEnd(): number {
    return this.#windowStart + this.#window.length;
  }

  #position(number: number): number {
    if (number < 1 || number > this.#count) throw new MalformedTable('a page beyond the file');
    // A page that is found twice leads in circles.
    if (++this.#read > 2 * this.#count) throw new MalformedTable('pages lead in circles');
    return (number - 1) * this.#pageSize;
  }
}
