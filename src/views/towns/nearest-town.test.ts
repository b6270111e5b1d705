import { describe, expect, it } from 'vitest';
import { findTowns } from './find-towns.ts';
import { nearestTown, nearWords } from './nearest-town.ts';
import { nameAt, townTable } from './town-table.ts';

describe('the nearest town', () => {
  it.each([
    [45.4, 11.9, 'near Padova, Italy'],
    [52.5145, 13.3501, 'near Berlin, Germany'],
    [35.68, 139.76, 'near Tokyo, Japan'],
    // Above the tree line, and on both sides of the 180th meridian.
    [64.96, -19.02, 'near Akureyri, Iceland'],
    [-17.8, 179.99, 'near Levuka, Fiji'],
    [-17.8, -179.99, 'near Levuka, Fiji'],
  ])('of %d, %d is %s', (latitude, longitude, words) => {
    expect(nearWords(latitude, longitude)).toBe(words);
  });

  it.each([
    [0, 0],
    [90, 0],
    [-90, 180],
    [91, 0],
    [0, 181],
    [Number.NaN, 0],
    [Number.POSITIVE_INFINITY, 0],
  ])('of %d, %d is none', (latitude, longitude) => {
    expect(nearestTown(latitude, longitude)).toBeNull();
  });

  it('is the one that a look at all towns finds', () => {
    const towns = townTable();
    const slowly = (latitude: number, longitude: number): string | null => {
      let best: string | null = null;
      let least = Number.POSITIVE_INFINITY;
      for (let index = 0; index < towns.count; index++) {
        const turned = Math.abs((towns.longitudes[index] ?? 0) - longitude);
        const up = ((towns.latitudes[index] ?? 0) - latitude) * 111.2;
        const aside = Math.min(turned, 360 - turned) * 111.2 * Math.cos((latitude * Math.PI) / 180);
        const distance = Math.sqrt(up * up + aside * aside);
        const toEdge = distance - 0.01 * Math.sqrt(towns.populations[index] ?? 0);
        if (towns.isSection[index] === 1 || distance > 100 || toEdge >= least) continue;
        [best, least] = [nameAt(towns.names, index), toEdge];
      }
      return best;
    };
    const places = Array.from({ length: 60 }, (_, index) => [
      ((index * 37) % 150) - 70 + index / 61,
      ((index * 101) % 360) - 180 + index / 67,
    ]);
    for (const [latitude = 0, longitude = 0] of places)
      expect(nearestTown(latitude, longitude)?.name ?? null, `${latitude}, ${longitude}`).toBe(
        slowly(latitude, longitude),
      );
  });
});

describe('the search for a town', () => {
  const found = (query: string): string[] =>
    findTowns(query, 3).map(({ name, region, country }) => [name, region, country].join(', '));

  it('knows other names, accents and beginnings', () => {
    expect(found('münchen')[0]).toBe('Munich, Bavaria, DE');
    expect(found('PADUA')[0]).toBe('Padova, Veneto, IT');
    expect(found('sao pau')[0]).toBe('São Paulo, São Paulo, BR');
    expect(found('東京')[0]).toBe('Tokyo, Tokyo, JP');
    expect(found('san fran')[0]).toBe('San Francisco, California, US');
  });

  it('narrows to a region or country after a comma', () => {
    expect(found('springfield, il')).toEqual(['Springfield, Illinois, US']);
    expect(found('paris, us')[0]).toBe('Paris, Texas, US');
  });

  it.each(['', ' ', ',', 'xqzxqz', '\n', '|', '\0'])('finds nothing for %j', (query) => {
    expect(findTowns(query, 3)).toEqual([]);
  });
});
