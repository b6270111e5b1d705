import { createDecipheriv } from 'node:crypto';

/** The check value of RFC 3394 §2.2.3.1. */
const DEFAULT_IV = Buffer.alloc(8, 0xa6);
/** A wrapped 32-byte key. */
const WRAPPED_BYTES = 40;

/**
 * Unwraps a 32-byte key with another (AES key wrap, RFC 3394). Null when the integrity check fails, which for a wrong key
 * it does but for one in 2^64, and when `wrapped` is not 40 bytes.
 */
export function unwrapKey(kek: Uint8Array, wrapped: Uint8Array): Buffer | null {
  if (wrapped.length !== WRAPPED_BYTES) return null;
  const decipher = createDecipheriv('id-aes256-wrap', kek, DEFAULT_IV);
  try {
    const key = decipher.update(wrapped);
    decipher.final();
    return key;
  } catch {
    // OpenSSL reports a failed check as a plain Error without a code; with these lengths it has no other reason to throw.
    return null;
  }
}
