import { plain } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';

/** Initial size, and the size above which the buffer is reset after an unusually large batch. */
const INITIAL_BYTES = 256 * 1024;
const KEPT_BYTES = 16 * 1024 * 1024;

/**
 * Texts up to this length are copied here, longer ones by Node: the call overhead equals copying this many characters.
 */
const SHORT_TEXT = 40;

/**
 * Signature, flags and header extension length (https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4).
 */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

/** Rows in PostgreSQL's binary COPY format, collected in one growing buffer that is reused for every batch. */
export class CopyBuffer {
  #bytes: Buffer<ArrayBuffer> = Buffer.allocUnsafe(INITIAL_BYTES);
  #length = 0;
  #rows = 0;

  constructor() {
    this.clear();
  }

  /** Number of rows started since {@link clear}. */
  get rows(): number {
    return this.#rows;
  }

  /** Position of the next byte, for a later {@link patchInt64}. */
  get position(): number {
    return this.#length;
  }

  /** Removes all rows. */
  clear(): void {
    if (this.#bytes.length > KEPT_BYTES) this.#bytes = Buffer.allocUnsafe(INITIAL_BYTES);
    HEADER.copy(this.#bytes);
    this.#length = HEADER.length;
    this.#rows = 0;
  }

  /** Starts a row of `fields` fields. */
  row(fields: number): void {
    this.#rows++;
    this.reserve(2);
    this.#length = this.#bytes.writeInt16BE(fields, this.#length);
  }

  /** A null field. */
  null(): void {
    this.int32(-1);
  }

  /** A bigint field. @throws INTERNAL if the value is not a safe integer */
  int64(value: number): void {
    if (!Number.isSafeInteger(value))
      throw new DomainError('INTERNAL', plain('A batch contains a number that is not an integer.'));
    this.int32(8);
    this.reserve(8);
    this.#length = this.#writeInt64(value, this.#length);
  }

  /** A bigint field that may be null. */
  nullableInt64(value: number | null): void {
    if (value === null) this.null();
    else this.int64(value);
  }

  /** Overwrites the bigint field written at `position`. */
  patchInt64(position: number, value: number): void {
    this.#writeInt64(value, position + 4);
  }

  /** A smallint field. */
  int16(value: number): void {
    this.int32(2);
    this.uint16(value & 0xffff);
  }

  /** A double precision field. */
  float64(value: number): void {
    this.int32(8);
    this.reserve(8);
    this.#length = this.#bytes.writeDoubleBE(value, this.#length);
  }

  /** A boolean field. */
  boolean(value: boolean): void {
    this.int32(1);
    this.byte(value ? 1 : 0);
  }

  /** A text or varchar field. */
  text(value: string): void {
    const start = this.open();
    if (!this.#shortAscii(value)) {
      this.reserve(value.length * 3);
      this.#length += this.#bytes.write(value, this.#length, 'utf8');
    }
    this.close(start);
  }

  /** Starts a field of unknown length; returns the argument for {@link close}. */
  open(): number {
    this.int32(0);
    return this.#length;
  }

  /** Ends the field started by {@link open}. */
  close(start: number): void {
    this.#bytes.writeInt32BE(this.#length - start, start - 4);
  }

  /** Four bytes, within a field. */
  int32(value: number): void {
    this.reserve(4);
    this.#length = this.#bytes.writeInt32BE(value, this.#length);
  }

  /** Two bytes, within a field. */
  uint16(value: number): void {
    this.reserve(2);
    this.#bytes[this.#length++] = value >>> 8;
    this.#bytes[this.#length++] = value & 0xff;
  }

  /** One byte, within a field. */
  byte(value: number): void {
    this.reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** Bytes [start, end) of `source`, within a field. For short pieces. */
  bytes(source: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    const target = this.#bytes;
    let at = this.#length;
    for (let index = start; index < end; index++) target[at++] = source[index] as number;
    this.#length = at;
  }

  /** The complete COPY data. Valid until the buffer is used again. */
  finish(): Uint8Array {
    this.reserve(2);
    this.#bytes.writeInt16BE(-1, this.#length);
    return this.#bytes.subarray(0, this.#length + 2);
  }

  /** Makes room for `more` bytes. */
  reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  #writeInt64(value: number, at: number): number {
    this.#bytes.writeInt32BE(Math.floor(value / 2 ** 32), at);
    return this.#bytes.writeUInt32BE(value >>> 0, at + 4);
  }

  /** Writes a short text if it is ASCII. */
  #shortAscii(value: string): boolean {
    if (value.length > SHORT_TEXT) return false;
    this.reserve(value.length);
    const target = this.#bytes;
    const start = this.#length;
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code > 127) return false;
      target[start + index] = code;
    }
    this.#length = start + value.length;
    return true;
  }
}
