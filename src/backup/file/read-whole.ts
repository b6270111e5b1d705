import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { blockDecipher } from './cipher.ts';
import { ioError } from './io-error.ts';
import { BLOCK, plainLength } from './plain-length.ts';
import { readFullySync } from './read-fully.ts';

const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The whole contents of a small stored file, read synchronously, for readers in a dedicated thread. Decrypted if a
 * `key` (32 bytes) is given; a truncated file yields its whole blocks. `what` names the file in messages.
 *
 * @throws LIMIT_EXCEEDED (larger than `maxBytes`), PAYLOAD_MISSING, UNSAFE_PATH, NO_ACCESS, DAMAGED_BACKUP
 */
export function readWhole(
  path: string,
  key: Buffer | null,
  sizeHint: number | null,
  what: string,
  maxBytes: number,
): Buffer {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, OPEN_FLAGS);
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new DomainError('UNSAFE_PATH', msg('detail.not-regular-file', { what }));
    // Padding adds up to one block.
    if (stat.size > maxBytes + BLOCK)
      throw new DomainError('LIMIT_EXCEEDED', msg('detail.larger-than', { what, limit: maxBytes }));
    const stored = readFullySync(descriptor, Buffer.allocUnsafe(stat.size), 0, what);
    const plain = key === null ? stored : decrypt(stored, key, sizeHint);
    if (plain.length > maxBytes)
      throw new DomainError('LIMIT_EXCEEDED', msg('detail.larger-than', { what, limit: maxBytes }));
    return plain;
  } catch (error) {
    throw ioError(error, what);
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function decrypt(stored: Buffer, key: Buffer, sizeHint: number | null): Buffer {
  const whole = stored.length - (stored.length % BLOCK);
  const plain = blockDecipher(key, null).update(stored.subarray(0, whole));
  const last = whole === stored.length && whole > 0 ? plain.subarray(whole - BLOCK) : null;
  return plain.subarray(0, plainLength(stored.length, last, sizeHint).size);
}
