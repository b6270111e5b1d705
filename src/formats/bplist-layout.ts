import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { narrowInteger } from './plist-value.ts';

/** Object types of a binary plist: the high four bits of an object's first byte (CFBinaryPList.c). */
export const MARKER = {
  /** null, false or true, by the low four bits. */
  singleton: 0x0,
  integer: 0x1,
  real: 0x2,
  date: 0x3,
  data: 0x4,
  ascii: 0x5,
  utf16: 0x6,
  uid: 0x8,
  array: 0xa,
  set: 0xc,
  dict: 0xd,
} as const;

const HEADER = 'bplist0';
const HEADER_BYTES = 8;
const TRAILER_BYTES = 32;

const NO_BYTES = Buffer.alloc(0);
const scratch = new DataView(new ArrayBuffer(8));

/**
 * The structure of one binary plist: validates header and trailer, locates objects by number, and checks lengths
 * against the available bytes. Interpreting the objects is left to its users, the general parser and the MBFile reader.
 *
 * Layout (CFBinaryPList.c): `bplist00`, objects, a table of their offsets, and a trailer of 32 bytes: 6 unused, width of
 * an offset, width of a reference, then number of objects, number of the top object and position of the table as
 * big-endian 64-bit integers.
 *
 * An instance can be reloaded, so that reading many small plists creates no garbage.
 */
export class BplistLayout {
  bytes: Buffer = NO_BYTES;
  objectCount = 0;
  topObject = 0;
  refWidth = 1;
  /** End of the objects and start of the offset table. */
  end = 0;
  /** Set by {@link measure}: the object's number of units (bytes, UTF-16 units or entries). */
  count = 0;
  /** Set by {@link measure}: start of the object's contents. */
  body = 0;
  #offsetWidth = 1;

  /**
   * Sets the plist to read.
   * @throws MALFORMED_PLIST
   */
  load(bytes: Uint8Array): void {
    const trailer = bytes.byteLength - TRAILER_BYTES;
    if (trailer < HEADER_BYTES) throw malformed('it is too short', 0);
    for (let index = 0; index < HEADER.length; index++) {
      if (bytes[index] !== HEADER.charCodeAt(index)) throw malformed('it does not start with "bplist00"', 0);
    }
    this.bytes = bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#offsetWidth = byteAt(bytes, trailer + 6);
    this.refWidth = byteAt(bytes, trailer + 7);
    this.objectCount = readUnsigned(bytes, trailer + 8, 8);
    this.topObject = readUnsigned(bytes, trailer + 16, 8);
    this.end = readUnsigned(bytes, trailer + 24, 8);
    if (this.#offsetWidth < 1 || this.#offsetWidth > 8 || this.refWidth < 1 || this.refWidth > 8) {
      throw malformed('its trailer states an invalid integer width', trailer);
    }
    if (this.end <= HEADER_BYTES || this.end + this.objectCount * this.#offsetWidth > trailer) {
      throw malformed('its offset table is out of bounds', trailer);
    }
  }

