import { crc32 } from 'node:zlib';
import { Output } from './compression/output.ts';
import { limitExceeded, malformed } from './xz/errors.ts';
import { decodeLzma2 } from './xz/lzma2.ts';

const MAGIC = Buffer.from('fd377a585a00', 'hex');
const HEADER = 12;
const LZMA2 = 0x21;
/** Sizes of the checks behind blocks, by their type. */
const CHECK_SIZES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

/** Options of {@link decodeXz}. */
export interface XzOptions {
  /** Maximum size of the output. */
  readonly maxBytes: number;
}

/**
 * Decompresses an XZ stream with the filter LZMA2 (docs/format/xz.md). The checks behind blocks and the index are not
 * verified. Time is bounded by the sizes of input and output.
 *
 * @throws MALFORMED_FILE if it is damaged, truncated or something else
 * @throws LIMIT_EXCEEDED if the output is larger than `maxBytes`
 */
export function decodeXz(stream: Uint8Array, { maxBytes }: XzOptions): Uint8Array {
  const bytes = Buffer.from(stream.buffer, stream.byteOffset, stream.length);
  if (bytes.length < HEADER || !MAGIC.equals(bytes.subarray(0, MAGIC.length))) throw malformed();
  const checkSize = CHECK_SIZES[bytes.readUInt8(7)];
  if (bytes.readUInt8(6) !== 0 || checkSize === undefined) throw malformed();
  if (crc32(bytes.subarray(6, 8)) !== bytes.readUInt32LE(8)) throw malformed();
  const output = new Output(maxBytes, { malformed, limitExceeded });
  for (let at = HEADER; ; ) {
    const size = bytes[at];
    if (size === undefined) throw malformed();
    // The index begins with 0, which is no size of a block's header.
    if (size === 0) return output.finish();
    const end = decodeLzma2(bytes, endOfBlockHeader(bytes, at), output);
    at += Math.ceil((end - at) / 4) * 4 + checkSize;
  }
}

/** Offset of the data of the block at `at`. */
function endOfBlockHeader(bytes: Buffer, at: number): number {
  const end = at + (bytes.readUInt8(at) + 1) * 4;
  if (end > bytes.length || crc32(bytes.subarray(at, end - 4)) !== bytes.readUInt32LE(end - 4)) throw malformed();
  const flags = bytes.readUInt8(at + 1);
  let filter = at + 2;
  const sizes = (flags & 0x40 ? 1 : 0) + (flags & 0x80 ? 1 : 0);
  for (let skipped = 0; skipped < sizes; skipped++) {
    while (filter < end && bytes.readUInt8(filter) >= 0x80) filter++;
    filter++;
  }
  // One filter, whose property is one byte: the size of its dictionary, which the output is itself.
  const isLzma2 = (flags & 3) === 0 && filter + 3 <= end && bytes[filter] === LZMA2 && bytes[filter + 1] === 1;
  if (!isLzma2) throw malformed();
  return end;
}
