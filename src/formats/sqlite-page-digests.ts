import { PAGE_DIGEST_WORDS } from './page-digest.ts';

/** Digests of the pages of a database. */
export interface PageDigestTable {
  /** The digests, {@link PAGE_DIGEST_WORDS} each. */
  readonly words: Uint32Array;
  /** Index in {@link words} of the digest of a page, by its number from 1; -1 if it is not known. */
  indexOf(page: number): number;
}

/** True if two digests, at indexes in two lists of words, are the same. */
export function isSameDigest(words: Uint32Array, at: number, others: Uint32Array, other: number): boolean {
  return (
    words[at] === others[other] &&
    words[at + 1] === others[other + 1] &&
    words[at + 2] === others[other + 2] &&
    words[at + 3] === others[other + 3]
  );
}

/** Pages of an earlier database, by their numbers in it. */
export class KnownPages {
  readonly #words: Uint32Array;
  /** Positions of pages by number, or -1. */
  readonly #positions: Int32Array;

  /**
   * @param numbers of the pages; 0 for one that is not to be found
   * @param words their digests
   * @param count number of pages of the database in which they are looked for
   */
  constructor(numbers: Uint32Array, words: Uint32Array, count: number) {
    this.#words = words;
    this.#positions = new Int32Array(count + 1).fill(-1);
    for (let position = 0; position < numbers.length; position++) {
      const number = numbers[position] as number;
      if (number > 0 && number <= count) this.#positions[number] = position;
    }
  }

  /** Position of the page with this number and contents; -1 if there is none. */
  find(page: number, digests: PageDigestTable): number {
    const position = this.#positions[page] ?? -1;
    if (position === -1) return -1;
    const at = digests.indexOf(page);
    return at !== -1 && isSameDigest(digests.words, at, this.#words, position * PAGE_DIGEST_WORDS) ? position : -1;
  }
}
