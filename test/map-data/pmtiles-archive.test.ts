import { readFileSync } from 'node:fs';
import { PMTiles } from 'pmtiles';
import { describe, expect, it } from 'vitest';
import { writePmtiles } from '../../scripts/map-data/pmtiles-archive.ts';
import { seededRandom } from '../../src/synthetic/random.ts';
import { fullOnly } from '../support/depth.ts';

/** Opens an archive with Protomaps' own reader. */
function open(archive: Buffer): PMTiles {
  return new PMTiles({
    getKey: () => 'archive',
    getBytes: async (offset, length) => ({ data: Uint8Array.from(archive.subarray(offset, offset + length)).buffer }),
  });
}

const HEAD = { minZoom: 0, maxZoom: 8, bounds: [-180, -85, 180, 85], metadata: { name: 'test' } } as const;

describe('a PMTiles archive', () => {
  it('is read by the library of Protomaps, with leaf directories where there are many tiles', fullOnly, async () => {
    const random = seededRandom('pmtiles', 'lengths');
    const tiles = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((z) =>
      Array.from({ length: 4 ** z }, (_, index) => {
        const [x, y] = [index % 2 ** z, Math.floor(index / 2 ** z)];
        // Lengths without a pattern, which the directory cannot compress.
        const own = Uint8Array.from({ length: random.below(200) }, () => random.below(256));
        return { z, x, y, bytes: Buffer.from(y === 1 ? 'the same' : own) };
      }),
    );
    const archive = open(writePmtiles(tiles, HEAD));
    expect(await archive.getHeader()).toMatchObject({ numAddressedTiles: tiles.length, minZoom: 0, maxZoom: 8 });
    expect((await archive.getHeader()).leafDirectoryLength).toBeGreaterThan(0);
    expect(await archive.getMetadata()).toEqual({ name: 'test' });
    for (const { z, x, y, bytes } of tiles.filter((_tile, index) => index % 97 === 0 || index < 40)) {
      const found = await archive.getZxy(z, x, y);
      expect(Buffer.from(found?.data ?? new ArrayBuffer(0)).equals(bytes)).toBe(true);
    }
    expect(await archive.getZxy(8, 0, 0)).toBeUndefined();
  });

  it('of the world has all zooms, and stays small', async () => {
    const bytes = readFileSync(new URL('../../web/src/assets/map/world.pmtiles', import.meta.url));
    expect(bytes.length).toBeLessThan(9_500_000);
    const archive = open(bytes);
    for (const [z, x, y] of [
      [0, 0, 0],
      [6, 34, 22],
    ] as const)
      expect((await archive.getZxy(z, x, y))?.data.byteLength).toBeGreaterThan(10_000);
  });
});
