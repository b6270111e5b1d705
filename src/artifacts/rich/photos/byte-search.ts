/**
 * Finds a few bytes in others (Boyer, Moore, Horspool): where they are some hundred bytes apart, calls of
 * `Buffer.indexOf` take longer than its search.
 */
export class ByteSearch {
  readonly #wanted: Uint8Array;
  /** By how much to move on from a place whose last byte is this one. */
  readonly #steps: Uint8Array;

  /** @param wanted at most 255 bytes */
  constructor(wanted: Uint8Array) {
    this.#wanted = wanted;
    const last = wanted.length - 1;
    this.#steps = new Uint8Array(256).fill(wanted.length);
    for (let at = 0; at < last; at++) this.#steps[wanted[at] as number] = last - at;
  }

  get length(): number {
    return this.#wanted.length;
  }

  /** Where they are first at or after `from`; -1 if nowhere. */
  in(bytes: Uint8Array, from: number): number {
    const [wanted, steps] = [this.#wanted, this.#steps];
    const last = wanted.length - 1;
    for (let end = from + last; end < bytes.length; end += steps[bytes[end] as number] as number) {
      let at = last;
      while (at >= 0 && bytes[end - last + at] === wanted[at]) at--;
      if (at < 0) return end - last;
    }
    return -1;
  }
}
