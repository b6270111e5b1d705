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

/** Number of terms and of documents in which they are. */
const FIRST_SIZE = 1 << 16;

/**
 * Which documents have which terms. Documents are numbered from 0 and added in order. Takes 8 bytes for each term of a
 * document besides the terms.
 */
export class Postings {
  readonly #terms = new Map<string, number>();
  /** The last entry of each term. */
  #heads = new Int32Array(FIRST_SIZE);
  /** Document of each entry, and the entry before it of the same term. */
  #documents = new Int32Array(FIRST_SIZE);
  #previous = new Int32Array(FIRST_SIZE);
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
    if (head !== -1 && this.#documents[head] === document) return;
    if (this.#count === this.#documents.length) {
      this.#documents = grown(this.#documents);
      this.#previous = grown(this.#previous);
    }
    this.#documents[this.#count] = document;
    this.#previous[this.#count] = head;
    this.#heads[number] = this.#count++;
  }

  /** All terms in the order of UTF-16 code units, with the distances between their documents as text. */
  *encoded(): Generator<readonly [term: string, documents: string], void, undefined> {
    // oxlint-disable-next-line unicorn/no-array-sort -- the largest array of an export is not copied
    for (const term of [...this.#terms.keys()].sort()) {
      const documents: number[] = [];
      let entry = this.#heads[this.#terms.get(term) ?? 0] ?? -1;
      for (; entry !== -1; entry = this.#previous[entry] ?? -1) documents.push(this.#documents[entry] ?? 0);
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

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
