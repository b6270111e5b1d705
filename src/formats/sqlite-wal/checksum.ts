/** SQLite's running checksum over a WAL: two 32-bit sums, each of which feeds the other. */
export interface WalChecksum {
  s0: number;
  s1: number;
}

/**
 * Carries the checksum on over `length` bytes (a multiple of 8), read as 32-bit words in the byte order that the magic
 * of the WAL names. Source: sqlite.org/fileformat2.html §4.2, "Checksum Algorithm".
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
