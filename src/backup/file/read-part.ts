import { closeSync } from 'node:fs';
import { blockDecipher } from './cipher.ts';
import { ioError } from './io-error.ts';
import { type OpenPayload, openPayloadSync } from './open-payload.ts';
import { BLOCK } from './plain-length.ts';
import { readFullySync } from './read-fully.ts';
import { requireFile } from './read-whole.ts';

/** A range of bytes: `length` from `position` on. */
export interface FilePart {
  readonly position: number;
  readonly length: number;
}

/**
 * A part of a stored file, read synchronously, for readers in a dedicated thread that want little of a large file. With a
 * `key` (32 bytes) only the blocks of the part are read and decrypted. Fewer bytes at the end of the file; the padding of
 * an encrypted one counts as its contents. `what` names the file in messages.
 *
 * @throws PAYLOAD_MISSING, UNSAFE_PATH, NO_ACCESS, DAMAGED_BACKUP
 */
export function readPart(path: string, key: Buffer | null, { position, length }: FilePart, what: string): Uint8Array {
  let open: OpenPayload | null = null;
  try {
    open = requireFile(openPayloadSync(path), what);
    const { descriptor, stored } = open;
    const size = key === null ? stored : stored - (stored % BLOCK);
    const end = Math.min(position + length, size);
    if (end <= position) return new Uint8Array();
    if (key === null) return readFullySync(descriptor, Buffer.allocUnsafe(end - position), position, what);
    const first = position - (position % BLOCK);
    // Of CBC the block before is the IV.
    const from = Math.max(0, first - BLOCK);
    const last = Math.ceil(end / BLOCK) * BLOCK;
    const raw = readFullySync(descriptor, Buffer.allocUnsafe(last - from), from, what);
    const plain = blockDecipher(key, first === from ? null : raw.subarray(0, BLOCK)).update(raw.subarray(first - from));
    return plain.subarray(position - first, end - first);
  } catch (error) {
    throw ioError(error, what);
  } finally {
    if (open !== null) closeSync(open.descriptor);
  }
}
