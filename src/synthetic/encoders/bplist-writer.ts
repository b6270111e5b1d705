import { appleSeconds } from './apple-time.ts';
import { type PlistDictionary, PlistReal, PlistUid, type PlistValue } from './plist-value.ts';

/** A value of the object table. Containers refer to their members by index. */
interface TableEntry {
  readonly value: PlistValue;
  readonly references: number[];
}

function isDictionary(value: PlistValue): value is PlistDictionary {
  return (
    typeof value === 'object' &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof PlistReal) &&
    !(value instanceof PlistUid)
  );
}

/**
 * Key by which CoreFoundation merges equal values (strings, numbers, dates, data) into one object; null for other
 * values.
 */
function uniqueKey(value: PlistValue): string | null {
  if (typeof value === 'string') return `s${value}`;
  if (typeof value === 'number') return `n${String(value)}`;
  if (typeof value === 'bigint') return `q${String(value)}`;
  if (typeof value === 'boolean') return `b${String(value)}`;
  if (value instanceof Date) return `t${String(value.getTime())}`;
  if (value instanceof PlistReal) return `r${String(value.value)}`;
  if (value instanceof Uint8Array) return `d${Buffer.from(value).toString('latin1')}`;
  return null;
}

/** The object table in the order of CoreFoundation: a container, all its keys, then each value with its own members. */
function flatten(root: PlistValue): TableEntry[] {
  const table: TableEntry[] = [];
  const known = new Map<string, number>();
  const add = (value: PlistValue): number => {
    const key = uniqueKey(value);
    const earlier = key === null ? undefined : known.get(key);
    if (earlier !== undefined) return earlier;
    const index = table.length;
    if (key !== null) known.set(key, index);
    const entry: TableEntry = { value, references: [] };
    table.push(entry);
    if (Array.isArray(value)) {
      for (const item of value as readonly PlistValue[]) entry.references.push(add(item));
    } else if (isDictionary(value)) {
      const keys = Object.keys(value);
      for (const name of keys) entry.references.push(add(name));
      for (const name of keys) entry.references.push(add(value[name] as PlistValue));
    }
    return index;
  };
  add(root);
  return table;
}

/** The smallest of 1, 2, 4 and 8 bytes that can hold `value`. */
function byteWidth(value: number): 1 | 2 | 4 | 8 {
  if (value <= 0xff) return 1;
  if (value <= 0xffff) return 2;
  return value <= 0xffff_ffff ? 4 : 8;
}

/** Big-endian numbers of `width` bytes each. */
function unsigned(values: readonly number[], width: 1 | 2 | 4 | 8): Buffer {
  const bytes = Buffer.alloc(values.length * width);
  for (const [index, value] of values.entries()) {
    // Counts, offsets and indexes are far below the 2^48 that six bytes hold.
    if (width === 8) bytes.writeUIntBE(value, index * 8 + 2, 6);
    else bytes.writeUIntBE(value, index * width, width);
  }
  return bytes;
}

/** An integer: unsigned in 1, 2 or 4 bytes, signed in 8, and 16 bytes above 2^63 − 1. */
function integer(value: number | bigint): Buffer {
  const big = BigInt(value);
  if (big >= 0n && big <= 0xffff_ffffn) {
    const width = byteWidth(Number(big));
    return Buffer.concat([Buffer.of(0x10 | Math.log2(width)), unsigned([Number(big)], width)]);
  }
  const bytes = Buffer.alloc(big > 0x7fff_ffff_ffff_ffffn ? 17 : 9);
  bytes[0] = bytes.length === 17 ? 0x14 : 0x13;
  bytes.writeBigUInt64BE(BigInt.asUintN(64, big), bytes.length - 8);
  return bytes;
}

/** A marker with its count: in the low nibble if below 15, otherwise in an integer after it. */
function marker(type: number, count: number): Buffer {
  return count < 15 ? Buffer.of(type | count) : Buffer.concat([Buffer.of(type | 15), integer(count)]);
}

function double(type: number, value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = type;
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function text(value: string): Buffer {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bplist's ASCII includes control characters
  if (/^[\0-\x7f]*$/.test(value)) return Buffer.concat([marker(0x50, value.length), Buffer.from(value, 'latin1')]);
  return Buffer.concat([marker(0x60, value.length), Buffer.from(value, 'utf16le').swap16()]);
}

function encode({ value, references }: TableEntry, referenceWidth: 1 | 2 | 4 | 8): Buffer {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'boolean') return Buffer.of(value ? 0x09 : 0x08);
  if (typeof value === 'bigint') return integer(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? integer(value) : double(0x23, value);
  if (value instanceof PlistReal) return double(0x23, value.value);
  if (value instanceof Date) return double(0x33, appleSeconds(value.getTime()));
  if (value instanceof Uint8Array) return Buffer.concat([marker(0x40, value.length), value]);
  if (value instanceof PlistUid) {
    const width = byteWidth(value.index);
    return Buffer.concat([Buffer.of(0x80 | (width - 1)), unsigned([value.index], width)]);
  }
  return Buffer.concat([
    Array.isArray(value) ? marker(0xa0, references.length) : marker(0xd0, references.length / 2),
    unsigned(references, referenceWidth),
  ]);
}

/**
 * Writes a binary property list, byte-identical to CoreFoundation's: `bplist00`, objects, offset table, trailer.
 * Source: CFBinaryPList.c; checked against blobs of a real Manifest.db.
 */
export function writeBplist(root: PlistValue): Buffer {
  const table = flatten(root);
  const referenceWidth = byteWidth(table.length);
  const parts: Buffer[] = [Buffer.from('bplist00', 'latin1')];
  const offsets: number[] = [];
  let position = 8;
  for (const entry of table) {
    const bytes = encode(entry, referenceWidth);
    offsets.push(position);
    position += bytes.length;
    parts.push(bytes);
  }
  const offsetWidth = byteWidth(position);
  parts.push(unsigned(offsets, offsetWidth));
  const trailer = Buffer.alloc(32);
  trailer[6] = offsetWidth;
  trailer[7] = referenceWidth;
  trailer.writeBigUInt64BE(BigInt(table.length), 8);
  trailer.writeBigUInt64BE(BigInt(position), 24);
  parts.push(trailer);
  return Buffer.concat(parts);
}
