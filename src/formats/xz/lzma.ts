import type { Output } from '../compression/output.ts';
import { malformed } from './errors.ts';
import { probabilities, RangeDecoder } from './range-decoder.ts';

const STATES = 12;
/** States from this one on follow a match. */
const AFTER_MATCH = 7;
const MAX_POSITION_STATES = 16;
/** Offsets of the parts of a length decoder: two choices, then lengths by position, then long ones. */
const LOW = 2;
const MIDDLE = LOW + MAX_POSITION_STATES * 8;
const HIGH = MIDDLE + MAX_POSITION_STATES * 8;
const LENGTH_SIZE = HIGH + 256;
const MIN_MATCH = 2;
const LITERAL_SIZE = 0x300;
const MAX_LITERAL_BITS = 4;
/** Distances below this slot have probabilities for all of their low bits. */
const FIRST_ALIGNED_SLOT = 14;
const ALIGN_BITS = 4;

/** LZMA with the state that chunks hand on (docs/format/xz.md). */
export class Lzma {
  #literalContextBits = 0;
  #literalPositionMask = 0;
  #positionMask = 0;
  #state = 0;
  /** The last four distances, newest first, each less one. */
  #distances: [number, number, number, number] = [0, 0, 0, 0];
  #isMatch = probabilities(0);
  #isRepeat = probabilities(0);
  #repeatChoices = probabilities(0);
  #isLongRepeat = probabilities(0);
  #slots = probabilities(0);
  #lowBits = probabilities(0);
  #align = probabilities(0);
  #matchLength = probabilities(0);
  #repeatLength = probabilities(0);
  #literals = probabilities(0);

  /** Sets the parameters from their byte: (pb · 5 + lp) · 9 + lc. */
  configure(properties: number): void {
    const literalContextBits = properties % 9;
    const literalPositionBits = Math.trunc(properties / 9) % 5;
    const positionBits = Math.trunc(properties / 45);
    if (positionBits > 4 || literalContextBits + literalPositionBits > MAX_LITERAL_BITS) throw malformed();
    this.#literalContextBits = literalContextBits;
    this.#literalPositionMask = (1 << literalPositionBits) - 1;
    this.#positionMask = (1 << positionBits) - 1;
  }

  /** Forgets everything but the parameters. */
  reset(): void {
    this.#state = 0;
    this.#distances = [0, 0, 0, 0];
    this.#isMatch = probabilities(STATES * MAX_POSITION_STATES);
    this.#isRepeat = probabilities(STATES);
    this.#repeatChoices = probabilities(STATES * 3);
    this.#isLongRepeat = probabilities(STATES * MAX_POSITION_STATES);
    this.#slots = probabilities(4 * 64);
    this.#lowBits = probabilities(128);
    this.#align = probabilities(1 << ALIGN_BITS);
    this.#matchLength = probabilities(LENGTH_SIZE);
    this.#repeatLength = probabilities(LENGTH_SIZE);
    const literalStates = (this.#literalPositionMask + 1) << this.#literalContextBits;
    this.#literals = probabilities(LITERAL_SIZE * literalStates);
  }

  /** Decodes a chunk to exactly `size` bytes; the dictionary began at `start` of the output. */
  decode(chunk: Uint8Array, size: number, output: Output, start: number): void {
    const bits = new RangeDecoder(chunk);
    const end = output.length + size;
    while (output.length < end) {
      const position = output.length - start;
      const index = this.#state * MAX_POSITION_STATES + (position & this.#positionMask);
      if (bits.bit(this.#isMatch, index) === 0) this.#literal(bits, output, position);
      else this.#match(bits, output, position, end);
    }
    if (!bits.isAtEnd) throw malformed();
  }

  #literal(bits: RangeDecoder, output: Output, position: number): void {
    const before = position === 0 ? 0 : output.back(1);
    const context = this.#literalContextBits;
    const literalState = ((position & this.#literalPositionMask) << context) + (before >> (8 - context));
    const base = LITERAL_SIZE * literalState;
    let node = 1;
    if (this.#state >= AFTER_MATCH) {
      // Likely unlike the byte that a longer match would have had.
      let expected = output.back(this.#distances[0] + 1);
      while (node < 0x100) {
        const bit = (expected >> 7) & 1;
        expected <<= 1;
        const actual = bits.bit(this.#literals, base + ((1 + bit) << 8) + node);
        node = node * 2 + actual;
        if (actual !== bit) break;
      }
    }
    while (node < 0x100) node = node * 2 + bits.bit(this.#literals, base + node);
    output.push(node & 0xff);
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  #match(bits: RangeDecoder, output: Output, position: number, end: number): void {
    const state = this.#state;
    const positionState = position & this.#positionMask;
    const isAfterMatch = state >= AFTER_MATCH;
    let length: number;
    if (bits.bit(this.#isRepeat, state) === 0) {
      length = this.#length(bits, this.#matchLength, positionState);
      const [first, second, third] = this.#distances;
      this.#distances = [this.#distance(bits, length), first, second, third];
      this.#state = isAfterMatch ? 10 : 7;
    } else if (bits.bit(this.#repeatChoices, state) === 0) {
      if (bits.bit(this.#isLongRepeat, state * MAX_POSITION_STATES + positionState) === 0) {
        this.#copy(output, 1, position, end);
        this.#state = isAfterMatch ? 11 : 9;
        return;
      }
      length = this.#repeat(bits, positionState, isAfterMatch);
    } else {
      const [first, second, third, fourth] = this.#distances;
      if (bits.bit(this.#repeatChoices, STATES + state) === 0) this.#distances = [second, first, third, fourth];
      else if (bits.bit(this.#repeatChoices, 2 * STATES + state) === 0) {
        this.#distances = [third, first, second, fourth];
      } else this.#distances = [fourth, first, second, third];
      length = this.#repeat(bits, positionState, isAfterMatch);
    }
    this.#copy(output, length, position, end);
  }

  #repeat(bits: RangeDecoder, positionState: number, isAfterMatch: boolean): number {
    this.#state = isAfterMatch ? 11 : 8;
    return this.#length(bits, this.#repeatLength, positionState);
  }

  #copy(output: Output, length: number, position: number, end: number): void {
    const distance = this.#distances[0] + 1;
    if (distance > position || output.length + length > end) throw malformed();
    output.repeat(length, distance);
  }

  #length(bits: RangeDecoder, lengths: Uint16Array, positionState: number): number {
    if (bits.bit(lengths, 0) === 0) return MIN_MATCH + bits.tree(lengths, LOW + positionState * 8, 3);
    if (bits.bit(lengths, 1) === 0) return MIN_MATCH + 8 + bits.tree(lengths, MIDDLE + positionState * 8, 3);
    return MIN_MATCH + 16 + bits.tree(lengths, HIGH, 8);
  }

  /** A distance less one. */
  #distance(bits: RangeDecoder, length: number): number {
    const slot = bits.tree(this.#slots, Math.min(length - MIN_MATCH, 3) * 64, 6);
    if (slot < 4) return slot;
    const count = (slot >> 1) - 1;
    const high = (2 + (slot & 1)) * 2 ** count;
    if (slot < FIRST_ALIGNED_SLOT) return high + bits.reverseTree(this.#lowBits, high - slot, count);
    const middle = bits.direct(count - ALIGN_BITS) * 2 ** ALIGN_BITS;
    return high + middle + bits.reverseTree(this.#align, 0, ALIGN_BITS);
  }
}
