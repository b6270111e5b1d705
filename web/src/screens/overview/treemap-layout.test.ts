import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoragePart } from './storage-parts.ts';
import { layTiles } from './treemap-layout.ts';

const part = (bytes: number): StoragePart => ({ domain: `d${bytes}`, app: null, icon: null, bytes, files: 1 });

describe('layTiles', () => {
  it('shows large parts individually and the rest as one', () => {
    const parts = [5000, 900, ...Array.from({ length: 40 }, (_, index) => 60 - index)].map(part);
    const tiles = layTiles(parts, 320, 320);
    expect(tiles.every(({ rect }) => Math.min(rect.width, rect.height) >= 26)).toBe(true);
    expect(tiles.map(({ part }) => part.domain)).toContain(null);
    expect(tiles.reduce((sum, { part }) => sum + part.bytes, 0)).toBe(parts.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(tiles.reduce((sum, { part }) => sum + part.files, 0)).toBe(parts.length);
    const sizes = tiles.map(({ part }) => part.bytes);
    expect(sizes).toEqual([...sizes].sort((one, other) => other - one));
  });

  it('has two tiles if one part is nearly everything, and none before the width is known', () => {
    const tiles = layTiles([1e12, 3, 2, 1].map(part), 300, 320);
    expect(tiles.map(({ part }) => part.bytes)).toEqual([1e12, 6]);
    expect(tiles.every(({ rect }) => Math.min(rect.width, rect.height) >= 26)).toBe(true);
    expect(layTiles([part(1)], 300, 300)).toHaveLength(1);
    expect(layTiles([part(1)], 0, 300)).toEqual([]);
    expect(layTiles([], 300, 300)).toEqual([]);
  });

  it('gives every part its area, inside and without overlaps', () => {
    // The smallest weight is above the minimum fraction of a tile.
    const sizes = fc.array(fc.integer({ min: 10_000, max: 100_000 }), { minLength: 1, maxLength: 12 });
    const side = fc.integer({ min: 400, max: 2000 });
    fc.assert(
      fc.property(sizes, side, side, (unsorted, width, height) => {
        const parts = unsorted.map(part);
        const total = unsorted.reduce((sum, size) => sum + size, 0);
        const tiles = layTiles(parts, width, height);
        expect(tiles).toHaveLength(parts.length);
        const slack = 1e-6 * (width + height);
        for (const [index, { part, rect: one }] of tiles.entries()) {
          expect((one.width * one.height) / (width * height)).toBeCloseTo(part.bytes / total, 6);
          expect(Math.min(one.x, one.y)).toBeGreaterThanOrEqual(0);
          expect(one.x + one.width).toBeLessThanOrEqual(width + slack);
          expect(one.y + one.height).toBeLessThanOrEqual(height + slack);
          for (const { rect: other } of tiles.slice(index + 1)) {
            const apart =
              one.x + one.width <= other.x + slack ||
              other.x + other.width <= one.x + slack ||
              one.y + one.height <= other.y + slack ||
              other.y + other.height <= one.y + slack;
            expect(apart).toBe(true);
          }
        }
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
