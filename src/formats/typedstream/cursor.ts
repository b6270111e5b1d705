import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { decodeUtf8 } from './utf8.ts';

/** Head bytes with a special meaning. All bytes outside 0x80–0x91 are small integers. */
export const HEAD = {
  int16: 0x81,
  int32: 0x82,
  floatingPoint: 0x83,
  /** A literal string, object or class follows. */
  literal: 0x84,
  nil: 0x85,
  endOfObject: 0x86,
  /** Written only by newer systems, for `q` and `Q`. */
  int64: 0x87,
} as const;

const FIRST_RESERVED_HEAD = 0x80;
const LAST_RESERVED_HEAD = 0x91;

/** Reads the primitive encodings of a typedstream. Throws MALFORMED_TYPEDSTREAM for invalid data. */
export class Cursor {
  readonly bytes: Buffer;
  readonly #view: DataView;
  /** Byte order of integers and floats; known once the signature has been read. */
  littleEndian = true;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Number of bytes left. */
  get remaining(): number {
    return this.bytes.length - this.position;
  }

  /** Throws MALFORMED_TYPEDSTREAM with the offset. */
  fail(problem: string, offset: number = this.position): never {
    throw new DomainError('MALFORMED_TYPEDSTREAM', msg('detail.typedstream-malformed', { problem, offset }), {
      details: { offset },
    });
  }

  /** The next byte, unsigned. */
  byte(): number {
    const value = this.bytes[this.position];
    if (value === undefined) this.fail('the data ends too early');
    this.position++;
    return value;
  }

  /** The next `length` bytes, as a view. */
  take(length: number): Uint8Array {
    const start = this.#skip(length);
    return this.bytes.subarray(start, start + length);
  }

  /** The next `length` bytes as text: see {@link decodeUtf8}. */
  text(length: number): string {
    const start = this.#skip(length);
    return decodeUtf8(this.bytes, start, start + length);
  }

  /** An integer whose head byte is `head`; a bigint only if a number would lose precision. */
  integer(signed: boolean, head: number = this.byte()): number | bigint {
    if (head < FIRST_RESERVED_HEAD || head > LAST_RESERVED_HEAD) return signed && head > 0x7f ? head - 0x100 : head;
    if (head === HEAD.int16) {
      const at = this.#skip(2);
      return signed ? this.#view.getInt16(at, this.littleEndian) : this.#view.getUint16(at, this.littleEndian);
    }
    if (head === HEAD.int32) {
      const at = this.#skip(4);
      return signed ? this.#view.getInt32(at, this.littleEndian) : this.#view.getUint32(at, this.littleEndian);
    }
    if (head === HEAD.int64) {
      const at = this.#skip(8);
      const value = signed
        ? this.#view.getBigInt64(at, this.littleEndian)
        : this.#view.getBigUint64(at, this.littleEndian);
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : value;
    }
    return this.fail(`found 0x${head.toString(16)} instead of an integer`, this.position - 1);
  }

  /**
   * A length or count, written as `I` (or as `i` if `signed`). Never more than the bytes left, because every counted
   * item takes at least one byte.
   */
  count(signed = false): number {
    const at = this.position;
    const value = this.integer(signed);
    if (typeof value === 'bigint' || value < 0 || value > this.remaining) {
      this.fail('a length extends past the end of the data', at);
    }
    return value;
  }

  /** A float of 4 or 8 bytes. A whole number may be written as an integer. */
  float(size: 4 | 8): number {
    const head = this.byte();
    if (head !== HEAD.floatingPoint) return Number(this.integer(true, head));
    const at = this.#skip(size);
    return size === 4 ? this.#view.getFloat32(at, this.littleEndian) : this.#view.getFloat64(at, this.littleEndian);
  }

  /** Advances by `length` bytes and returns the position before. */
  #skip(length: number): number {
    const start = this.position;
    if (length > this.bytes.length - start) this.fail('the data ends too early');
    this.position = start + length;
    return start;
  }
}
