import { gunzipSync } from 'node:zlib';
import { msg } from '../../../../locales/messages.ts';
import { DomainError } from '../../../../model/errors.ts';

/** Maximum decompressed size of one value, in bytes; the largest notes have a few hundred kilobytes. */
const MAX_INFLATED = 16 * 1024 * 1024;

/** Maximum decompressed size of all values of a store, in bytes; the largest libraries have a few hundred megabytes. */
const MAX_TOTAL = 2 * 1024 * 1024 * 1024;

/** True for a gzip member (RFC 1952 §2.3.1), the format of values that are not encrypted. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Decompresses a value of the Notes store.
 *
 * @throws LIMIT_EXCEEDED if it has more than `limit` bytes (a decompression bomb)
 * @throws MALFORMED_PROTOBUF if it is not a complete gzip member
 */
export function inflate(bytes: Uint8Array, limit = MAX_INFLATED): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof RangeError)
      throw new DomainError('LIMIT_EXCEEDED', msg('detail.note-too-large'), { details: { limit } });
    throw new DomainError('MALFORMED_PROTOBUF', msg('detail.note-compression-damaged'), { cause: error });
  }
}

/** Decompresses values of one store and limits their total size. */
export class Inflater {
  #left = MAX_TOTAL;

  /** As {@link inflate}. @throws LIMIT_EXCEEDED also if the total of the store is exceeded */
  inflate(bytes: Uint8Array): Uint8Array {
    if (this.#left <= 0) throw new DomainError('LIMIT_EXCEEDED', msg('detail.notes-too-large'));
    const inflated = inflate(bytes, Math.min(this.#left, MAX_INFLATED));
    this.#left -= inflated.length;
    return inflated;
  }
}
