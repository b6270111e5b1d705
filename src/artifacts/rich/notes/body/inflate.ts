import { gunzipSync } from 'node:zlib';
import { DomainError } from '../../../../model/errors.ts';

/** Most that one compressed value may hold; the largest notes have some hundred kilobytes. */
const MAX_INFLATED = 16 * 1024 * 1024;

/** Most that all values of one store may hold together; the largest libraries have some hundred megabytes. */
const MAX_TOTAL = 2 * 1024 * 1024 * 1024;

/** True for a gzip member (RFC 1952 §2.3.1): what Notes writes unless it encrypts. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Decompresses a value of the Notes store.
 *
 * @throws LIMIT_EXCEEDED where it holds more than `limit` bytes (a decompression bomb)
 * @throws MALFORMED_PROTOBUF where it is no whole gzip member
 */
export function inflate(bytes: Uint8Array, limit = MAX_INFLATED): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof RangeError)
      throw new DomainError('LIMIT_EXCEEDED', 'A compressed note holds more than it may.', { details: { limit } });
    throw new DomainError('MALFORMED_PROTOBUF', 'A compressed note is damaged.', { cause: error });
  }
}

/** Decompresses the values of one store, which must not hold more than a limit together either. */
export class Inflater {
  #left = MAX_TOTAL;

  /** As {@link inflate}. @throws LIMIT_EXCEEDED also when the store has used up what it may hold */
  inflate(bytes: Uint8Array): Uint8Array {
    if (this.#left <= 0)
      throw new DomainError('LIMIT_EXCEEDED', 'The compressed notes hold more than they may together.');
    const inflated = inflate(bytes, Math.min(this.#left, MAX_INFLATED));
    this.#left -= inflated.length;
    return inflated;
  }
}
