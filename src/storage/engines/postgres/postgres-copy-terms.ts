import { MAX_TOKENS } from '../../search/query.ts';
import type { CopyBuffer } from './postgres-copy-buffer.ts';
import { TermVector } from './postgres-term-vector.ts';
import { writePair } from './word-pairs.ts';

/** Facet of a record whose text is stored in parts; its own vector has its words without positions. */
export const LONG_FACET = ':long';
/** Facet of a long record with more words than its own vector can hold. */
export const MORE_FACET = ':more';

/** Separates parts of a record's words. Takes a position, so that no phrase spans it, but is not a word. */
const BREAK = 0x5f;
const SPACE = 0x20;

/** Number of overlapping tokens between parts, so that every possible phrase of a query is complete in one of them. */
const OVERLAP = MAX_TOKENS - 1;

/** Maximum size of a record's facets; the rest is ignored. Leaves room for words, and no real record reaches it. */
const MAX_FACET_BYTES = 200_000;

/** Writes a part of a long text. */
export type PartWriter = (part: number, vector: TermVector) => void;

/**
 * Builds the terms of records. Text that fits is stored in one tsvector. Longer text, or text that repeats a word more
 * often than a tsvector can represent, is split into parts that fit.
 */
export class TermsEncoder {
  readonly #record = new TermVector();
  readonly #part = new TermVector();
  readonly #pair = new Uint8Array(3);
  #text: Buffer<ArrayBuffer> = Buffer.allocUnsafe(4096);

  /**
   * Writes the boolean and tsvector fields of a record to `out`, and the parts of a long one to `part`.
   * @param words tokens, separated by single spaces
   */
  write(out: CopyBuffer, words: string, facets: string, part: PartWriter): void {
    const record = this.#record;
    record.clear();
    this.#addFacets(facets);
    const end = this.#encode(words);
    const fits = this.#addWords(record, 0, end, null);
    if (!fits) {
      const whole = this.#split(end, part);
      this.#addFacets(`${LONG_FACET} ${whole ? '' : MORE_FACET}`);
      this.#addFacets(facets);
    }
    out.boolean(!fits);
    record.write(out);
  }

  /** Encodes a text into the scratch buffer and returns its length. */
  #encode(text: string): number {
    if (text.length * 3 > this.#text.length) this.#text = Buffer.allocUnsafe(text.length * 3);
    return this.#text.write(text, 0, 'utf8');
  }

  /**
   * Adds the words in bytes [from, to) with their positions, and unless they are a part of a longer text also their
   * pairs; false if they do not fit.
   */
  #addWords(vector: TermVector, from: number, to: number, overlap: Overlap | null): boolean {
    let place = 0;
    /** Bytes of the preceding word; empty after a break. */
    let [wordStart, wordEnd] = [0, 0];
    return eachToken(this.#text, from, to, (start, end) => {
      place++;
      const isBreak = end === start + 1 && this.#text[start] === BREAK;
      if (!isBreak) {
        if (vector.full || !vector.add(this.#text, start, end, place)) return false;
        if (overlap === null && wordEnd > wordStart) {
          writePair(this.#pair, this.#text, wordStart, wordEnd, start, end);
          vector.add(this.#pair, 0, this.#pair.length, 0);
        }
      }
      wordStart = start;
      wordEnd = isBreak ? start : end;
      overlap?.push(start);
      return true;
    });
  }

  /**
   * Writes the words in parts, and to the record's own vector without positions; false if that cannot hold them all.
   */
  #split(end: number, part: PartWriter): boolean {
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

/** Calls `take` for each token of bytes [from, to) of `text` until it returns false; returns true if it never did. */
function eachToken(text: Uint8Array, from: number, to: number, take: (start: number, end: number) => boolean): boolean {
  for (let start = from, end = from; start < to; start = end + 1) {
    end = start;
    while (end < to && text[end] !== SPACE) end++;
    if (end > start && !take(start, end)) return false;
  }
  return true;
}

/** Records the start of the last tokens of a part, to start the next part there. */
class Overlap {
  readonly #starts: number[] = [];
  #count = 0;

  clear(): void {
    this.#count = 0;
  }

  push(start: number): void {
    this.#starts[this.#count++ % OVERLAP] = start;
  }

  /** Start of the next part: the last {@link OVERLAP} tokens of this one are repeated. */
  get start(): number {
    return this.#starts[this.#count % OVERLAP] as number;
  }
}
