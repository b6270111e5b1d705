import { createCipheriv } from 'node:crypto';

/** The initial value of RFC 3394 §2.2.3.1. */
const KEY_WRAP_IV = Buffer.alloc(8, 0xa6);

const ZERO_IV = Buffer.alloc(16);

/** Wraps a 32-byte key with a 32-byte key-encryption key, RFC 3394: 40 bytes. */
export function wrapKey(keyEncryptionKey: Uint8Array, key: Uint8Array): Buffer {
  const cipher = createCipheriv('id-aes256-wrap', keyEncryptionKey, KEY_WRAP_IV);
  return Buffer.concat([cipher.update(key), cipher.final()]);
}

/** A wrapped key as in `ManifestKey` and a file's `EncryptionKey`: protection class as u32 LE, then the wrapped key. */
export function wrapKeyForClass(protectionClass: number, classKey: Uint8Array, key: Uint8Array): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32LE(protectionClass);
  return Buffer.concat([prefix, wrapKey(classKey, key)]);
}

/**
 * The cipher of backup files: AES-256-CBC with a zero IV. Some re-encrypting tools use no padding (`padding: false`);
 * the contents must then be whole blocks.
 */
export function fileCipher(key: Uint8Array, padding = true): ReturnType<typeof createCipheriv> {
  return createCipheriv('aes-256-cbc', key, ZERO_IV).setAutoPadding(padding);
}
