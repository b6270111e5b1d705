import { DomainError } from '../model/errors.ts';

/** A word that the keyboard learnt. */
export interface LearntWord {
  readonly word: string;
  /** How often it was typed, as the keyboard counts. */
  readonly uses: number;
}

/** The words of a lexicon, and how many of those that its header promises could not be read. */
export interface DynamicLexicon {
  readonly words: readonly LearntWord[];
  readonly lost: number;
}

const MAGIC = Buffer.from('DynamicDictionary-');
/** Where the number of words is; the words follow. */
const COUNT_AT = 20;
const WORDS_AT = 24;
/** Between the number of a word and its text: 32 bits of use, and 32 bits that are not known. */
const FACTS = 8;
const MAX_WORD_BYTES = 1024;
const MAX_WORDS = 1_000_000;

/**
 * Reads a `dynamic-lexicon.dat` (`DynamicDictionary-9`): the number of words at byte 20 (big-endian), then for each a
 * number of its own (one, two or four bytes, told apart by the first), how often it was used (three bytes, little-endian),
 * five bytes that are not known, and the word in UTF-8 with a NUL. Reading ends where the bytes make no sense.
 *
 * @throws MALFORMED_FILE when it does not begin like one
 * @throws LIMIT_EXCEEDED
 */
export function readDynamicLexicon(bytes: Uint8Array): DynamicLexicon {
  if (bytes.length < WORDS_AT || !MAGIC.equals(bytes.subarray(0, MAGIC.length))) {
    throw new DomainError('MALFORMED_FILE', 'This is not a list of learnt words.');
  }
  const count = new DataView(bytes.buffer, bytes.byteOffset).getUint32(COUNT_AT);
  if (count > MAX_WORDS) throw new DomainError('LIMIT_EXCEEDED', `A list of learnt words claims to have ${count}.`);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const words: LearntWord[] = [];
  let at = WORDS_AT;
  while (words.length < count) {
    const facts = at + widthOf(bytes[at]);
    const start = facts + FACTS;
    const end = start < bytes.length ? bytes.indexOf(0, start) : -1;
    if (end <= start || end - start > MAX_WORD_BYTES) break;
    const word = decodeOrNull(decoder, bytes.subarray(start, end));
    if (word === null) break;
    words.push({ word, uses: (bytes[facts] ?? 0) | ((bytes[facts + 1] ?? 0) << 8) | ((bytes[facts + 2] ?? 0) << 16) });
    at = end + 1;
  }
  return { words, lost: count - words.length };
}

function widthOf(first: number | undefined): number {
  if (first === undefined || first < 0x80) return 1;
  return first < 0xc0 ? 2 : 4;
}

function decodeOrNull(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
