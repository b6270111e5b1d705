import { hash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Larger ones are of no real phone. */
const MAX_BYTES = 1024 * 1024 * 1024;
const KEY_BYTES = 32;
const LENGTH_BYTES = 6;

/** A column of numbers. */
export type Column = Float64Array | Uint32Array | Uint8Array;

/** Columns as bytes; `key` must be given to read them. */
export function packColumns(key: string, columns: readonly Column[]): Uint8Array {
  const head = Buffer.alloc(KEY_BYTES + 1 + columns.length * LENGTH_BYTES);
  hash('sha256', key, 'buffer').copy(head);
  head.writeUInt8(columns.length, KEY_BYTES);
  for (const [index, { byteLength }] of columns.entries()) {
    head.writeUIntLE(byteLength, KEY_BYTES + 1 + index * LENGTH_BYTES, LENGTH_BYTES);
  }
  const parts = columns.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
  // The first level is several times as fast as deflate.
  return zstdCompressSync(Buffer.concat([head, ...parts]), { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

/** The columns that were packed with this key; null if they cannot be used. */
export function unpackColumns(bytes: Uint8Array, key: string): readonly ArrayBuffer[] | null {
  const all = decompressed(bytes);
  if (all === null || all.length <= KEY_BYTES) return null;
  if (!hash('sha256', key, 'buffer').equals(all.subarray(0, KEY_BYTES))) return null;
  const count = all.readUInt8(KEY_BYTES);
  let at = KEY_BYTES + 1 + count * LENGTH_BYTES;
  if (all.length < at) return null;
  const columns: ArrayBuffer[] = [];
  for (let index = 0; index < count; index++) {
    const length = all.readUIntLE(KEY_BYTES + 1 + index * LENGTH_BYTES, LENGTH_BYTES);
    // Copies, because columns of numbers must be aligned.
    const column = new Uint8Array(all.subarray(at, at + length));
    if (column.length !== length) return null;
    columns.push(column.buffer);
    at += length;
  }
  return columns;
}

/** ROWIDs as differences, which compress to nearly nothing. */
export function gapsOf(rowids: Float64Array): Float64Array {
  const gaps = new Float64Array(rowids.length);
  for (let index = 0, last = 0; index < rowids.length; index++) {
    const rowid = rowids[index] as number;
    gaps[index] = rowid - last;
    last = rowid;
  }
  return gaps;
}

/** The ROWIDs of {@link gapsOf}. */
export function rowidsOf(gaps: ArrayBuffer): Float64Array {
  const rowids = new Float64Array(gaps);
  for (let index = 1; index < rowids.length; index++) {
    rowids[index] = (rowids[index] as number) + (rowids[index - 1] as number);
  }
  return rowids;
}

function decompressed(bytes: Uint8Array): Buffer | null {
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch {
    return null;
  }
}
