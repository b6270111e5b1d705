/**
 * Terms for pairs of neighbouring words. GIN has no positions: without these, every record that has all words of a
 * phrase would have to be read. A pair is one of {@link KINDS}² hashes, so that the index has few keys and short ones,
 * and only excludes records: what it finds is compared by position.
 *
 * Migration 0015 computes the same in SQL.
 */

/** A pair is a colon and two of these consecutive characters; a facet has a lower-case letter there. */
const KINDS = 32;
const FIRST_KIND = 0x21;

const COLON = 0x3a;
const SPACE = 0x20;
/** Parameters of FNV-1a (https://datatracker.ietf.org/doc/html/rfc9923). */
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Writes the term of the words in bytes [start, end) and [nextStart, nextEnd) of `source` to the first three bytes of
 * `out`.
 */
export function writePair(
  out: Uint8Array,
  source: Uint8Array,
  start: number,
  end: number,
  nextStart: number,
  nextEnd: number,
): void {
  let hash = FNV_BASIS;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ (source[index] as number), FNV_PRIME);
  hash = Math.imul(hash ^ SPACE, FNV_PRIME);
  for (let index = nextStart; index < nextEnd; index++) hash = Math.imul(hash ^ (source[index] as number), FNV_PRIME);
  hash ^= hash >>> 15;
  out[0] = COLON;
  out[1] = FIRST_KIND + (hash & (KINDS - 1));
  out[2] = FIRST_KIND + ((hash >>> 5) & (KINDS - 1));
}

/** The term of two words. */
export function pairOf(first: string, second: string): string {
  const source = Buffer.from(`${first} ${second}`);
  const middle = Buffer.byteLength(first);
  const out = Buffer.alloc(3);
  writePair(out, source, 0, middle, middle + 1, source.length);
  return out.toString('latin1');
}
