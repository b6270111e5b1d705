import { malformed } from './errors.ts';

/** Bits of a probability; it starts at one half. */
const PROBABILITY_BITS = 11;
const HALF = 1 << (PROBABILITY_BITS - 1);
/** How fast a probability follows the bits. */
const MOVE_BITS = 5;
/** Below this range a further byte is needed. */
const TOP = 2 ** 24;
const HEADER = 5;

/** `count` probabilities of one half. */
export function probabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(HALF);
}

/** Reads the bits of one LZMA chunk (docs/format/xz.md). */
export class RangeDecoder {
  readonly #bytes: Uint8Array;
  #at = HEADER;
  #range = 0xff_ff_ff_ff;
  #code: number;

  constructor(bytes: Uint8Array) {
    if (bytes.length < HEADER || bytes[0] !== 0) throw malformed();
    this.#bytes = bytes;
    this.#code = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(1);
  }

  /** True if the chunk was read to its end, and its last bits agree. */
  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length && this.#code === 0;
  }

  /** A bit with the probability at `index`, which adapts to it. */
  bit(probabilities: Uint16Array, index: number): 0 | 1 {
    const probability = probabilities[index] as number;
    const bound = (this.#range >>> PROBABILITY_BITS) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      probabilities[index] = probability + (((1 << PROBABILITY_BITS) - probability) >> MOVE_BITS);
      this.#normalise();
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    probabilities[index] = probability - (probability >> MOVE_BITS);
    this.#normalise();
    return 1;
  }

  /** `count` bits without probabilities, the highest first. */
  direct(count: number): number {
    let value = 0;
    for (let bits = count; bits > 0; bits--) {
      this.#range = this.#range >>> 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      this.#normalise();
      value = value * 2 + bit;
    }
    return value;
  }

  /** A number of `count` bits, the highest first, with a probability for each beginning of it. */
  tree(probabilities: Uint16Array, base: number, count: number): number {
    let node = 1;
    for (let bits = count; bits > 0; bits--) node = node * 2 + this.bit(probabilities, base + node);
    return node - (1 << count);
  }

  /** As {@link tree}, the lowest bit first. */
  reverseTree(probabilities: Uint16Array, base: number, count: number): number {
    let node = 1;
    let value = 0;
    for (let index = 0; index < count; index++) {
      const bit = this.bit(probabilities, base + node);
      node = node * 2 + bit;
      value += bit << index;
    }
    return value;
  }

  #normalise(): void {
    if (this.#range >= TOP) return;
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw malformed();
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | byte) >>> 0;
  }
}
