import { createDecipheriv } from 'node:crypto';

/** The check value of RFC 3394 §2.2.3.1. */
const DEFAULT_IV = Buffer.alloc(8, 0xa6);
/** Size of a wrapped 32-byte key. */
const WRAPPED_BYTES = 40;

/**
 * Unwraps a 32-byte key (AES key wrap, RFC 3394). Null if `wrapped` is not 40 bytes or the integrity check fails, which
 * a wrong key passes only once in 2^64.
 */
export function unwrapKey(kek: Uint8Array, wrapped: Uint8Array): Buffer | null {
  if (wrapped.length !== WRAPPED_BYTES) return null;
  const decipher = createDecipheriv('id-aes256-wrap', kek, DEFAULT_IV);
  try {
    const key = decipher.update(wrapped);
    decipher.final();
    return key;
  } catch {
    // OpenSSL reports a failed check as a plain Error without a code. With these lengths it has no other reason to
    // throw.
    return null;
  }
}
