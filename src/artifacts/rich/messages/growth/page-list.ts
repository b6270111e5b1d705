import { hash } from 'node:crypto';
import type { TablePage } from '../../../../formats/sqlite-table-pages.ts';
import { gapsOf, rowidsOf } from './packed-columns.ts';

const DIGEST_BYTES = 16;

/** The leaf pages of a table, by ROWID: how many rows each has, and the digest of all that they are made of. */
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

  /** Restores a list from its {@link columns}; null if they do not fit together. */
  static of([gaps, sizes, digests]: readonly ArrayBuffer[]): PageList | null {
    if (gaps === undefined || sizes === undefined || digests === undefined) return null;
    const counts = new Uint32Array(sizes);
    const starts = new Uint32Array(counts.length + 1);
    for (const [page, count] of counts.entries()) starts[page + 1] = (starts[page] as number) + count;
    const rowids = rowidsOf(gaps);
    if (starts[counts.length] !== rowids.length || digests.byteLength !== counts.length * DIGEST_BYTES) return null;
    return new PageList(rowids, starts, new Uint8Array(digests));
  }

  /** The list in columns. */
  get columns(): readonly (Float64Array | Uint32Array | Uint8Array)[] {
    const counts = this.starts.slice(1).map((start, index) => start - (this.starts[index] as number));
    return [gapsOf(this.rowids), counts, this.#digests];
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
    const digest = this.#digests.subarray(page * DIGEST_BYTES, (page + 1) * DIGEST_BYTES);
    const otherDigest = other.#digests.subarray(otherPage * DIGEST_BYTES, (otherPage + 1) * DIGEST_BYTES);
    return Buffer.compare(digest, otherDigest) === 0;
  }
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
