import { malformed } from './errors.ts';

/** Number of symbols of each code: literal lengths, match lengths, distances, literals. */
const SYMBOLS = { lengths: 20, matches: 20, distances: 64, literals: 256 } as const;
const ALL_SYMBOLS = 360;

const PLAIN_HEADER = 772;
const PACKED_HEADER = 32;

/** The header of a block with entropy coding. */
export interface BlockHeader {
  /** Bytes of the header itself. */
  readonly size: number;
  readonly rawBytes: number;
  readonly literalCount: number;
  readonly matchCount: number;
  readonly literalBytes: number;
  readonly matchBytes: number;
  /** Bits at the top of each payload that are not used. */
  readonly unusedLiteralBits: number;
  readonly unusedMatchBits: number;
  readonly literalStates: readonly number[];
  readonly lengthState: number;
  readonly matchState: number;
  readonly distanceState: number;
  readonly frequencies: {
    readonly lengths: Uint16Array;
    readonly matches: Uint16Array;
    readonly distances: Uint16Array;
    readonly literals: Uint16Array;
  };
}

/** Reads the header of a `bvx1` block, whose fields are whole numbers. @throws MALFORMED_FILE */
export function readPlainHeader(block: DataView): BlockHeader {
  if (block.byteLength < PLAIN_HEADER) throw malformed();
  const u32 = (at: number): number => block.getUint32(at, true);
  const u16 = (at: number): number => block.getUint16(at, true);
  const frequencies = Uint16Array.from({ length: ALL_SYMBOLS }, (_, symbol) => u16(50 + symbol * 2));
  return checked({
    size: PLAIN_HEADER,
    rawBytes: u32(4),
    literalCount: u32(12),
    matchCount: u32(16),
    literalBytes: u32(20),
    matchBytes: u32(24),
    unusedLiteralBits: -block.getInt32(28, true),
    literalStates: [u16(32), u16(34), u16(36), u16(38)],
    unusedMatchBits: -block.getInt32(40, true),
    lengthState: u16(44),
    matchState: u16(46),
    distanceState: u16(48),
    frequencies: split(frequencies),
  });
}

/** Reads the header of a `bvx2` block, whose fields are packed into bits. @throws MALFORMED_FILE */
export function readPackedHeader(block: DataView): BlockHeader {
  if (block.byteLength < PACKED_HEADER) throw malformed();
  const words = [8, 16, 24].map((at) => block.getBigUint64(at, true));
  const field = (word: number, at: number, count: number): number =>
    Number(((words[word] as bigint) >> BigInt(at)) & ((1n << BigInt(count)) - 1n));
  const size = field(2, 0, 32);
  if (size < PACKED_HEADER || size > block.byteLength) throw malformed();
  const packed = new Uint8Array(block.buffer, block.byteOffset + PACKED_HEADER, size - PACKED_HEADER);
  return checked({
    size,
    rawBytes: block.getUint32(4, true),
    literalCount: field(0, 0, 20),
    literalBytes: field(0, 20, 20),
    matchCount: field(0, 40, 20),
    unusedLiteralBits: 7 - field(0, 60, 3),
    literalStates: [0, 10, 20, 30].map((at) => field(1, at, 10)),
    matchBytes: field(1, 40, 20),
    unusedMatchBits: 7 - field(1, 60, 3),
    lengthState: field(2, 32, 10),
    matchState: field(2, 42, 10),
    distanceState: field(2, 52, 10),
    frequencies: split(unpackFrequencies(packed)),
  });
}

/**
 * Refuses a block with more literals or matches than bytes, so that the work of decoding is bounded by the output: a
 * symbol may take no bits at all. Encoders fill up the literals to a multiple of four.
 */
function checked(header: BlockHeader): BlockHeader {
  const { rawBytes, literalCount, matchCount, unusedLiteralBits, unusedMatchBits } = header;
  const fits = literalCount <= rawBytes + 3 && matchCount <= rawBytes;
  const isUnused = (bits: number): boolean => bits >= 0 && bits <= 7;
  if (!fits || !isUnused(unusedLiteralBits) || !isUnused(unusedMatchBits)) throw malformed();
  return header;
}

function split(all: Uint16Array): BlockHeader['frequencies'] {
  const matches = SYMBOLS.lengths;
  const distances = matches + SYMBOLS.matches;
  const literals = distances + SYMBOLS.distances;
  return {
    lengths: all.subarray(0, matches),
    matches: all.subarray(matches, distances),
    distances: all.subarray(distances, literals),
    literals: all.subarray(literals),
  };
}

/** Reads frequencies in a prefix code, from the lowest bit on (docs/format/lzfse.md, "Frequencies"). */
function unpackFrequencies(packed: Uint8Array): Uint16Array {
  const frequencies = new Uint16Array(ALL_SYMBOLS);
  const limit = packed.length * 8;
  let position = 0;
  const take = (count: number): number => {
    if (position + count > limit) throw malformed();
    let value = 0;
    for (let bit = 0; bit < count; bit++, position++) {
      value |= (((packed[position >> 3] as number) >> (position & 7)) & 1) << bit;
    }
    return value;
  };
  // No table at all means that all frequencies are 0.
  if (limit === 0) return frequencies;
  for (let symbol = 0; symbol < ALL_SYMBOLS; symbol++) frequencies[symbol] = takeFrequency(take);
  if (limit - position >= 8) throw malformed();
  return frequencies;
}

function takeFrequency(take: (count: number) => number): number {
  if (take(1) === 0) return take(1);
  if (take(1) === 0) return 2 + take(1);
  if (take(1) === 0) return 4 + take(2);
  return take(1) === 0 ? 8 + take(4) : 24 + take(10);
}
