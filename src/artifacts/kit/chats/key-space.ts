import { hash } from 'node:crypto';
import type { PartRow } from './part-rows.ts';

/** ROWIDs below this are used as keys; other keys of the source are hashed to the numbers above. */
const HALF = 2 ** 36;
/** Size of the key range of one file and table. */
const SPACE = 2 * HALF;
/** Number of key ranges. Keys stay below 2^49, so they have at most fifteen digits. */
const SPACES = 4096;

/**
 * Assigns numeric keys to the rows of a table: the ROWID for a single file, otherwise a number derived from file and
 * ROWID. Keys are the same in every run.
 */
export class KeySpace {
  readonly #spaces = new Map<string, number>();
  readonly #usedSpaces = new Set<number>([0]);
  /** Keys that are not ROWIDs by range and name, and the reverse. */
  readonly #byName = new Map<string, number>();
  readonly #hashed = new Set<number>();

  /** The key of a row. */
  keyOf({ row: { place, rowid }, part, key }: PartRow): number {
    const space = this.#spaceOf(place.prefix, part);
    const isPlain = rowid !== null && rowid >= 0 && rowid < HALF && key === `${rowid}`;
    return isPlain ? space * SPACE + rowid : this.#free(space * SPACE + HALF, key);
  }

  /** The key of a record without a row. */
  keyOfName(prefix: string, name: string): number {
    return this.#free(this.#spaceOf(prefix, '') * SPACE + HALF, name);
  }

  #free(first: number, name: string): number {
    const id = `${first} ${name}`;
    const known = this.#byName.get(id);
    if (known !== undefined) return known;
    let offset = Number(BigInt(`0x${hash('sha256', name).slice(0, 9)}`));
    while (this.#hashed.has(first + offset)) offset = (offset + 1) % HALF;
    this.#hashed.add(first + offset);
    this.#byName.set(id, first + offset);
    return first + offset;
  }

  #spaceOf(prefix: string, part: string): number {
    if (prefix === '' && part === '') return 0;
    const name = `${prefix} ${part}`;
    const known = this.#spaces.get(name);
    if (known !== undefined) return known;
    let space = Number.parseInt(hash('sha256', name).slice(0, 3), 16);
    while (this.#usedSpaces.has(space) && this.#usedSpaces.size < SPACES) space = (space + 1) % SPACES;
    this.#usedSpaces.add(space);
    this.#spaces.set(name, space);
    return space;
  }
}
