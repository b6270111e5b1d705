import { GrowingArray } from '../../../formats/growing-array.ts';
import { digestPage, PAGE_DIGEST_BYTES, PAGE_DIGEST_WORDS } from '../../../formats/page-digest.ts';
import { isSameDigest, KnownPages, type PageDigestTable } from '../../../formats/sqlite-page-digests.ts';
import {
  type DatabaseImage,
  MalformedTable,
  type TablePage,
  type TableVisitor,
  visitTable,
} from '../../../formats/sqlite-table-pages.ts';
import { rowidsOf, toGaps } from './packed-columns.ts';

/** Bytes in the header of a database up to the size of its pages. */
const PAGE_SIZE_END = 18;

/** The leaf pages of a table, by ROWID: how many rows each has, and the digest of all that they are made of. */
export class PageList {
  /** Number of {@link takeColumns}. */
  static readonly columns = 4;
  readonly rowids: Float64Array<ArrayBuffer>;
  /** Position of the first row of each page, and at last the number of rows. */
  readonly starts: Uint32Array;
  readonly #digests: Uint32Array<ArrayBuffer>;
  /** Numbers of the pages; 0 for those with overflow pages, which can change without them. */
  readonly #numbers: Uint32Array<ArrayBuffer>;

  private constructor(
    rowids: Float64Array<ArrayBuffer>,
    starts: Uint32Array,
    digests: Uint32Array<ArrayBuffer>,
    numbers: Uint32Array<ArrayBuffer>,
  ) {
    this.rowids = rowids;
    this.starts = starts;
    this.#digests = digests;
    this.#numbers = numbers;
  }

  /**
   * Reads all pages of a table but for those that are the same, and in the same place, as earlier, if `image` knows
   * digests. @throws MalformedTable
   */
  static read(image: DatabaseImage, root: number, earlier: PageList | null = null): PageList {
    const reader = new PageListReader(image.digests ?? null);
    const known =
      earlier === null || image.digests === undefined ? null : earlier.#takenBy(reader, image, image.digests);
    visitTable(image, root, known === null ? reader : { leaf: (page) => reader.leaf(page), known });
    return new PageList(...reader.columns);
  }

  /** Gives pages that are known to a reader. */
  #takenBy(reader: PageListReader, image: DatabaseImage, digests: PageDigestTable): NonNullable<TableVisitor['known']> {
    const finder = new KnownPages(this.#numbers, this.#digests, pageCountOf(image));
    return (number, last) => {
      const page = finder.find(number, digests);
      if (page === -1) return Number.NaN;
      const rowids = this.rowids.subarray(this.starts[page], this.starts[page + 1]);
      const [first] = rowids;
      if (first === undefined) return Number.NaN;
      if (first <= last) throw new MalformedTable('ROWIDs do not ascend');
      reader.add(number, rowids);
      reader.addDigest(this.#digests, page * PAGE_DIGEST_WORDS);
      return rowids.at(-1) as number;
    };
  }

  /** The list of a table that does not exist. */
  static empty(): PageList {
    return new PageList(new Float64Array(0), new Uint32Array(1), new Uint32Array(0), new Uint32Array(0));
  }

  /** Restores a list from columns ({@link takeColumns}); null if they do not fit together. */
  static of([gaps, sizes, digests, places]: readonly ArrayBuffer[]): PageList | null {
    if (gaps === undefined || sizes === undefined || digests === undefined || places === undefined) return null;
    const [counts, numbers] = [new Uint32Array(sizes), new Uint32Array(places)];
    const starts = new Uint32Array(counts.length + 1);
    for (let page = 0; page < counts.length; page++) {
      starts[page + 1] = (starts[page] as number) + (counts[page] as number);
    }
    const rowids = rowidsOf(gaps);
    if (starts[counts.length] !== rowids.length || digests.byteLength !== counts.length * PAGE_DIGEST_BYTES)
      return null;
    return numbers.length === counts.length ? new PageList(rowids, starts, new Uint32Array(digests), numbers) : null;
  }

  /** The list in columns, which are made of its own memory: it is of no use afterwards. */
  takeColumns(): readonly [Float64Array<ArrayBuffer>, ...Uint32Array<ArrayBuffer>[]] {
    const { starts } = this;
    const counts = new Uint32Array(this.length);
    for (let page = 0; page < counts.length; page++) {
      counts[page] = (starts[page + 1] as number) - (starts[page] as number);
    }
    return [toGaps(this.rowids), counts, this.#digests, this.#numbers];
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

  /** True if a page consists of the same bytes as one of another list. */
  isSame(page: number, other: PageList, otherPage: number): boolean {
    return isSameDigest(this.#digests, page * PAGE_DIGEST_WORDS, other.#digests, otherPage * PAGE_DIGEST_WORDS);
  }
}

/** Collects the columns of a list while its table is visited. */
class PageListReader implements TableVisitor {
  readonly #known: PageDigestTable | null;
  readonly #rowids = new GrowingArray(Float64Array);
  readonly #starts = new GrowingArray(Uint32Array);
  readonly #digests = new GrowingArray(Uint32Array);
  readonly #numbers = new GrowingArray(Uint32Array);
  readonly #digest = new Uint32Array(PAGE_DIGEST_WORDS);

  constructor(known: PageDigestTable | null) {
    this.#known = known;
    this.#starts.push(0);
  }

  leaf({ number, rowids, bytes }: TablePage): void {
    const isAlone = bytes.length === 1;
    this.add(isAlone ? number : 0, rowids);
    const at = isAlone ? (this.#known?.indexOf(number) ?? -1) : -1;
    if (this.#known !== null && at !== -1) this.addDigest(this.#known.words, at);
    else {
      digestPage(bytes, this.#digest, 0);
      this.addDigest(this.#digest, 0);
    }
  }

  /** Adds the rows of a page. */
  add(number: number, rowids: Float64Array): void {
    this.#rowids.append(rowids);
    this.#starts.push(this.#rowids.length);
    this.#numbers.push(number);
  }

  /** Adds the digest of the last page, which is at an index in a list of words. */
  addDigest(words: Uint32Array, at: number): void {
    for (let word = at; word < at + PAGE_DIGEST_WORDS; word++) this.#digests.push(words[word] as number);
  }

  get columns(): [
    rowids: Float64Array<ArrayBuffer>,
    starts: Uint32Array,
    digests: Uint32Array<ArrayBuffer>,
    numbers: Uint32Array<ArrayBuffer>,
  ] {
    return [this.#rowids.values, this.#starts.values, this.#digests.values, this.#numbers.values];
  }
}

/** Number of pages of a database. */
function pageCountOf(image: DatabaseImage): number {
  const header = new Uint8Array(PAGE_SIZE_END);
  image.read(header, 0);
  const stored = new DataView(header.buffer).getUint16(PAGE_SIZE_END - 2);
  return stored === 0 ? 0 : Math.floor(image.size / (stored === 1 ? 65_536 : stored));
}
