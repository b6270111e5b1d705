/** Lengths of the two headers of a `-wal` file (https://www.sqlite.org/fileformat2.html#the_write_ahead_log). */
const WAL_HEADER = 32;
const FRAME_HEADER = 24;

/** SQLite's running checksum over 8-byte words, in little-endian order as declared by the magic number 0x377f0682. */
function checksum(bytes: Buffer, start: number, end: number, sums: Uint32Array): void {
  let first = sums[0] as number;
  let second = sums[1] as number;
  for (let at = start; at < end; at += 8) {
    first = (first + bytes.readUInt32LE(at) + second) >>> 0;
    second = (second + bytes.readUInt32LE(at + 4) + first) >>> 0;
  }
  sums[0] = first;
  sums[1] = second;
}

/**
 * Replaces the random salts of a `-wal` written on a little-endian machine, so that the same rows give the same bytes,
 * and recomputes all checksums. Changes `wal` in place.
 */
export function setWalSalts(wal: Buffer, salts: Uint8Array): void {
  const littleEndianWords = wal.readUInt32BE(0) === 0x377f0682;
  if (!littleEndianWords) return;
  const pageSize = wal.readUInt32BE(8);
  const sums = new Uint32Array(2);
  wal.set(salts.subarray(0, 8), 16);
  checksum(wal, 0, 24, sums);
  wal.writeUInt32BE(sums[0] as number, 24);
  wal.writeUInt32BE(sums[1] as number, 28);
  for (let frame = WAL_HEADER; frame < wal.length; frame += FRAME_HEADER + pageSize) {
    wal.set(salts.subarray(0, 8), frame + 8);
    checksum(wal, frame, frame + 8, sums);
    checksum(wal, frame + FRAME_HEADER, frame + FRAME_HEADER + pageSize, sums);
    wal.writeUInt32BE(sums[0] as number, frame + 16);
    wal.writeUInt32BE(sums[1] as number, frame + 20);
  }
}
