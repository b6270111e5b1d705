/** A ROWID: a `bigint` beyond 2^53. Both kinds compare exactly. */
export type Rowid = number | bigint;

/** A number and the position after it. */
interface Varint {
  readonly value: Rowid;
  readonly end: number;
}

/** Reads a variable-length integer; null if it does not end before `limit`. */
export function readVarint(bytes: Uint8Array, at: number, limit: number): Varint | null {
  let value = 0;
  for (let index = 0; index < 7; index++) {
    if (at + index >= limit) return null;
    const byte = bytes[at + index] as number;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  let large = BigInt(value);
  for (let index = 7; index < 9; index++) {
    if (at + index >= limit) return null;
    const byte = bytes[at + index] as number;
    large = index === 8 ? (large << 8n) | BigInt(byte) : (large << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80 || index === 8) {
      const signed = BigInt.asIntN(64, large);
      const isSafe = signed >= Number.MIN_SAFE_INTEGER && signed <= Number.MAX_SAFE_INTEGER;
      return { value: isSafe ? Number(signed) : signed, end: at + index + 1 };
    }
  }
  return null;
}

/** The bytes of a variable-length integer. */
export function writeVarint(value: Rowid): Uint8Array {
  let left = BigInt.asUintN(64, BigInt(value));
  if (left >= 1n << 56n) {
    const bytes = [Number(left & 0xffn)];
    left >>= 8n;
    for (let index = 0; index < 8; index++, left >>= 7n) bytes.unshift(Number(left & 0x7fn) | 0x80);
    return Uint8Array.from(bytes);
  }
  const bytes = [Number(left & 0x7fn)];
  for (left >>= 7n; left > 0n; left >>= 7n) bytes.unshift(Number(left & 0x7fn) | 0x80);
  return Uint8Array.from(bytes);
}
