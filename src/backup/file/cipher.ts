import { createDecipheriv, type Decipheriv } from 'node:crypto';
import { BLOCK } from './plain-length.ts';

const ZERO_IV = Buffer.alloc(BLOCK);

/**
 * A decipher for whole blocks of a stored file: AES-256-CBC with the padding kept, because invalid padding must not
 * throw after everything was streamed. `previousBlock` is the ciphertext block before the first one, null at the start
 * of the file.
 */
export function blockDecipher(key: Uint8Array, previousBlock: Uint8Array | null): Decipheriv {
  return createDecipheriv('aes-256-cbc', key, previousBlock ?? ZERO_IV).setAutoPadding(false);
}
