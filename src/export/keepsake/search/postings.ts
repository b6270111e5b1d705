/** Digits of numbers, which JSON does not escape. */
export const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const BITS = 5;
const CONTINUES = 1 << BITS;
const VALUE = CONTINUES - 1;

/** A number from 0 as digits of five bits, the lowest first; each but the last has the sixth bit. */
function encodeNumber(value: number): string {
  let text = '';
  let rest = value;
  while (rest > VALUE) {
    text += DIGITS.charAt((rest & VALUE) | CONTINUES);
    rest >>>= BITS;
  }
  return text + DIGITS.charAt(rest);
}

/** Entries of a chunk. An array that grows would for a while be in memory three times. */
const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;
const IN_CHUNK = CHUNK - 1;

/**
 * Which documents have which terms. Documents are numbered from 0 and added in order. Takes 8 bytes for each term of a
 * document besides the terms.
 */
export class Postings {
  readonly #terms = new Map<string, number>();
  /** The last entry of each term. */
  #heads = new Int32Array(CHUNK);
  /** Document of each entry, and the entry before it of the same term, in chunks. */
  readonly #documents: Int32Array[] = [];
  readonly #previous: Int32Array[] = [];
  #count = 0;

  /** Number of entries. */
  get size(): number {
    return this.#count;
  }

  get termCount(): number {
    return this.#terms.size;
  }

  add(term: string, document: number): void {
    let number = this.#terms.get(term);
    if (number === undefined) {
      number = this.#terms.size;
      // A part of a text would keep all of it in memory.
      this.#terms.set(term.length > SHORT ? Buffer.from(term, 'utf16le').toString('utf16le') : term, number);
      if (number === this.#heads.length) this.#heads = grown(this.#heads);
      this.#heads[number] = -1;
    }
    const head = this.#heads[number] ?? -1;
    if (head !== -1 && entryIn(this.#documents, head) === document) return;
    if (this.#count === this.#documents.length * CHUNK) {
      this.#documents.push(new Int32Array(CHUNK));
      this.#previous.push(new Int32Array(CHUNK));
    }
    const chunk = this.#documents.length - 1;
    (this.#documents[chunk] as Int32Array)[this.#count & IN_CHUNK] = document;
    (this.#previous[chunk] as Int32Array)[this.#count & IN_CHUNK] = head;
    this.#heads[number] = this.#count++;
  }

  /** All terms in the order of UTF-16 code units, with the distances between their documents as text. */
  *encoded(): Generator<readonly [term: string, documents: string], void, undefined> {
    // oxlint-disable-next-line unicorn/no-array-sort -- the largest array of an export is not copied
    for (const term of [...this.#terms.keys()].sort()) {
      const documents: number[] = [];
      let entry = this.#heads[this.#terms.get(term) ?? 0] ?? -1;
      for (; entry !== -1; entry = entryIn(this.#previous, entry)) documents.push(entryIn(this.#documents, entry));
      let text = '';
      let last = -1;
      for (let index = documents.length - 1; index >= 0; index--) {
        const document = documents[index] ?? 0;
        text += encodeNumber(document - last - 1);
        last = document;
      }
      yield [term, text];
    }
  }
}

/** Longest string that V8 copies when it is cut out of another. */
const SHORT = 12;

function entryIn(chunks: readonly Int32Array[], entry: number): number {
  return (chunks[entry >>> CHUNK_BITS] as Int32Array)[entry & IN_CHUNK] as number;
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
