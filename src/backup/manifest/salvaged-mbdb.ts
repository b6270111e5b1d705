import { isDomainError } from '../../model/errors.ts';
import { FIRST_RECORD, type MbdbRecord, readMbdbRecord } from './mbdb.ts';

/** Part of the name of every domain. */
const DOMAIN = Buffer.from('Domain');
/** Bytes before it in which a record begins: two for the length, and the beginning of the name. */
const BEFORE = 40;
/** Longest name, digest and key that a record is taken to have. */
const MAX_NAME = 1024;
const MAX_KEY = 64;
/** Tries for one file, of a hostile one some seconds. */
const MAX_TRIES = 20_000_000;
/** Kinds of files in a mode: regular, directory, symbolic link. */
const KINDS: ReadonlySet<number> = new Set([0x8000, 0x4000, 0xa000]);
const KIND_MASK = 0xf000;

/**
 * The records of a damaged Manifest.mbdb that can be told from others. Nothing says where a record begins but the one
 * before, so behind damage the next name of a domain is looked for with a record around it that another one follows.
 */
export function* salvagedMbdb(bytes: Uint8Array): Generator<MbdbRecord, void, undefined> {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = new PossiblePlaces(all);
  let offset: number | null = FIRST_RECORD;
  while (offset !== null) {
    const record = recordAt(all, offset);
    if (record !== null) yield record;
    // Where nothing follows, its own lengths may be damaged, so that others are in it.
    const isFollowed = record !== null && (record.end === all.length || recordAt(all, record.end) !== null);
    offset = isFollowed ? record.end : places.next(offset + (record?.domain?.length ?? 0));
  }
}

/** Places at which records can begin, of which a limited number is tried. */
class PossiblePlaces {
  readonly #all: Buffer;
  #left = MAX_TRIES;

  constructor(all: Buffer) {
    this.#all = all;
  }

  /** The next one after `from`; null if there is none. */
  next(from: number): number | null {
    const all = this.#all;
    for (let name = all.indexOf(DOMAIN, from); name !== -1; name = all.indexOf(DOMAIN, name + 1)) {
      for (let start = Math.max(from + 1, name - BEFORE); start < name; start++) {
        if (this.#left-- === 0) return null;
        const record = recordAt(all, start);
        if (record !== null && (record.end === all.length || recordAt(all, record.end) !== null)) return start;
      }
    }
    return null;
  }
}

/** The record at this place; null if there is none that a phone writes. */
function recordAt(all: Buffer, start: number): MbdbRecord | null {
  if (start + 2 > all.length || all.readUInt16BE(start) > MAX_NAME) return null;
  try {
    const record = readMbdbRecord(all, start);
    return isPlausible(record) ? record : null;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
}

function isPlausible({ domain, relativePath, digest, encryptionKey, mode, size }: MbdbRecord): boolean {
  return (
    domain !== null &&
    /^[\x21-\x7e]+$/.test(domain) &&
    domain.includes('Domain') &&
    relativePath !== null &&
    relativePath.length <= MAX_NAME &&
    !relativePath.includes('\0') &&
    (digest?.length ?? 0) <= MAX_KEY &&
    (encryptionKey?.length ?? 0) <= MAX_KEY &&
    KINDS.has(mode & KIND_MASK) &&
    Number.isSafeInteger(size)
  );
}
