import { describe, expect, it } from 'vitest';
import type { PhotoPlaceView } from '../../../../src/contract/photos.ts';
import type { PlaceView } from '../../../../src/contract/places.ts';
import { areaOf, boxAround, clusterPoints, pointsIn, toPoints } from './cluster.ts';
import { mercatorX, mercatorY } from './mercator.ts';

const PLACES: readonly PhotoPlaceView[] = [
  ['berlin', 52.5145, 13.3501, 5],
  ['berlin-too', 52.5146, 13.3503, 4],
  ['potsdam', 52.3906, 13.0645, 3],
  ['fiji', -17.7, 178.9, 2],
  ['nowhere', 123, 13, 1],
];
const WORLD = { north: 85, south: -85, east: 180, west: -180 };
const points = toPoints(PLACES, []);

describe('photos on a map', () => {
  it('are projected as web maps are', () => {
    // EPSG:3857 of Berlin, from PROJ: 1486126.3, 6891532.9 metres of a world of ±20037508.34.
    expect(mercatorX(13.3501)).toBeCloseTo(0.5 + 1_486_126.3 / 40_075_016.69, 6);
    expect(mercatorY(0)).toBe(0.5);
    expect(mercatorY(90)).toBeCloseTo(0, 6);
  });

  it('stand together where they would cover each other, the newest for all', () => {
    const far = clusterPoints(points, 2, WORLD);
    expect(far.map(({ key, count }) => [key, count])).toEqual([
      ['berlin', 3],
      ['fiji', 1],
    ]);
    expect(far[0]).toMatchObject({ north: 52.5146, south: 52.3906, east: 13.3503, west: 13.0645 });
    expect(clusterPoints(points, 12, WORLD).map(({ count }) => count)).toEqual([2, 1, 1]);
  });

  it('are left out where they are out of view, also over the 180th meridian', () => {
    const keys = (east: number, west: number) =>
      clusterPoints(points, 6, { north: 60, south: -60, east, west }).map(({ key }) => key);
    expect(keys(30, 0)).toEqual(['berlin']);
    expect(keys(190, 170)).toEqual(['fiji']);
    expect(keys(-170, -190)).toEqual(['fiji']);
  });

  it('lead to the same photos in the list', () => {
    const [berlin] = clusterPoints(points, 12, WORLD);
    if (berlin === undefined) throw new Error('There is a cluster.');
    const area = areaOf(berlin);
    expect(area).toBe('52.5147,52.5144,13.3504,13.35');
    const [north = 0, south = 0, east = 0, west = 0] = area.split(',').map(Number);
    expect(pointsIn(points, { north, south, east, west })).toHaveLength(2);
    expect(pointsIn(points, { north: 0, south: -30, east: -170, west: 170 })).toMatchObject([{ key: 'fiji' }]);
    expect(boxAround(points)).toEqual({ north: 52.5146, south: -17.7, east: 178.9, west: 13.0645 });
    expect(boxAround(toPoints([], []))).toBeNull();
  });

  it('stand for the other places beside them, which stand for themselves elsewhere', () => {
    const record = (ref: string, latitude: number, longitude: number): PlaceView => ({
      backup: 'x',
      artifact: 'calendar',
      type: 'event',
      ref,
      at: 9,
      title: ref,
      from: null,
      conversation: null,
      chat: null,
      snippet: '',
      highlights: [],
      happening: null,
      latitude,
      longitude,
      locationName: null,
    });
    const mixed = toPoints(PLACES, [record('column', 52.5145, 13.3502), record('oslo', 59.9, 10.7)]);
    const clusters = clusterPoints(mixed, 12, WORLD);
    expect(clusters.map(({ key, count, photos }) => [key, count, photos])).toEqual([
      ['berlin', 3, 2],
      ['potsdam', 1, 1],
      ['fiji', 1, 1],
      ['event oslo', 1, 0],
    ]);
    expect(clusters.map((cluster) => cluster.record?.ref ?? null)).toEqual([null, null, null, 'oslo']);
  });
});
