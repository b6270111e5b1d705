import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import type { StoragePart } from './storage-parts.ts';

/** Minimum side of a tile, pixels: WCAG 2.2 requires targets of 24, plus the gap. */
const MIN_SIDE = 26;

/** Maximum number of tiles for single parts. */
const MAX_SINGLE = 24;

/** Minimum area of a tile as a fraction of the whole, so that it can be clicked. */
const MIN_FRACTION = 0.006;

/** A part and its position, pixels. */
export interface Tile {
  readonly part: StoragePart;
  readonly rect: Rect;
}

/** A rectangle. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Tiles for parts, largest first: as many as can be clicked, and one for all the others. */
export function layTiles(parts: readonly StoragePart[], width: number, height: number): readonly Tile[] {
  if (width <= 0) return [];
  for (let single = Math.min(parts.length, MAX_SINGLE); single > 0; single--) {
    // The last two tiles are large enough, whatever their share.
    const least = single === 1 ? Math.max(MIN_FRACTION, MIN_SIDE / Math.min(width, height)) : MIN_FRACTION;
    const tiles = squarify(mergeAfter(parts, single), width, height, least);
    if (single === 1 || tiles.every(({ rect }) => Math.min(rect.width, rect.height) >= MIN_SIDE)) return tiles;
  }
  return [];
}

/** Divides a rectangle by the sizes of the parts into tiles as square as possible. */
function squarify(parts: readonly StoragePart[], width: number, height: number, least: number): Tile[] {
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  // The others keep `1 - least` together.
  const weightOf = ({ bytes }: StoragePart): number => Math.max(bytes, (total * least) / (1 - least));
  const root = hierarchy<Node>({ children: parts.map((part) => ({ part })) }).sum((node) =>
    'part' in node ? weightOf(node.part) : 0,
  );
  return treemap<Node>()
    .size([width, height])
    .tile(treemapSquarify.ratio(1))(root)
    .leaves()
    .flatMap(({ data, x0, y0, x1, y1 }) =>
      'part' in data ? [{ part: data.part, rect: { x: x0, y: y0, width: x1 - x0, height: y1 - y0 } }] : [],
    );
}

type Node = { readonly children: readonly Node[] } | { readonly part: StoragePart };

/** The first parts, and the sum of the others as one, ordered by size. */
function mergeAfter(parts: readonly StoragePart[], single: number): readonly StoragePart[] {
  const rest = parts.slice(single);
  if (rest.length === 0) return parts.toSorted(bySize);
  const sum = (of: (part: StoragePart) => number): number => rest.reduce((total, part) => total + of(part), 0);
  const merged = {
    domain: null,
    app: null,
    icon: null,
    bytes: sum(({ bytes }) => bytes),
    files: sum(({ files }) => files),
  };
  return [...parts.slice(0, single), merged].sort(bySize);
}

function bySize(one: StoragePart, other: StoragePart): number {
  return other.bytes - one.bytes;
}
