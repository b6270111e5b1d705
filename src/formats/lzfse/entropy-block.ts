import type { Output } from '../compression/output.ts';
import type { BlockHeader } from './block-header.ts';
import { BackwardBits, EntropyDecoder, nextValue, type ValueCode } from './entropy.ts';
import { malformed } from './errors.ts';

const LENGTH_STATES = 64;
const MATCH_STATES = 64;
const DISTANCE_STATES = 256;
const LITERAL_STATES = 1024;

const LENGTHS = valueCode([...Array<number>(16).fill(0), 2, 3, 5, 8]);
const MATCHES = valueCode([...Array<number>(16).fill(0), 3, 5, 8, 11]);
/** Each number of extra bits has four symbols. */
const DISTANCES = valueCode(Array.from({ length: 64 }, (_, symbol) => symbol >> 2));

/** A code without gaps: each symbol's values follow those of the one before. */
function valueCode(extraBits: readonly number[]): ValueCode {
  let next = 0;
  const bases = extraBits.map((bits) => {
    const base = next;
    next += 1 << bits;
    return base;
  });
  return { extraBits, bases };
}

/**
 * Decodes the payloads of a `bvx1` or `bvx2` block: all literals first, then matches that copy some of them and repeat
 * earlier output.
 *
 * @throws MALFORMED_FILE, LIMIT_EXCEEDED
 */
export function decodeEntropyBlock(header: BlockHeader, payload: Uint8Array, output: Output): void {
  const literals = decodeLiterals(header, payload.subarray(0, header.literalBytes));
  const { frequencies } = header;
  const lengths = new EntropyDecoder(LENGTH_STATES, frequencies.lengths).from(header.lengthState);
  const matches = new EntropyDecoder(MATCH_STATES, frequencies.matches).from(header.matchState);
  const distances = new EntropyDecoder(DISTANCE_STATES, frequencies.distances).from(header.distanceState);
  const bits = new BackwardBits(payload.subarray(header.literalBytes), header.unusedMatchBits);
  const end = output.length + header.rawBytes;
  let used = 0;
  let distance = 0;
  for (let index = 0; index < header.matchCount; index++) {
    const length = nextValue(lengths, LENGTHS, bits);
    const match = nextValue(matches, MATCHES, bits);
    // 0 repeats the distance before.
    distance = nextValue(distances, DISTANCES, bits) || distance;
    if (used + length > literals.length || output.length + length + match > end) throw malformed();
    output.append(literals.subarray(used, used + length));
    used += length;
    if (match > 0) output.repeat(match, distance);
  }
  if (output.length !== end) throw malformed();
}

/** Four decoders take turns. */
function decodeLiterals(header: BlockHeader, payload: Uint8Array): Uint8Array {
  const decoder = new EntropyDecoder(LITERAL_STATES, header.frequencies.literals);
  const streams = header.literalStates.map((state) => decoder.from(state));
  const bits = new BackwardBits(payload, header.unusedLiteralBits);
  const literals = new Uint8Array(header.literalCount);
  for (let index = 0; index < literals.length; ) {
    for (const stream of streams) {
      if (index < literals.length) literals[index++] = stream.next(bits);
    }
  }
  return literals;
}
