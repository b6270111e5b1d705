import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { Keybag } from './keybag.ts';

const pbkdf2Async = promisify(pbkdf2);
const KEY_BYTES = 32;

/**
 * The key that wraps the class keys: PBKDF2-HMAC-SHA256 first where the keybag has that stage (iOS 10.2 and later), then
 * PBKDF2-HMAC-SHA1. Takes seconds, on a thread of the pool: the event loop stays free. `password` is taken exactly as given.
 */
export async function deriveKek(password: string, keybag: Keybag): Promise<Buffer> {
  const { firstStage, secondStage } = keybag;
  const secret = Buffer.from(password, 'utf8');
  const stretched =
    firstStage === null ? secret : await pbkdf2Async(secret, firstStage.salt, firstStage.rounds, KEY_BYTES, 'sha256');
  try {
    return await pbkdf2Async(stretched, secondStage.salt, secondStage.rounds, KEY_BYTES, 'sha1');
  } finally {
    secret.fill(0);
    stretched.fill(0);
  }
}

/**
 * The spellings of a password worth trying: as typed and, only when it is not ASCII, its other Unicode normal forms
 * (keyboards differ in which one they type). Never trimmed.
 */
export function passwordSpellings(password: string): string[] {
  return [...new Set([password, password.normalize('NFC'), password.normalize('NFD')])];
}
