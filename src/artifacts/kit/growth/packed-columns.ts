import { hash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { freeChunk, ownChunk } from '../../../model/own-chunk.ts';

/** Larger ones are of no real phone. */
const MAX_BYTES = 1024 * 1024 * 1024;
const KEY_BYTES = 32;
const LENGTH_BYTES = 6;

/** A column of numbers, whose memory is that of nothing else. */
export type Column = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/**
 * Columns as bytes; `key` must be given to read them. The memory of each is freed when it is packed, and they are empty
 * afterwards: all of them beside what they become would be the peak of an index run.
 */
export function packColumns(key: string, columns: readonly Column[]): Uint8Array<ArrayBuffer> {
  const lengths = columns.map(({ byteLength }) => byteLength);
  const packed = columns.map(takeCompressed);
  const head = Buffer.alloc(KEY_BYTES + 1 + columns.length * 2 * LENGTH_BYTES);
  hash('sha256', key, 'buffer').copy(head);
  let at = head.writeUInt8(columns.length, KEY_BYTES);
  for (const [index, length] of lengths.entries()) {
    at = head.writeUIntLE(length, at, LENGTH_BYTES);
    at = head.writeUIntLE(packed[index]?.length ?? 0, at, LENGTH_BYTES);
  }
  // Not a buffer of Node, which may share its memory with others: this is handed to another thread.
  const all = new Uint8Array(packed.reduce((sum, { length }) => sum + length, head.length));
  all.set(head);
  for (const part of packed) {
    all.set(part, at);
    at += part.length;
    freeChunk(part);
  }
  return all;
}

function takeCompressed(column: Column): Uint8Array {
  const bytes = zstdCompressSync(column, {
    // The first level is several times as fast as deflate.
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
    // Parts would be joined, with all of them in memory once more.
    chunkSize: compressBound(column.byteLength),
  });
  column.buffer.transfer(0);
  return ownChunk(bytes);
}

/** Most bytes that zstd makes of some. */
function compressBound(bytes: number): number {
  return bytes + (bytes >>> 8) + 1024;
}

/** The columns that were packed with this key; null if they cannot be used. */
export function unpackColumns(bytes: Uint8Array, key: string): readonly ArrayBuffer[] | null {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (all.length <= KEY_BYTES) return null;
  if (!hash('sha256', key, 'buffer').equals(all.subarray(0, KEY_BYTES))) return null;
  const count = all.readUInt8(KEY_BYTES);
  let at = KEY_BYTES + 1 + count * 2 * LENGTH_BYTES;
  if (all.length < at) return null;
  const columns: ArrayBuffer[] = [];
  for (let index = 0, left = MAX_BYTES; index < count; index++) {
    const place = KEY_BYTES + 1 + index * 2 * LENGTH_BYTES;
    const length = all.readUIntLE(place, LENGTH_BYTES);
    const end = at + all.readUIntLE(place + LENGTH_BYTES, LENGTH_BYTES);
    left -= length;
    const column = left < 0 || end > all.length ? null : decompressed(all.subarray(at, end), length);
    if (column === null) return null;
    columns.push(column);
    at = end;
  }
  return columns;
}

/** Makes ROWIDs differences, which compress to nearly nothing, in the same memory. */
export function toGaps(rowids: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  for (let index = rowids.length - 1; index > 0; index--) {
    rowids[index] = (rowids[index] as number) - (rowids[index - 1] as number);
  }
  return rowids;
}

/** The ROWIDs of {@link toGaps}. */
export function rowidsOf(gaps: ArrayBuffer): Float64Array<ArrayBuffer> {
  const rowids = new Float64Array(gaps);
  for (let index = 1; index < rowids.length; index++) {
    rowids[index] = (rowids[index] as number) + (rowids[index - 1] as number);
  }
  return rowids;
}

/** Null if this is not exactly `length` bytes of valid data. */
function decompressed(bytes: Uint8Array, length: number): ArrayBuffer | null {
  try {
    const column = zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, length) });
    // A copy, because columns of numbers must be aligned.
    return column.length === length ? new Uint8Array(column).buffer : null;
  } catch {
    return null;
  }
}
