import { hash } from 'node:crypto';
import { FileIDTable } from '../file/file-id-table.ts';
import type { EntryKind } from '../types.ts';

/** Kinds by their two bits in the facts about a file. */
const KINDS = ['unknown', 'file', 'directory', 'symlink'] as const satisfies readonly EntryKind[];
/** Ten times the number of files of a full phone. Longer manifests are queried for each file instead. */
const MAX_FILES = 4_000_000;
/** Bits of the filter: 1 MiB. Of 100,000 files one name in a hundred passes it that is not there, of a million one in ten. */
const FILTER_BITS = 2 ** 23;
/** UTF-16 code units at the end of a path that the filter looks at. */
const LOOKED_AT = 24;

/**
 * What a list of files has under a name, for readers that ask for every name that a file could have: a look-up takes a
 * tenth of a SELECT. Some 32 bytes for each file, and a filter.
 */
export class NamedFiles {
  readonly #ids = new FileIDTable();
  /** Kind of each file, and the length of its domain. */
  #facts = new Uint32Array(1024);
  readonly #filter = new Uint32Array(FILTER_BITS / 32);

  /** False if there are too many files. */
  get isWhole(): boolean {
    return this.#ids.size < MAX_FILES;
  }

  /**
   * Adds an entry. One whose fileID is not that of its names cannot be found by them.
   * @returns true if it was added
   */
  add(fileID: string, domain: string, relativePath: string, kind: EntryKind): boolean {
    if (!this.isWhole || hash('sha1', `${domain}-${relativePath}`) !== fileID) return false;
    const bit = bitOf(relativePath);
    this.#filter[bit >>> 5] = (this.#filter[bit >>> 5] as number) | (1 << (bit & 31));
    const number = this.#ids.add(fileID);
    if (number === this.#facts.length) {
      const grown = new Uint32Array(2 * number);
      grown.set(this.#facts);
      this.#facts = grown;
    }
    this.#facts[number] = domain.length * KINDS.length + KINDS.indexOf(kind);
    return true;
  }

  /** False if no file has this path in any domain, which is known in a tenth of the time of its fileID. */
  mayHave(relativePath: string): boolean {
    const bit = bitOf(relativePath);
    return ((this.#filter[bit >>> 5] as number) & (1 << (bit & 31))) !== 0;
  }

  /**
   * The kind of the file in this domain whose name has this fileID; null if there is none. The same fileID belongs to
   * `a-b` in `c` and `b` in `c-a`, which the length of the domain tells apart.
   */
  kindOf(fileID: string, domain: string): EntryKind | null {
    const number = this.#ids.numberOf(fileID);
    if (number === -1) return null;
    const facts = this.#facts[number] as number;
    return Math.floor(facts / KINDS.length) === domain.length ? (KINDS[facts % KINDS.length] as EntryKind) : null;
  }
}

function bitOf(path: string): number {
  let hash = path.length;
  for (let at = Math.max(0, path.length - LOOKED_AT); at < path.length; at++) {
    hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) & (FILTER_BITS - 1);
}
