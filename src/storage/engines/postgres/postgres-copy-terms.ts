import { MAX_TOKENS } from '../../search/query.ts';
import type { CopyBuffer } from './postgres-copy-buffer.ts';
import { TermVector } from './postgres-term-vector.ts';

/** Facet of a record whose whole text stands in parts: its own vector has its words without their places. */
export const LONG_FACET = ':long';
/** Facet of a long record with more words than its own vector holds. */
export const MORE_FACET = ':more';

/** Stands between the parts of a record's words and takes a place, so that no phrase reaches over it; not a word itself. */
const BREAK = 0x5f;
const SPACE = 0x20;

/** Parts overlap by so many tokens that every phrase a query can have stands whole in one of them. */
const OVERLAP = MAX_TOKENS - 1;

/** Most bytes of a record's facets; what comes after does not count. Leaves room for words, and nobody has so many. */
const MAX_FACET_BYTES = 200_000;

/** What a part of a long text is written to. */
export type PartWriter = (part: number, vector: TermVector) => void;

/**
 * Makes the terms of records. What fits into a tsvector is in one; a longer text, or one that repeats a word more often
 * than a tsvector can say, is cut into parts that do.
 */
export class TermsEncoder {
  readonly #record = new TermVector();
  readonly #part = new TermVector();
  #text: Buffer<ArrayBuffer> = Buffer.allocUnsafe(4096);

  /**
   * Writes the boolean and the tsvector field of a record to `out`, and the parts of a long one to `part`.
   * @param words tokens, separated by single spaces
   */
  write(out: CopyBuffer, words: string, facets: string, part: PartWriter): void {
    const record = this.#record;
    record.clear();
    this.#addFacets(facets);
    const end = this.#encode(words);
    const fits = this.#addWords(record, 0, end, null);
    if (!fits) {
      const whole = this.#cut(end, part);
      this.#addFacets(`${LONG_FACET} ${whole ? '' : MORE_FACET}`);
      this.#addFacets(facets);
    }
    out.boolean(!fits);
    record.write(out);
  }

  /** Puts a text into the scratch buffer and returns its length. */
  #encode(text: string): number {
    if (text.length * 3 > this.#text.length) this.#text = Buffer.allocUnsafe(text.length * 3);
    return this.#text.write(text, 0, 'utf8');
  }

  /** Adds the words in bytes [from, to) with their places; false when they do not fit. */
  #addWords(vector: TermVector, from: number, to: number, overlap: Overlap | null): boolean {
    let place = 0;
    return eachToken(this.#text, from, to, (start, end) => {
      place++;
      const isBreak = end === start + 1 && this.#text[start] === BREAK;
      if (!isBreak && (vector.full || !vector.add(this.#text, start, end, place))) return false;
      overlap?.push(start);
      return true;
    });
  }

  /** Writes the words in parts, and to the record's own vector without places; false when that cannot hold them all. */
  #cut(end: number, part: PartWriter): boolean {
    const record = this.#record;
    record.clear();
    let whole = true;
    let number = 0;
    const overlap = new Overlap();
    for (let from = 0, last = false; !last; from = overlap.start) {
      this.#part.clear();
      overlap.clear();
      last = this.#addWords(this.#part, from, end, overlap);
      part(number++, this.#part);
      whole = record.addLexemes(this.#part) && whole;
    }
    return whole;
  }

  #addFacets(facets: string): void {
    const to = this.#encode(facets);
    eachToken(this.#text, 0, to, (start, end) => end <= MAX_FACET_BYTES && this.#record.add(this.#text, start, end, 0));
  }
}

/** Calls `take` for every token of bytes [from, to) of `text` until it says no; returns whether it never did. */
function eachToken(text: Uint8Array, from: number, to: number, take: (start: number, end: number) => boolean): boolean {
  for (let start = from, end = from; start < to; start = end + 1) {
    end = start;
    while (end < to && text[end] !== SPACE) end++;
    if (end > start && !take(start, end)) return false;
  }
  return true;
}

/** Remembers where the last tokens of a part began, to begin the next part there. */
class Overlap {
  readonly #starts: number[] = [];
  #count = 0;

  clear(): void {
    this.#count = 0;
  }

  push(start: number): void {
    this.#starts[this.#count++ % OVERLAP] = start;
  }

  /** Where the next part begins: the last {@link OVERLAP} tokens of this one are repeated. */
  get start(): number {
    return this.#starts[this.#count % OVERLAP] as number;
  }
}