  /**
   * Start of object `number`.
   * @throws MALFORMED_PLIST if it does not exist or is out of bounds
   */
  position(number: number): number {
    if (number >= this.objectCount) throw malformed(`it refers to object ${number} of ${this.objectCount}`, this.end);
    const position = readUnsigned(this.bytes, this.end + number * this.#offsetWidth, this.#offsetWidth);
    if (position < HEADER_BYTES || position >= this.end) throw malformed('an object is out of bounds', position);
    return position;
  }

  /** The object number in entry `index` of the reference list at `list`. */
  reference(list: number, index: number): number {
    return readUnsigned(this.bytes, list + index * this.refWidth, this.refWidth);
  }

  /**
   * Reads the length of the object at `position` into `count` and `body`, and checks that `count` units of `unit` bytes
   * are available. A low nibble of 15 means that an integer object with the count follows.
   * @throws MALFORMED_PLIST
   */
  measure(position: number, unit: number): void {
    let count = byteAt(this.bytes, position) & 0xf;
    let body = position + 1;
    if (count === 0xf) {
      const marker = byteAt(this.bytes, body);
      if (marker >> 4 !== MARKER.integer || (marker & 0xf) > 3) throw malformed('a length is not an integer', body);
      const width = 1 << (marker & 0xf);
      this.#require(body + 1, width);
      count = readUnsigned(this.bytes, body + 1, width);
      body += 1 + width;
    }
    this.#require(body, count * unit);
    this.count = count;
    this.body = body;
  }

  /** The integer object at `position`: 1, 2 and 4 bytes are unsigned, 8 and 16 signed. @throws MALFORMED_PLIST */
  integer(position: number): number | bigint {
    const exponent = byteAt(this.bytes, position) & 0xf;
    if (exponent > 4) throw malformed('an integer has an invalid width', position);
    const width = 1 << exponent;
    const start = position + 1;
    this.#require(start, width);
    if (width < 8) return readUnsigned(this.bytes, start, width);
    return width === 8 ? readSigned64(this.bytes, start) : readSigned128(this.bytes, start);
  }

  /** The real or date object at `position`, 4 or 8 bytes. @throws MALFORMED_PLIST */
  real(position: number): number {
    const width = 1 << (byteAt(this.bytes, position) & 0xf);
    if (width !== 4 && width !== 8) throw malformed('a real has an invalid width', position);
    this.#require(position + 1, width);
    for (let index = 0; index < width; index++) scratch.setUint8(index, byteAt(this.bytes, position + 1 + index));
    return width === 4 ? scratch.getFloat32(0) : scratch.getFloat64(0);
  }

  /**
   * The UID object at `position`.
   * @throws MALFORMED_PLIST, also above 2^32 − 1 like CFBinaryPList.c
   */
  uid(position: number): number {
    const width = (byteAt(this.bytes, position) & 0xf) + 1;
    this.#require(position + 1, width);
    const value = readUnsigned(this.bytes, position + 1, width);
    if (value > 0xffff_ffff) throw malformed('a UID is too large', position);
    return value;
  }

  /** The string at `position`, whose marker says ASCII or UTF-16BE. @throws MALFORMED_PLIST */
  string(position: number): string {
    if (byteAt(this.bytes, position) >> 4 === MARKER.ascii) {
      this.measure(position, 1);
      const end = this.body + this.count;
      for (let index = this.body; index < end; index++) {
        if (byteAt(this.bytes, index) > 0x7f) throw malformed('an ASCII string contains other bytes', index);
      }
      return this.bytes.toString('latin1', this.body, end);
    }
    this.measure(position, 2);
    // A copy, because swap16 works in place. Lone surrogates are kept; storage replaces them.
    return Buffer.from(this.bytes.subarray(this.body, this.body + 2 * this.count))
      .swap16()
      .toString('utf16le');
  }

  /** A copy of the data at `position`, so that it does not keep the whole plist in memory. @throws MALFORMED_PLIST */
  data(position: number): Uint8Array {
    this.measure(position, 1);
    return new Uint8Array(this.bytes.subarray(this.body, this.body + this.count));
  }

  #require(start: number, length: number): void {
    if (length > this.end - start) throw malformed('it is truncated, or one of its lengths is wrong', start);
  }
}

/** A MALFORMED_PLIST error for a binary plist. */
export function malformed(what: string, offset: number): DomainError {
  return new DomainError('MALFORMED_PLIST', msg('detail.plist-malformed', { problem: what }), { details: { offset } });
}

/** A big-endian unsigned integer. Rounded above 2^53, which exceeds any file. */
function readUnsigned(bytes: Uint8Array, start: number, width: number): number {
  let value = 0;
  for (let index = start; index < start + width; index++) value = value * 256 + byteAt(bytes, index);
  return value;
}

function readSigned64(bytes: Buffer, start: number): number | bigint {
  const high = bytes.readInt32BE(start);
  const value = high * 0x1_0000_0000 + bytes.readUInt32BE(start + 4);
  return Number.isSafeInteger(value) ? value : bytes.readBigInt64BE(start);
}

function readSigned128(bytes: Buffer, start: number): number | bigint {
  return narrowInteger((bytes.readBigInt64BE(start) << 64n) | bytes.readBigUInt64BE(start + 8));
}

/** The byte at `index`; the caller has checked the bounds. */
function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] as number;
}
