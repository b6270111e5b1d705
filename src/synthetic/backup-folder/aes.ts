import { createCipheriv } from 'node:crypto';

/** The initial value of RFC 3394 §2.2.3.1. */
const KEY_WRAP_IV = Buffer.alloc(8, 0xa6);

const ZERO_IV = Buffer.alloc(16);

/** Wraps a 32-byte key with a 32-byte key-encryption key, RFC 3394: 40 bytes. */
export function wrapKey(keyEncryptionKey: Uint8Array, key: Uint8Array): Buffer {
  const cipher = createCipheriv('id-aes256-wrap', keyEncryptionKey, KEY_WRAP_IV);
  return Buffer.concat([cipher.update(key), cipher.final()]);
}

/** u32 LE protection class and the wrapped key: `ManifestKey`, and `EncryptionKey` of a file. */
export function wrapKeyForClass(protectionClass: number, classKey: Uint8Array, key: Uint8Array): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32LE(protectionClass);
  return Buffer.concat([prefix, wrapKey(classKey, key)]);
}

/**
 * The cipher of backup files: AES-256-CBC, IV of zeros. `padding: false` is what some re-encrypting tools write; the
 * contents must then be whole blocks.
 */
export function fileCipher(key: Uint8Array, padding = true): ReturnType<typeof createCipheriv> {
  return createCipheriv('aes-256-cbc', key, ZERO_IV).setAutoPadding(padding);
}
