import type { CopyBuffer } from './postgres-copy-buffer.ts';

/** Maximum position in a tsvector (https://www.postgresql.org/docs/current/textsearch-limitations.html). */
const MAX_POSITION = 16_383;
/** Maximum number of positions per lexeme. */
const MAX_PLACES = 256;
/** A tsvector may have a mebibyte of lexemes and positions; this leaves room for padding and facets. */
const MAX_WORD_BYTES = 600_000;

/** Initial number of slots of the hash table; always a power of two. */
const FEWEST_SLOTS = 256;

/**
 * A tsvector under construction. Works on bytes without a string per word, because creating and collecting those
 * strings would otherwise take most of the time to write a record.
 */
export class TermVector {
  /** The lexemes, concatenated. */
  #bytes = new Uint8Array(4096);
  #length = 0;
  #lexemes = 0;
  #starts: number[] = [0];
  #hashes: number[] = [];
  /** By lexeme: its number of positions, and its first and last as indexes into the positions. */
  #counts: number[] = [];
  #firsts: number[] = [];
  #lasts: number[] = [];
  /** Positions in order of arrival, and the next position of the same lexeme. */
  #places: number[] = [];
  #nexts: number[] = [];
  /** Hash table of lexeme numbers plus one; a slot is valid only if its stamp is that of this vector. */
  #slots = new Int32Array(FEWEST_SLOTS);
  #stamps = new Int32Array(FEWEST_SLOTS);
  #stamp = 1;

  /** True if no more words should be added. */
  get full(): boolean {
    return this.#length + this.#places.length * 2 + this.#lexemes * 4 > MAX_WORD_BYTES;
  }

  /** Removes everything. */
  clear(): void {
    this.#length = 0;
    this.#lexemes = 0;
    this.#places.length = 0;
    this.#nexts.length = 0;
    this.#stamp++;
  }

  /**
   * Adds the lexeme in bytes [start, end) of `source` at position `place` (from 1), or without a position for 0.
   * Positions must ascend. Returns false and adds nothing if the vector cannot hold it.
   */
  add(source: Uint8Array, start: number, end: number, place: number): boolean {
    if (place > MAX_POSITION) return false;
    const lexeme = this.#find(source, start, end);
    if (place === 0) return true;
    const count = this.#counts[lexeme] as number;
    if (count === MAX_PLACES) return false;
    const index = this.#places.length;
    if (count === 0) this.#firsts[lexeme] = index;
    else this.#nexts[this.#lasts[lexeme] as number] = index;
    this.#lasts[lexeme] = index;
    this.#counts[lexeme] = count + 1;
    this.#places.push(place);
    this.#nexts.push(-1);
    return true;
  }

  /** Adds every lexeme of `other` without positions until full; returns false if they did not all fit. */
  addLexemes(other: TermVector): boolean {
    for (let lexeme = 0; lexeme < other.#lexemes; lexeme++) {
      if (this.full) return false;
      this.add(other.#bytes, other.#starts[lexeme] as number, other.#starts[lexeme + 1] as number, 0);
    }
    return true;
  }

  /** Writes the vector as a field; the server sorts the lexemes (`tsvectorrecv` in PostgreSQL's tsvector.c). */
  write(out: CopyBuffer): void {
    const start = out.open();
    out.int32(this.#lexemes);
    for (let lexeme = 0; lexeme < this.#lexemes; lexeme++) {
      out.bytes(this.#bytes, this.#starts[lexeme] as number, this.#starts[lexeme + 1] as number);
      out.byte(0);
      const count = this.#counts[lexeme] as number;
      out.uint16(count);
      let index = count === 0 ? -1 : (this.#firsts[lexeme] as number);
      for (; index >= 0; index = this.#nexts[index] as number) out.uint16(this.#places[index] as number);
    }
    out.close(start);
  }

  /** The number of a lexeme, which is added if new. */
  #find(source: Uint8Array, start: number, end: number): number {
    if (this.#lexemes * 2 >= this.#slots.length) this.#grow();
    let hash = 0x811c9dc5;
    for (let index = start; index < end; index++) hash = Math.imul(hash ^ (source[index] as number), 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (; this.#stamps[slot] === this.#stamp; slot = (slot + 1) & mask) {
      const lexeme = this.#slots[slot] as number;
      if (this.#hashes[lexeme] === hash && this.#equals(lexeme, source, start, end)) return lexeme;
    }
    const lexeme = this.#append(source, start, end, hash);
    this.#stamps[slot] = this.#stamp;
    this.#slots[slot] = lexeme;
    return lexeme;
  }

  #equals(lexeme: number, source: Uint8Array, start: number, end: number): boolean {
    const own = this.#starts[lexeme] as number;
    if ((this.#starts[lexeme + 1] as number) - own !== end - start) return false;
    for (let index = 0; index < end - start; index++) {
      if (this.#bytes[own + index] !== source[start + index]) return false;
    }
    return true;
  }

  #append(source: Uint8Array, start: number, end: number, hash: number): number {
    const after = this.#length + end - start;
    if (after > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(after, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    for (let index = start, at = this.#length; index < end; index++) this.#bytes[at++] = source[index] as number;
    this.#length = after;
    this.#starts[this.#lexemes + 1] = after;
    this.#hashes[this.#lexemes] = hash;
    this.#counts[this.#lexemes] = 0;
    return this.#lexemes++;
  }

  #grow(): void {
    const size = this.#slots.length * 2;
    this.#slots = new Int32Array(size);
    this.#stamps = new Int32Array(size);
    for (let lexeme = 0; lexeme < this.#lexemes; lexeme++) {
      let slot = (this.#hashes[lexeme] as number) & (size - 1);
      while (this.#stamps[slot] === this.#stamp) slot = (slot + 1) & (size - 1);
      this.#stamps[slot] = this.#stamp;
      this.#slots[slot] = lexeme;
    }
  }
}
