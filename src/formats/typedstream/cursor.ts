import { DomainError } from '../../model/errors.ts';
import { decodeUtf8 } from './utf8.ts';

/** Head bytes with a meaning of their own; every other byte outside 0x80–0x91 is a small integer. */
export const HEAD = {
  int16: 0x81,
  int32: 0x82,
  floatingPoint: 0x83,
  /** A literal string, object or class follows. */
  literal: 0x84,
  nil: 0x85,
  endOfObject: 0x86,
  /** Only newer systems write it, for `q` and `Q`. */
  int64: 0x87,
} as const;

const FIRST_RESERVED_HEAD = 0x80;
const LAST_RESERVED_HEAD = 0x91;

/** Walks over the bytes of a typedstream and reads its primitive encodings. Whatever does not fit throws MALFORMED_TYPEDSTREAM. */
export class Cursor {
  readonly bytes: Buffer;
  readonly #view: DataView;
  /** Byte order of the integers and floats: known once the signature has been read. */
  littleEndian = true;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How many bytes are left. */
  get remaining(): number {
    return this.bytes.length - this.position;
  }

  /** Throws MALFORMED_TYPEDSTREAM, naming the offset. */
  fail(problem: string, offset: number = this.position): never {
    throw new DomainError('MALFORMED_TYPEDSTREAM', `Typedstream: ${problem} at byte ${offset}.`, {
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

  /** The next `length` bytes: a view, not a copy. */
  take(length: number): Uint8Array {
    const start = this.#skip(length);
    return this.bytes.subarray(start, start + length);
  }

  /** The next `length` bytes as text: see {@link decodeUtf8}. */
  text(length: number): string {
    const start = this.#skip(length);
    return decodeUtf8(this.bytes, start, start + length);
  }

  /** An integer whose head byte is `head`: a bigint only where a number would lose digits. */
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
    return this.fail(`0x${head.toString(16)} stands where an integer should`, this.position - 1);
  }

  /**
   * A length or a count, written as `I` (or, where `signed`, as `i`): never more than the bytes that are left, since
   * everything counted takes at least one.
   */
  count(signed = false): number {
    const at = this.position;
    const value = this.integer(signed);
    if (typeof value === 'bigint' || value < 0 || value > this.remaining) {
      this.fail('a length passes the end of the data', at);
    }
    return value;
  }

  /** A float of 4 or 8 bytes. One without a fraction may be written as an integer. */
  float(size: 4 | 8): number {
    const head = this.byte();
    if (head !== HEAD.floatingPoint) return Number(this.integer(true, head));
    const at = this.#skip(size);
    return size === 4 ? this.#view.getFloat32(at, this.littleEndian) : this.#view.getFloat64(at, this.littleEndian);
  }

  /** Moves past `length` bytes, and says where they started. */
  #skip(length: number): number {
    const start = this.position;
    if (length > this.bytes.length - start) this.fail('the data ends too early');
    this.position = start + length;
    return start;
  }
}
