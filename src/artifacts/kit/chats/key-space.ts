import { hash } from 'node:crypto';
import type { PartRow } from './part-rows.ts';

/** Keys stay below 2^49, so they have at most fifteen digits. */
const KEY_BITS = 49;

/**
 * Assigns numeric keys to the rows of a table: the ROWID for a single file, otherwise a number derived from file, table
 * and ROWID. Keys are the same in every run.
 */
export class KeySpace {
  /** Hexadecimal digits of the number of a key range. */
  readonly #digits: number;
  /** ROWIDs below this are used as keys; other keys of the source are hashed to the numbers above. */
  readonly #half: number;
  readonly #spaces = new Map<string, number>();
  readonly #usedSpaces = new Set<number>([0]);
  /** Keys that are not ROWIDs by range and name, and the reverse. */
  readonly #byName = new Map<string, number>();
  readonly #hashed = new Set<number>();

  /**
   * @param hasManyTables true if each chat has a table of its own. There are 16,777,216 key ranges then, of as many
   *   ROWIDs, instead of 4,096: so few would often be taken, and then keys depend on the order of the tables.
   */
  constructor(hasManyTables = false) {
    this.#digits = hasManyTables ? 6 : 3;
    this.#half = 2 ** (KEY_BITS - 1) / this.#count;
  }

  /** The key of a row. */
  keyOf({ row: { place, rowid }, part, key }: PartRow): number {
    const space = this.#spaceOf(place.prefix, part);
    const isPlain = rowid !== null && rowid >= 0 && rowid < this.#half && key === `${rowid}`;
    const first = space * 2 * this.#half;
    return isPlain ? first + rowid : this.#free(first + this.#half, key);
  }

  /** The key of a record without a row. */
  keyOfName(prefix: string, name: string): number {
    return this.#free((2 * this.#spaceOf(prefix, '') + 1) * this.#half, name);
  }

  /** Number of key ranges. */
  get #count(): number {
    return 16 ** this.#digits;
  }

  #free(first: number, name: string): number {
    const id = `${first} ${name}`;
    const known = this.#byName.get(id);
    if (known !== undefined) return known;
    let offset = Number.parseInt(hash('sha256', name).slice(0, 12 - this.#digits), 16);
    while (this.#hashed.has(first + offset)) offset = (offset + 1) % this.#half;
    this.#hashed.add(first + offset);
    this.#byName.set(id, first + offset);
    return first + offset;
  }

  #spaceOf(prefix: string, part: string): number {
    if (prefix === '' && part === '') return 0;
    const name = `${prefix} ${part}`;
    const known = this.#spaces.get(name);
    if (known !== undefined) return known;
    let space = Number.parseInt(hash('sha256', name).slice(0, this.#digits), 16);
    while (this.#usedSpaces.has(space) && this.#usedSpaces.size < this.#count) space = (space + 1) % this.#count;
    this.#usedSpaces.add(space);
    this.#spaces.set(name, space);
    return space;
  }
}
