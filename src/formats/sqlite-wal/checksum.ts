/** SQLite's running WAL checksum: two interdependent 32-bit sums. */
export interface WalChecksum {
  s0: number;
  s1: number;
}

/**
 * Continues the checksum over `length` bytes (a multiple of 8), read as 32-bit words in the byte order given by the
 * WAL's magic number. Source: sqlite.org/fileformat2.html §4.2, "Checksum Algorithm".
 */
export function updateChecksum(
  sum: WalChecksum,
  view: DataView,
  offset: number,
  length: number,
  littleEndian: boolean,
): void {
  let { s0, s1 } = sum;
  for (let at = offset; at < offset + length; at += 8) {
    s0 = (s0 + view.getUint32(at, littleEndian) + s1) | 0;
    s1 = (s1 + view.getUint32(at + 4, littleEndian) + s0) | 0;
  }
  sum.s0 = s0 >>> 0;
  sum.s1 = s1 >>> 0;
}
