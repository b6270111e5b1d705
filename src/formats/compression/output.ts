import type { DomainError } from '../../model/errors.ts';

/** The errors of a compressed format. */
export interface StreamErrors {
  /** For a damaged stream. */
  malformed(): DomainError;
  /** For more output than `limit` bytes. */
  limitExceeded(limit: number): DomainError;
}

/** Decompressed bytes: a buffer that grows up to a maximum, with copies of what was written before. */
export class Output {
  readonly #maxBytes: number;
  readonly #errors: StreamErrors;
  #bytes: Uint8Array;
  #length = 0;

  constructor(maxBytes: number, errors: StreamErrors) {
    this.#maxBytes = maxBytes;
    this.#errors = errors;
    this.#bytes = new Uint8Array(Math.min(maxBytes, 64 * 1024));
  }

  get length(): number {
    return this.#length;
  }

  /** The byte written `distance` bytes ago; 0 before the first one. */
  back(distance: number): number {
    return this.#bytes[this.#length - distance] ?? 0;
  }

  push(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = byte;
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Repeats `count` bytes from `distance` bytes back; a distance shorter than `count` repeats its own output. */
  repeat(count: number, distance: number): void {
    if (distance < 1 || distance > this.#length) throw this.#errors.malformed();
    this.#reserve(count);
    const bytes = this.#bytes;
    const end = this.#length + count;
    if (distance >= count) bytes.copyWithin(this.#length, this.#length - distance, end - distance);
    else for (let at = this.#length; at < end; at++) bytes[at] = bytes[at - distance] as number;
    this.#length = end;
  }

  finish(): Uint8Array {
    return this.#length === this.#bytes.length ? this.#bytes : this.#bytes.slice(0, this.#length);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed > this.#maxBytes) throw this.#errors.limitExceeded(this.#maxBytes);
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.min(this.#maxBytes, Math.max(needed, this.#bytes.length * 2)));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
