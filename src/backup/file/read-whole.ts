import { closeSync } from 'node:fs';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { WholeFile } from '../types.ts';
import { blockDecipher } from './cipher.ts';
import { ioError } from './io-error.ts';
import { type OpenPayload, openPayloadSync } from './open-payload.ts';
import { BLOCK, listedLength, plainLength } from './plain-length.ts';
import { readFullySync } from './read-fully.ts';

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
): WholeFile {
  let open: OpenPayload | null = null;
  try {
    open = requireFile(openPayloadSync(path), what);
    const { descriptor, stored: size } = open;
    // Padding adds up to one block.
    if (size > maxBytes + BLOCK)
      throw new DomainError('LIMIT_EXCEEDED', msg('detail.larger-than', { what, limit: maxBytes }));
    // Not from Node's pool: what is posted to another thread takes its whole memory along.
    const memory = key === null ? Buffer.allocUnsafeSlow(size) : Buffer.allocUnsafe(size);
    const stored = readFullySync(descriptor, memory, 0, what);
    const whole: WholeFile =
      key === null
        ? { bytes: stored, integrity: listedLength(stored.length, sizeHint).integrity }
        : decrypt(stored, key, sizeHint);
    if (whole.bytes.length > maxBytes)
      throw new DomainError('LIMIT_EXCEEDED', msg('detail.larger-than', { what, limit: maxBytes }));
    return whole;
  } catch (error) {
    throw ioError(error, what);
  } finally {
    if (open !== null) closeSync(open.descriptor);
  }
}

/** Checks that a file could be opened and read now, synchronously. @throws PAYLOAD_MISSING, UNSAFE_PATH, NO_ACCESS */
export function requireReadable(path: string, what: string): void {
  try {
    closeSync(requireFile(openPayloadSync(path), what).descriptor);
  } catch (error) {
    throw ioError(error, what);
  }
}

/** An open payload that is a regular file. @throws UNSAFE_PATH */
export function requireFile(open: OpenPayload | null, what: string): OpenPayload {
  if (open === null) throw new DomainError('UNSAFE_PATH', msg('detail.not-regular-file', { what }));
  return open;
}

function decrypt(stored: Buffer, key: Buffer, sizeHint: number | null): WholeFile {
  const whole = stored.length - (stored.length % BLOCK);
  const plain = blockDecipher(key, null).update(stored.subarray(0, whole));
  const last = whole === stored.length && whole > 0 ? plain.subarray(whole - BLOCK) : null;
  const { size, integrity } = plainLength(stored.length, last, sizeHint);
  return { bytes: plain.subarray(0, size), integrity };
}
