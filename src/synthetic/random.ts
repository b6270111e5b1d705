import { hash } from 'node:crypto';

/** Seed of synthetic data: the same seed always gives the same bytes. */
export type Seed = string | number;

/**
 * `length` bytes derived from `seed` and `label` (SHA-256 in counter mode), for keys, salts and UUIDs of synthetic
 * backups. Different labels give independent bytes, so a new label does not change existing data.
 */
export function derivedBytes(seed: Seed, label: string, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 0; counter * 32 < length; counter++) {
    blocks.push(hash('sha256', `${String(seed)}\0${label}\0${String(counter)}`, 'buffer'));
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** Formats sixteen bytes as an upper-case version 4 UUID, as Apple does. */
export function formatUuid(bytes: Uint8Array): string {
  const copy = Buffer.from(bytes.subarray(0, 16));
  copy[6] = ((copy[6] as number) & 0x0f) | 0x40;
  copy[8] = ((copy[8] as number) & 0x3f) | 0x80;
  const hex = copy.toString('hex').toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A UUID derived from `seed` and `label`. */
export function derivedUuid(seed: Seed, label: string): string {
  return formatUuid(derivedBytes(seed, label, 16));
}

/** A fast seeded random number generator. Not for keys, which come from {@link derivedBytes}. */
export interface Random {
  /** True for the demo that people look at: texts are everyday talk instead of what tests look for. */
  readonly isStory?: boolean;
  /** A uniform 32-bit unsigned integer. */
  uint32(): number;
  /** A uniform number in [0, 1). */
  fraction(): number;
  /** A uniform integer in [0, limit). */
  below(limit: number): number;
  /** Returns true with this probability. */
  chance(probability: number): boolean;
  /** Returns a random item. `items` must not be empty. */
  pick<Item>(items: readonly Item[]): Item;
  /** An upper-case UUID. */
  uuid(): string;
  /** Reorders `items` in place. */
  shuffle(items: Uint32Array): void;
}

const HEX_PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, '0'));

/** Four hex digits of a 16-bit number. */
function hex16(half: number): string {
  return (HEX_PAIRS[half >>> 8] as string) + (HEX_PAIRS[half & 255] as string);
}

/** Eight hex digits of a 32-bit number. */
function hex32(word: number): string {
  return hex16(word >>> 16) + hex16(word & 0xffff);
}

/** The sfc32 generator (Chris Doty-Humphrey's Small Fast Counter), seeded from `seed` and `label`. */
export function seededRandom(seed: Seed, label: string): Random {
  const state = derivedBytes(seed, label, 16);
  let a = state.readInt32LE(0);
  let b = state.readInt32LE(4);
  let c = state.readInt32LE(8);
  let counter = state.readInt32LE(12);

  const uint32 = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  const fraction = (): number => uint32() / 0x1_0000_0000;
  const below = (limit: number): number => Math.floor(fraction() * limit);

  return {
    uint32,
    fraction,
    below,
    chance: (probability) => fraction() < probability,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    uuid: () => {
      const second = uint32();
      const third = uint32();
      return `${hex32(uint32())}-${hex16(second >>> 16)}-${hex16((second & 0x0fff) | 0x4000)}-${hex16((third >>> 18) | 0x8000)}-${hex16(third & 0xffff)}${hex32(uint32())}`;
    },
    shuffle: (items) => {
      for (let last = items.length - 1; last > 0; last--) {
        const other = below(last + 1);
        const kept = items[last] as number;
        items[last] = items[other] as number;
        items[other] = kept;
      }
    },
  };
}
