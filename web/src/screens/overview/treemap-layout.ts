import { type Rect, squarify } from './squarify.ts';
import type { StoragePart } from './storage-parts.ts';

/** The least side of a tile, pixels: WCAG 2.2 asks for 24 of what can be pressed, and there is a gap. */
const LEAST_SIDE = 26;

/** Tiles that are shown one by one: more could not be told apart. */
const MOST_ALONE = 24;

/** The least weight of a tile as a part of the whole: a sliver could not be pressed beside a camera roll. */
const LEAST_WEIGHT = 0.006;

/** A part and where it stands. */
export interface Tile {
  readonly part: StoragePart;
  readonly rect: Rect;
}

/** Tiles for parts, the largest first; as many as can be pressed, the others together as one. */
export function layTiles(parts: readonly StoragePart[], width: number, height: number): readonly Tile[] {
  if (width <= 0) return [];
  for (let alone = Math.min(parts.length, MOST_ALONE); alone > 0; alone--) {
    const shown = mergeAfter(parts, alone);
    const total = shown.reduce((sum, { bytes }) => sum + bytes, 0);
    const weights = shown.map(({ bytes }) => Math.max(bytes, total * LEAST_WEIGHT));
    const rects = squarify(weights, { x: 0, y: 0, width, height });
    const fits = rects.every((rect) => Math.min(rect.width, rect.height) >= LEAST_SIDE);
    if (fits || alone === 1) return shown.flatMap((part, index) => tileOf(part, rects[index]));
  }
  return [];
}

function tileOf(part: StoragePart, rect: Rect | undefined): Tile[] {
  return rect === undefined ? [] : [{ part, rect }];
}

/** The first `alone` parts and the sum of the others, by size. */
function mergeAfter(parts: readonly StoragePart[], alone: number): readonly StoragePart[] {
  const rest = parts.slice(alone);
  if (rest.length === 0) return [...parts].sort(bySize);
  const sum = (of: (part: StoragePart) => number): number => rest.reduce((total, part) => total + of(part), 0);
  const merged = {
    domain: null,
    app: null,
    icon: null,
    bytes: sum(({ bytes }) => bytes),
    files: sum(({ files }) => files),
  };
  return [...parts.slice(0, alone), merged].sort(bySize);
}

function bySize(one: StoragePart, other: StoragePart): number {
  return other.bytes - one.bytes;
}
