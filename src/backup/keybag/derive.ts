import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { Keybag } from './keybag.ts';

const pbkdf2Async = promisify(pbkdf2);
const KEY_BYTES = 32;

/**
 * Derives the key that wraps the class keys: PBKDF2-HMAC-SHA256 if the keybag has that stage (iOS 10.2 and later), then
 * PBKDF2-HMAC-SHA1. Takes seconds on a pool thread, so the event loop is not blocked. `password` is used unchanged.
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
 * Variants of a password to try: as typed and, if it is not ASCII, its other Unicode normal forms, because keyboards
 * differ in which one they produce. Never trimmed.
 */
export function passwordVariants(password: string): string[] {
  return [...new Set([password, password.normalize('NFC'), password.normalize('NFD')])];
}
