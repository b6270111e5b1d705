import { digestPage, PAGE_DIGEST_WORDS } from '../../formats/page-digest.ts';
import type { PageDigestTable } from '../../formats/sqlite-page-digests.ts';
import { pageSizeOf } from '../../formats/sqlite-wal.ts';

/** Type of the leaf pages of tables (https://www.sqlite.org/fileformat2.html#b_tree_pages). */
const TABLE_LEAF = 0x0d;

/** The digests of pages as plain data. */
export interface PageDigestData {
  readonly words: Uint32Array<ArrayBuffer>;
  readonly isKnown: Uint8Array<ArrayBuffer>;
}

/**
 * Digests of the leaf pages of tables, made while a database is copied. Other pages are not worth the time, but
 * overflow pages cannot be told from leaf pages if they begin with the same byte.
 */
export class PageDigests implements PageDigestTable {
  readonly #size: number;
  #words = new Uint32Array(0);
  #isKnown = new Uint8Array(0);
  #pageSize: number | null = null;
  #position = 0;

  /** @param size of the database in bytes */
  constructor(size: number) {
    this.#size = size;
  }

  /** Digests that another thread has made. */
  static of({ words, isKnown }: PageDigestData): PageDigests {
    const digests = new PageDigests(0);
    digests.#words = words;
    digests.#isKnown = isKnown;
    return digests;
  }

  /** All of them, for another thread. */
  get data(): PageDigestData {
    return { words: this.#words, isKnown: this.#isKnown };
  }

  /** Adds the next part of the database. Parts have a whole number of pages, but for the last one. */
  add(chunk: Uint8Array): void {
    if (this.#position === 0) this.#begin(pageSizeOf(chunk));
    const pageSize = this.#pageSize;
    if (pageSize !== null && this.#position % pageSize === 0) {
      for (let at = 0; at + pageSize <= chunk.length; at += pageSize) {
        this.set((this.#position + at) / pageSize + 1, chunk.subarray(at, at + pageSize));
      }
    }
    this.#position += chunk.length;
  }

  #begin(pageSize: number | null): void {
    if (pageSize === null) return;
    const count = Math.floor(this.#size / pageSize);
    this.#pageSize = pageSize;
    this.#words = new Uint32Array(count * PAGE_DIGEST_WORDS);
    this.#isKnown = new Uint8Array(count);
  }

  /** Sets a page, numbered from 1, to these contents. */
  set(page: number, bytes: Uint8Array): void {
    const index = page - 1;
    if (index >= this.#isKnown.length) return;
    const isLeaf = bytes[0] === TABLE_LEAF;
    this.#isKnown[index] = isLeaf ? 1 : 0;
    if (isLeaf) digestPage([bytes], this.#words, index * PAGE_DIGEST_WORDS);
  }

  get words(): Uint32Array {
    return this.#words;
  }

  indexOf(page: number): number {
    return this.#isKnown[page - 1] === 1 ? (page - 1) * PAGE_DIGEST_WORDS : -1;
  }
}
