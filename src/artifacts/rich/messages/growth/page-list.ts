import { hash } from 'node:crypto';
import { type DatabaseImage, PAGE_DIGEST_BYTES, tablePages } from '../../../../formats/sqlite-table-pages.ts';
import { gapsOf, rowidsOf } from './packed-columns.ts';

/** The leaf pages of a table, by ROWID: how many rows each has, and the digest of all that they are made of. */
export class PageList {
  readonly rowids: Float64Array;
  /** Position of the first row of each page, and at last the number of rows. */
  readonly starts: Uint32Array;
  readonly #digests: Uint8Array;
  /** Numbers of the pages; 0 for those with overflow pages, which can change without them. */
  readonly #numbers: Uint32Array;

  private constructor(rowids: Float64Array, starts: Uint32Array, digests: Uint8Array, numbers: Uint32Array) {
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
    const known = earlier?.unchangedIn(image);
    const rowids: Float64Array[] = [];
    const starts = [0];
    const digests: Uint8Array[] = [];
    const numbers: number[] = [];
    let count = 0;
    for (const { number, rowids: ofPage, bytes } of tablePages(image, root, known)) {
      rowids.push(ofPage);
      count += ofPage.length;
      starts.push(count);
      digests.push((bytes.length > 1 ? null : image.digestOf?.(number)) ?? digestOf(bytes));
      numbers.push(bytes.length > 1 ? 0 : number);
    }
    const all = new Float64Array(count);
    let at = 0;
    for (const part of rowids) {
      all.set(part, at);
      at += part.length;
    }
    return new PageList(all, Uint32Array.from(starts), Buffer.concat(digests), Uint32Array.from(numbers));
  }

  /** A function that gives the ROWIDs of pages with the same number and contents in a database. */
  unchangedIn(image: DatabaseImage): ((page: number) => Float64Array | null) | undefined {
    if (image.digestOf === undefined) return undefined;
    const byNumber = new Map<number, number>();
    for (const [page, number] of this.#numbers.entries()) if (number !== 0) byNumber.set(number, page);
    return (number) => {
      const page = byNumber.get(number);
      if (page === undefined) return null;
      const digest = image.digestOf?.(number) ?? null;
      if (digest === null || Buffer.compare(digest, this.#digest(page)) !== 0) return null;
      return this.rowids.subarray(this.starts[page], this.starts[page + 1]);
    };
  }

  /** Restores a list from its {@link columns}; null if they do not fit together. */
  static of([gaps, sizes, digests, places]: readonly ArrayBuffer[]): PageList | null {
    if (gaps === undefined || sizes === undefined || digests === undefined || places === undefined) return null;
    const [counts, numbers] = [new Uint32Array(sizes), new Uint32Array(places)];
    const starts = new Uint32Array(counts.length + 1);
    for (const [page, count] of counts.entries()) starts[page + 1] = (starts[page] as number) + count;
    const rowids = rowidsOf(gaps);
    if (starts[counts.length] !== rowids.length || digests.byteLength !== counts.length * PAGE_DIGEST_BYTES)
      return null;
    return numbers.length === counts.length ? new PageList(rowids, starts, new Uint8Array(digests), numbers) : null;
  }

  /** The list in columns. */
  get columns(): readonly (Float64Array | Uint32Array | Uint8Array)[] {
    const counts = this.starts.slice(1).map((start, index) => start - (this.starts[index] as number));
    return [gapsOf(this.rowids), counts, this.#digests, this.#numbers];
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
    return Buffer.compare(this.#digest(page), other.#digest(otherPage)) === 0;
  }

  #digest(page: number): Uint8Array {
    return this.#digests.subarray(page * PAGE_DIGEST_BYTES, (page + 1) * PAGE_DIGEST_BYTES);
  }
}

function digestOf(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  return hash('sha256', parts.length === 1 ? (first as Uint8Array) : Buffer.concat(parts), 'buffer').subarray(
    0,
    PAGE_DIGEST_BYTES,
  );
}

/** Which rows of a table are those of an earlier reading. */
export class RowMatches {
  /** Positions of rows in the earlier list, or -1. */
  readonly before: Int32Array;
  /** 1 for rows of the earlier list that are still there. */
  readonly isThere: Uint8Array;
  /** Number of rows that are not in the earlier list. */
  readonly changed: number;

  /** Compares page by page. */
  constructor(pages: PageList, earlier: PageList) {
    this.before = new Int32Array(pages.rowids.length).fill(-1);
    this.isThere = new Uint8Array(earlier.rowids.length);
    let changed = pages.rowids.length;
    const first = (list: PageList, page: number): number => list.rowids[list.starts[page] as number] ?? Infinity;
    for (let page = 0, other = 0; page < pages.length; page++) {
      const rowid = first(pages, page);
      while (other < earlier.length && first(earlier, other) < rowid) other++;
      if (other >= earlier.length || first(earlier, other) !== rowid || !pages.isSame(page, earlier, other)) continue;
      const [start, end] = [pages.starts[page] as number, pages.starts[page + 1] as number];
      const shift = (earlier.starts[other] as number) - start;
      for (let position = start; position < end; position++) this.before[position] = position + shift;
      this.isThere.fill(1, start + shift, end + shift);
      changed -= end - start;
    }
    this.changed = changed;
  }
}
