import { hash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Larger ones are of no real phone. */
const MAX_BYTES = 1024 * 1024 * 1024;
const KEY_BYTES = 32;
const LENGTH_BYTES = 6;

/** A column of numbers. */
export type Column = Float64Array | Uint32Array | Uint8Array;

/** Columns as bytes; `key` must be given to read them. Each is compressed alone: a copy of all would be the peak of memory. */
export function packColumns(key: string, columns: readonly Column[]): Uint8Array {
  // The first level is several times as fast as deflate.
  const packed = columns.map((column) =>
    zstdCompressSync(column, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }),
  );
  const head = Buffer.alloc(KEY_BYTES + 1 + columns.length * 2 * LENGTH_BYTES);
  hash('sha256', key, 'buffer').copy(head);
  let at = head.writeUInt8(columns.length, KEY_BYTES);
  for (const [index, { byteLength }] of columns.entries()) {
    at = head.writeUIntLE(byteLength, at, LENGTH_BYTES);
    at = head.writeUIntLE(packed[index]?.length ?? 0, at, LENGTH_BYTES);
  }
  return Buffer.concat([head, ...packed]);
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
