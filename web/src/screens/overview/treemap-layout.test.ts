import { describe, expect, it } from 'vitest';
import type { StoragePart } from './storage-parts.ts';
import { layTiles } from './treemap-layout.ts';

const part = (bytes: number): StoragePart => ({ domain: `d${bytes}`, app: null, icon: null, bytes, files: 1 });

describe('layTiles', () => {
  it('shows what can be pressed one by one and the rest together', () => {
    const parts = [5000, 900, ...Array.from({ length: 40 }, (_, index) => 60 - index)].map(part);
    const tiles = layTiles(parts, 320, 320);
    expect(tiles.every(({ rect }) => Math.min(rect.width, rect.height) >= 26)).toBe(true);
    expect(tiles.map(({ part }) => part.domain)).toContain(null);
    expect(tiles.reduce((sum, { part }) => sum + part.bytes, 0)).toBe(parts.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(tiles.reduce((sum, { part }) => sum + part.files, 0)).toBe(parts.length);
    const sizes = tiles.map(({ part }) => part.bytes);
    expect(sizes).toEqual([...sizes].sort((one, other) => other - one));
  });

  it('ends with two where one is nearly everything, and with none before the width is known', () => {
    expect(layTiles([1e12, 3, 2, 1].map(part), 300, 300).map(({ part }) => part.bytes)).toEqual([1e12, 6]);
    expect(layTiles([part(1)], 300, 300)).toHaveLength(1);
    expect(layTiles([part(1)], 0, 300)).toEqual([]);
    expect(layTiles([], 300, 300)).toEqual([]);
  });
});
