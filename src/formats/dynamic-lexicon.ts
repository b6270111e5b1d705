import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';

/** A word learnt by the keyboard. */
export interface LearntWord {
  readonly word: string;
  /** The keyboard's own usage count. */
  readonly uses: number;
}

/** The words of a lexicon, and how many of those announced in its header could not be read. */
export interface DynamicLexicon {
  readonly words: readonly LearntWord[];
  readonly lost: number;
}

const MAGIC = Buffer.from('DynamicDictionary-');
/** Offset of the number of words; the words follow. */
const COUNT_AT = 20;
const WORDS_AT = 24;
/** Bytes between a word's number and its text: the usage count and unknown bytes. */
const FACTS = 8;
const MAX_WORD_BYTES = 1024;
const MAX_WORDS = 1_000_000;

/**
 * Reads a `dynamic-lexicon.dat` (`DynamicDictionary-9`): the number of words at byte 20 (big-endian), then for each
 * word its number (one, two or four bytes, depending on the first), its usage count (three bytes, little-endian), five
 * unknown bytes, and the text in UTF-8 with a NUL. Reading stops at the first word that makes no sense.
 * @throws MALFORMED_FILE if the file does not start with the magic bytes
 * @throws LIMIT_EXCEEDED
 */
export function readDynamicLexicon(bytes: Uint8Array): DynamicLexicon {
  if (bytes.length < WORDS_AT || !MAGIC.equals(bytes.subarray(0, MAGIC.length))) {
    throw new DomainError('MALFORMED_FILE', msg('detail.not-a-lexicon'));
  }
  const count = new DataView(bytes.buffer, bytes.byteOffset).getUint32(COUNT_AT);
  if (count > MAX_WORDS) throw new DomainError('LIMIT_EXCEEDED', msg('detail.too-many-words', { count }));
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
