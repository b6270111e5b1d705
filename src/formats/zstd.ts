import { zstdDecompressSync } from 'node:zlib';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';

/** Magic number of a Zstandard frame (RFC 8878, 3.1.1). */
const MAGIC = [0x28, 0xb5, 0x2f, 0xfd] as const;
/** Maximum size of decompressed data, in bytes. */
const MAX_BYTES = 16 * 1024 ** 2;

/** True for bytes that begin with a Zstandard frame. */
export function isZstd(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, index) => bytes[index] === byte);
}

/**
 * Decompresses Zstandard frames.
 * @throws DomainError MALFORMED_FILE, also for data that decompresses to more than 16 MiB
 */
export function unzstd(bytes: Uint8Array): Buffer {
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch (cause) {
    throw new DomainError('MALFORMED_FILE', msg('detail.damaged-zstd'), { cause });
  }
}
