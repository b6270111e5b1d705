import { randomBytes } from 'node:crypto';

/** Bytes of a fileID, and the same as 32-bit words. */
const ID_BYTES = 20;
const WORDS = ID_BYTES / 4;
const SMALLEST = 1024;
/** An odd number that spreads bits over a word. */
const SPREAD = 0x9e37_79b1;

/**
 * Numbers fileIDs in the order in which they are added, with about 28 bytes for each: a `Map` of texts takes five times as
 * much. Places in the table depend on a random number, because names in a hostile backup could be chosen to share one.
 */
export class FileIDTable {
  #size = 0;
  #ids = new Uint32Array(SMALLEST * WORDS);
  /** Numbers of fileIDs plus one; 0 for an empty place. At most two thirds are taken. */
  #places = new Int32Array(2 * SMALLEST);
  readonly #seed = randomBytes(4).readInt32LE();
  readonly #bytes = Buffer.alloc(ID_BYTES);
  readonly #words = new Uint32Array(this.#bytes.buffer, this.#bytes.byteOffset, WORDS);

  get size(): number {
    return this.#size;
  }

  /** The number of a fileID (40 hex digits), which may be a new one. */
  add(fileID: string): number {
    const place = this.#placeOf(fileID);
    const known = (this.#places[place] as number) - 1;
    if (known >= 0) return known;
    const number = this.#size++;
    if (number * WORDS === this.#ids.length) this.#ids = doubled(this.#ids);
    this.#ids.set(this.#words, number * WORDS);
    this.#places[place] = number + 1;
    if (this.#size * 3 > this.#places.length * 2) this.#spread();
    return number;
  }

  /** The number of a fileID; -1 if it was not added. */
  numberOf(fileID: string): number {
    return (this.#places[this.#placeOf(fileID)] as number) - 1;
  }

  /** The place of a fileID or, if it was not added, the one where it would be. */
  #placeOf(fileID: string): number {
    // Shared with the words. Digits that are none would leave the bytes of an earlier fileID.
    if (this.#bytes.write(fileID, 'hex') !== ID_BYTES) this.#bytes.fill(0);
    const [words, ids, places] = [this.#words, this.#ids, this.#places];
    const mask = places.length - 1;
    let place = this.#hash(words, 0) & mask;
    for (;;) {
      const number = (places[place] as number) - 1;
      if (number < 0) return place;
      const at = number * WORDS;
      let same = 0;
      while (same < WORDS && ids[at + same] === words[same]) same++;
      if (same === WORDS) return place;
      place = (place + 1) & mask;
    }
  }

  #hash(ids: Uint32Array, from: number): number {
    let hash = this.#seed;
    for (let at = from; at < from + WORDS; at++) {
      hash = Math.imul(hash ^ (ids[at] as number), SPREAD);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  #spread(): void {
    const places = new Int32Array(this.#places.length * 2);
    const mask = places.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let place = this.#hash(this.#ids, number * WORDS) & mask;
      while (places[place] !== 0) place = (place + 1) & mask;
      places[place] = number + 1;
    }
    this.#places = places;
  }
}

function doubled(values: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(2 * values.length);
  grown.set(values);
  return grown;
}
