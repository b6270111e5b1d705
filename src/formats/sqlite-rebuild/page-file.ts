import type { DatabaseImage } from '../sqlite-table-pages.ts';

const HEADER_BYTES = 100;
/** Position of the byte that SQLite locks; the page that has it is never used. */
const LOCK_BYTE = 0x40000000;
const MAP_ENTRY_BYTES = 5;
/** A page of a b-tree that is not its root, in a pointer map. */
const MAP_OF_CHILD = 5;

/** A database as numbered pages (https://www.sqlite.org/fileformat2.html). Pages that were laid over it win. */
export class PageFile {
  readonly pageSize: number;
  /** Bytes of a page that hold content. */
  readonly usable: number;
  /** Number of pages; what the file has behind them is not part of the database. */
  readonly count: number;
  /** True if pointer maps say which page is the parent of another one. */
  readonly hasMaps: boolean;
  readonly #image: DatabaseImage;
  readonly #header: DataView;
  readonly #overlay = new Map<number, Uint8Array>();
  /** The pointer map that was read last. */
  #map: { readonly number: number; readonly view: DataView } | null = null;

  private constructor(image: DatabaseImage, header: DataView, pageSize: number) {
    this.#image = image;
    this.#header = header;
    this.pageSize = pageSize;
    this.usable = pageSize - header.getUint8(20);
    const present = Math.floor(image.size / pageSize);
    // As sqlite3BtreeBeginTrans(): the count is valid if the change counters agree.
    const counted = header.getUint32(24) === header.getUint32(92) ? header.getUint32(28) : 0;
    this.count = counted === 0 ? present : Math.min(present, counted);
    this.hasMaps = header.getUint32(52) !== 0;
  }

  /** Null if the header is not that of a database. */
  static of(image: DatabaseImage): PageFile | null {
    const bytes = new Uint8Array(HEADER_BYTES);
    if (image.read(bytes, 0) < HEADER_BYTES) return null;
    const header = new DataView(bytes.buffer);
    const stored = header.getUint16(16);
    const pageSize = stored === 1 ? 65_536 : stored;
    if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) return null;
    return pageSize - header.getUint8(20) < 480 ? null : new PageFile(image, header, pageSize);
  }

  /** Reads a page into memory of its own, or that of `into`. */
  page(number: number, into?: Uint8Array): Uint8Array {
    const laid = this.#overlay.get(number);
    if (laid !== undefined) return laid;
    const bytes = into ?? new Uint8Array(this.pageSize);
    bytes.fill(0, this.#image.read(bytes, (number - 1) * this.pageSize));
    return bytes;
  }

  /** Lays a page over the database. */
  lay(number: number, bytes: Uint8Array): void {
    this.#overlay.set(number, bytes);
  }

  /** The pages that were laid over it. */
  get overlay(): ReadonlyMap<number, Uint8Array> {
    return this.#overlay;
  }

  has(number: number): boolean {
    return number >= 1 && number <= this.count;
  }

  /** True for a page that cannot be one of a b-tree, whatever it looks like. */
  isReserved(number: number): boolean {
    return number === this.#lockPage || (this.hasMaps && number === this.#mapOf(number));
  }

  /** The parent that the pointer map has for a page; null if it has none, or if there are no maps. */
  mappedParent(number: number): number | null {
    if (!this.hasMaps || number < 3) return null;
    const map = this.#mapOf(number);
    if (!this.has(map) || map >= number) return null;
    if (this.#map?.number !== map) {
      const bytes = this.page(map);
      this.#map = { number: map, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
    }
    const at = MAP_ENTRY_BYTES * (number - map - 1);
    if (at + MAP_ENTRY_BYTES > this.usable || this.#map.view.getUint8(at) !== MAP_OF_CHILD) return null;
    return this.#map.view.getUint32(at + 1);
  }

  /** Numbers of all pages that are not in use; null if their list is damaged. */
  freelist(): Set<number> | null {
    const free = new Set<number>();
    const total = this.#header.getUint32(36);
    const add = (number: number): boolean => number >= 2 && this.has(number) && free.size < free.add(number).size;
    let trunk = this.#header.getUint32(32);
    while (trunk !== 0) {
      if (free.size >= total || !add(trunk)) return null;
      const bytes = this.page(trunk);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      const leaves = view.getUint32(4);
      if (leaves > this.usable / 4 - 2) return null;
      for (let leaf = 0; leaf < leaves; leaf++) if (!add(view.getUint32(8 + 4 * leaf))) return null;
      trunk = view.getUint32(0);
    }
    return free.size === total ? free : null;
  }

  get #lockPage(): number {
    return LOCK_BYTE / this.pageSize + 1;
  }

  /** The number of the pointer map that has a page, which is its own for a map. As ptrmapPageno() in btree.c. */
  #mapOf(number: number): number {
    if (number < 2) return 0;
    const each = Math.floor(this.usable / MAP_ENTRY_BYTES) + 1;
    const map = Math.floor((number - 2) / each) * each + 2;
    return map === this.#lockPage ? map + 1 : map;
  }
}
