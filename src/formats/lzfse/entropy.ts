import { malformed } from './errors.ts';

/** Bits of a payload, read from its end: it is one little-endian number whose highest bits were written last. */
export class BackwardBits {
  readonly #bytes: Uint8Array;
  #left: number;

  /** @param unused number of bits at the top of the last byte that are not part of the stream: 0 to 7 */
  constructor(bytes: Uint8Array, unused: number) {
    this.#bytes = bytes;
    this.#left = bytes.length * 8 - unused;
    if (this.#left < 0) throw malformed();
  }

  /** The next `count` bits: at most 25, so that they are in four bytes. */
  take(count: number): number {
    const position = this.#left - count;
    if (position < 0) throw malformed();
    this.#left = position;
    const bytes = this.#bytes;
    const at = position >> 3;
    const word =
      (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
    return (word >>> (position & 7)) & ((1 << count) - 1);
  }
}

/** For each symbol, the number of extra bits after it and the value with all of them 0. */
export interface ValueCode {
  readonly extraBits: readonly number[];
  readonly bases: readonly number[];
}

/** Symbols of a block: the state of a finite state entropy decoder selects a symbol and the bits of the next state. */
export class EntropyDecoder {
  /** By state: the symbol, the number of bits to read, and what to add to them for the next state. */
  readonly #symbols: Uint8Array;
  readonly #bits: Uint8Array;
  readonly #deltas: Int16Array;
  readonly #states: number;

  /**
   * A symbol has as many states as its frequency. `frequencies` sum up to at most `stateCount`, a power of two.
   *
   * @throws MALFORMED_FILE if they do not
   */
  constructor(stateCount: number, frequencies: Uint16Array) {
    const states = frequencies.reduce((sum, frequency) => sum + frequency, 0);
    if (states > stateCount) throw malformed();
    this.#states = states;
    this.#symbols = new Uint8Array(states);
    this.#bits = new Uint8Array(states);
    this.#deltas = new Int16Array(states);
    let state = 0;
    frequencies.forEach((frequency, symbol) => {
      if (frequency === 0) return;
      // The states of a symbol share the range of next states: the first ones take twice as much of it.
      const bits = Math.clz32(frequency) - Math.clz32(stateCount);
      const wide = ((2 * stateCount) >> bits) - frequency;
      for (let index = 0; index < frequency; index++, state++) {
        const isWide = index < wide;
        this.#symbols[state] = symbol;
        this.#bits[state] = isWide ? bits : bits - 1;
        this.#deltas[state] = isWide ? ((frequency + index) << bits) - stateCount : (index - wide) << (bits - 1);
      }
    });
  }

  /** A run of symbols or values that starts in `state`. */
  from(state: number): SymbolStream {
    let current = state;
    return {
      next: (bits) => {
        if (current >= this.#states) throw malformed();
        const symbol = this.#symbols[current] as number;
        current = (this.#deltas[current] as number) + bits.take(this.#bits[current] as number);
        return symbol;
      },
    };
  }
}

/** Symbols one after the other. */
export interface SymbolStream {
  next(bits: BackwardBits): number;
}

/** The next value: a symbol's base plus its extra bits, which follow the bits of the state. */
export function nextValue(stream: SymbolStream, code: ValueCode, bits: BackwardBits): number {
  const symbol = stream.next(bits);
  return (code.bases[symbol] as number) + bits.take(code.extraBits[symbol] as number);
}
