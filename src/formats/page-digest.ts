/** Bytes of a digest of a page. */
export const PAGE_DIGEST_BYTES = 16;
/** The 32-bit words that a digest is kept in. */
export const PAGE_DIGEST_WORDS = PAGE_DIGEST_BYTES / Uint32Array.BYTES_PER_ELEMENT;

const BLOCK_BYTES = 16;
const BLOCK_WORDS = BLOCK_BYTES / Uint32Array.BYTES_PER_ELEMENT;
const [C1, C2, C3, C4] = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93] as const;

/** Memory for bytes that no words can be made of in place. */
let aligned = new Uint8Array(64 * 1024);

/**
 * Makes the digest of a page with its overflow pages: MurmurHash3 in the variant of 128 bits for x86
 * (https://github.com/aappleby/smhasher). Contents that differ in one block of 16 bytes never have the same digest, others
 * in one of 2^128 cases. It takes a quarter of the time of SHA-256, but two pages with the
 * same digest can be constructed on purpose, so use it only to tell whether a database has changed.
 *
 * @param words receives {@link PAGE_DIGEST_WORDS} from index `at` on
 * @param seed another one gives other digests
 */
export function digestPage(parts: readonly Uint8Array[], words: Uint32Array, at: number, seed = 0): void {
  const bytes = parts.length === 1 ? (parts[0] as Uint8Array) : joined(parts);
  const { length } = bytes;
  const blocks = Math.ceil(length / BLOCK_BYTES);
  const rest = length % BLOCK_BYTES;
  const contents = wordsOf(bytes, rest === 0 ? length : length + BLOCK_BYTES - rest);
  const end = (rest === 0 ? blocks : blocks - 1) * BLOCK_WORDS;
  let [a, b, c, d] = [seed, seed, seed, seed];
  for (let index = 0; index < end; index += BLOCK_WORDS) {
    a ^= mixed(contents[index] as number, C1, 15, C2);
    a = (((a << 19) | (a >>> 13)) + b) | 0;
    a = (Math.imul(a, 5) + 0x561ccd1b) | 0;
    b ^= mixed(contents[index + 1] as number, C2, 16, C3);
    b = (((b << 17) | (b >>> 15)) + c) | 0;
    b = (Math.imul(b, 5) + 0x0bcaa747) | 0;
    c ^= mixed(contents[index + 2] as number, C3, 17, C4);
    c = (((c << 15) | (c >>> 17)) + d) | 0;
    c = (Math.imul(c, 5) + 0x96cd1c35) | 0;
    d ^= mixed(contents[index + 3] as number, C4, 18, C1);
    d = (((d << 13) | (d >>> 19)) + a) | 0;
    d = (Math.imul(d, 5) + 0x32ac3b17) | 0;
  }
  if (rest > 0) {
    a ^= mixed(contents[end] as number, C1, 15, C2);
    b ^= mixed(contents[end + 1] as number, C2, 16, C3);
    c ^= mixed(contents[end + 2] as number, C3, 17, C4);
    d ^= mixed(contents[end + 3] as number, C4, 18, C1);
  }
  a ^= length;
  b ^= length;
  c ^= length;
  d ^= length;
  a = (a + b + c + d) | 0;
  [b, c, d] = [b + a, c + a, d + a];
  [a, b, c, d] = [finished(a), finished(b), finished(c), finished(d)];
  a = (a + b + c + d) | 0;
  words[at] = a;
  words[at + 1] = b + a;
  words[at + 2] = c + a;
  words[at + 3] = d + a;
}

function mixed(word: number, first: number, shift: number, second: number): number {
  const product = Math.imul(word, first);
  return Math.imul((product << shift) | (product >>> (32 - shift)), second);
}

function finished(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

/** The words of bytes, which are followed by zeros up to a length. */
function wordsOf(bytes: Uint8Array, length: number): Uint32Array {
  if (bytes.length === length && bytes.byteOffset % Uint32Array.BYTES_PER_ELEMENT === 0)
    return new Uint32Array(bytes.buffer, bytes.byteOffset, length / Uint32Array.BYTES_PER_ELEMENT);
  const target = room(length);
  if (target !== bytes) target.set(bytes);
  target.fill(0, bytes.length);
  return new Uint32Array(target.buffer, 0, length / Uint32Array.BYTES_PER_ELEMENT);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = room(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function room(length: number): Uint8Array {
  if (aligned.length < length) aligned = new Uint8Array(2 * length);
  return aligned.subarray(0, length);
}
