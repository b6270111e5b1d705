import { limitExceeded, malformed } from './errors.ts';

/** Decompressed bytes: a buffer that grows up to a maximum, with copies of what was written before. */
export class Output {
  readonly #maxBytes: number;
  #bytes: Uint8Array;
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#bytes = new Uint8Array(Math.min(maxBytes, 64 * 1024));
  }

  get length(): number {
    return this.#length;
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Repeats `count` bytes from `distance` bytes back; a distance shorter than `count` repeats its own output. */
  repeat(count: number, distance: number): void {
    if (distance < 1 || distance > this.#length) throw malformed();
    this.#reserve(count);
    const bytes = this.#bytes;
    const end = this.#length + count;
    if (distance >= count) bytes.copyWithin(this.#length, this.#length - distance, end - distance);
    else for (let at = this.#length; at < end; at++) bytes[at] = bytes[at - distance] as number;
    this.#length = end;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed > this.#maxBytes) throw limitExceeded(this.#maxBytes);
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.min(this.#maxBytes, Math.max(needed, this.#bytes.length * 2)));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
