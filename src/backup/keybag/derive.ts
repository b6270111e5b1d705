import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { Password } from '../types.ts';
import type { Keybag } from './keybag.ts';
import { secretBuffer } from './secret-buffer.ts';

const pbkdf2Async = promisify(pbkdf2);
const KEY_BYTES = 32;
/** Marks, and the vowels and finals of Hangul: characters that combine with the one before. */
const COMBINING = /^[\p{M}\u1160-\u11ff]/u;

/**
 * Derives the key that wraps the class keys: PBKDF2-HMAC-SHA256 if the keybag has that stage (iOS 10.2 and later), then
 * PBKDF2-HMAC-SHA1. Takes seconds on a pool thread, so the event loop is not blocked. `password` is used unchanged.
 */
export async function deriveKek(password: Uint8Array, keybag: Keybag): Promise<Buffer> {
  const { firstStage, secondStage } = keybag;
  if (firstStage === null) return pbkdf2Async(password, secondStage.salt, secondStage.rounds, KEY_BYTES, 'sha1');
  const stretched = await pbkdf2Async(password, firstStage.salt, firstStage.rounds, KEY_BYTES, 'sha256');
  try {
    return await pbkdf2Async(stretched, secondStage.salt, secondStage.rounds, KEY_BYTES, 'sha1');
  } finally {
    stretched.fill(0);
  }
}

/**
 * Calls `attempt` with variants of a password until one gives a result: as typed and, if it is not ASCII, its other
 * Unicode normal forms, because keyboards differ in which one they produce. Never trimmed. Each is overwritten
 * afterwards.
 */
export async function tryVariants<T>(
  password: Password,
  attempt: (variant: Uint8Array) => T | null | Promise<T | null>,
): Promise<T | null> {
  const typed = Buffer.from(password);
  const variants: Uint8Array[] = [typed];
  if (typed.some((byte) => byte >= 0x80)) variants.push(normalized(typed, 'NFC'), normalized(typed, 'NFD'));
  try {
    for (const [index, variant] of variants.entries()) {
      if (variants.findIndex((other) => Buffer.compare(other, variant) === 0) < index) continue;
      const result = await attempt(variant);
      if (result !== null) return result;
    }
    return null;
  } finally {
    for (const variant of variants) variant.fill(0);
  }
}

/** Normalises one character with its marks after the other: strings cannot be overwritten, so none holds the whole. */
function normalized(text: Buffer, form: 'NFC' | 'NFD'): Buffer {
  // Precomposed characters grow to at most three times their bytes (UAX #15, table 5).
  const result = secretBuffer(3 * text.length);
  let [length, character] = [0, ''];
  for (let start = 0; start < text.length; ) {
    const end = start + 1 + text.subarray(start + 1).findIndex((byte) => (byte & 0xc0) !== 0x80);
    const next = text.toString('utf8', start, end > start ? end : text.length);
    if (!COMBINING.test(next)) {
      length += result.write(character.normalize(form), length);
      character = '';
    }
    character += next;
    start = end > start ? end : text.length;
  }
  length += result.write(character.normalize(form), length);
  return result.subarray(0, length);
}
