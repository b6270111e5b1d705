import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PhotoPlaceView } from '../../../../src/contract/photos.ts';
import type { PlaceView } from '../../../../src/contract/places.ts';
import { indexClusters, MAX_ZOOM, MIN_ZOOM } from './cluster.ts';
import { areaOf, boxAround, pointsIn, toPoints } from './map-points.ts';

const PLACES: readonly PhotoPlaceView[] = [
  ['berlin', 52.5145, 13.3501, 5],
  ['berlin-too', 52.5146, 13.3503, 4],
  ['potsdam', 52.3906, 13.0645, 3],
  ['fiji', -17.7, 178.9, 2],
  ['nowhere', 123, 13, 1],
];
const WORLD = { north: 85, south: -85, east: 180, west: -180 };
const points = toPoints(PLACES, []);
const clustersIn = indexClusters(points);

describe('clusters of the map', () => {
  it('join points that would overlap, represented by the newest', () => {
    const far = clustersIn(2, WORLD);
    expect(far.map(({ key, count }) => [key, count])).toEqual([
      ['berlin', 3],
      ['fiji', 1],
    ]);
    expect(far[0]).toMatchObject({ north: 52.5146, south: 52.3906, east: 13.3503, west: 13.0645 });
    expect(clustersIn(12, WORLD).map(({ count }) => count)).toEqual([2, 1, 1]);
  });

  it('omit points out of view, also across the 180th meridian', () => {
    const keys = (east: number, west: number) =>
      clustersIn(6, { north: 60, south: -60, east, west }).map(({ key }) => key);
    expect(keys(30, 0)).toEqual(['berlin']);
    expect(keys(190, 170)).toEqual(['fiji']);
    expect(keys(-170, -190)).toEqual(['fiji']);
  });

  it('have the photos of the list', () => {
    const [berlin] = clustersIn(12, WORLD);
    if (berlin === undefined) throw new Error('There is a cluster.');
    const area = areaOf(berlin);
    expect(area).toBe('52.5147,52.5144,13.3504,13.35');
    const [north = 0, south = 0, east = 0, west = 0] = area.split(',').map(Number);
    expect(pointsIn(points, { north, south, east, west })).toHaveLength(2);
    expect(pointsIn(points, { north: 0, south: -30, east: -170, west: 170 })).toMatchObject([{ key: 'fiji' }]);
    expect(boxAround(points)).toEqual({ north: 52.5146, south: -17.7, east: 178.9, west: 13.0645 });
    expect(boxAround([])).toBeNull();
  });

  it('count records with photos nearby, and show a record if there is no photo', () => {
    const record = (ref: string, latitude: number, longitude: number): PlaceView => ({
      backup: 'x',
      artifact: 'calendar',
      kind: 'event',
      table: 'calendar_events',
      key: ref,
      type: 'event',
      ref,
      at: 9,
      utcOffset: null,
      title: ref,
      from: null,
      conversation: null,
      chat: null,
      snippet: '',
      highlights: [],
      codes: [],
      foundIn: [],
      systemMessage: null,
      latitude,
      longitude,
      locationName: null,
    });
    const mixed = toPoints(PLACES, [record('column', 52.5145, 13.3502), record('oslo', 59.9, 10.7)]);
    const clusters = indexClusters(mixed)(12, WORLD);
    expect(clusters.map(({ key, count, photos }) => [key, count, photos])).toEqual([
      ['berlin', 3, 2],
      ['potsdam', 1, 1],
      ['fiji', 1, 1],
      ['event oslo', 1, 0],
    ]);
    expect(clusters.map((cluster) => cluster.record?.ref ?? null)).toEqual([null, null, null, 'oslo']);
  });

  it('contain every point once, inside their boxes, at every zoom', () => {
    const coordinate = fc.tuple(
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.double({ min: -180, max: 180, noNaN: true }),
    );
    const zoom = fc.integer({ min: MIN_ZOOM, max: MAX_ZOOM });
    fc.assert(
      fc.property(fc.array(coordinate, { maxLength: 60 }), zoom, (coordinates, at) => {
        const some = toPoints(
          coordinates.map(([latitude, longitude], index) => [`p${index}`, latitude, longitude, -index]),
          [],
        );
        const clusters = indexClusters(some)(at, { north: 90, south: -90, east: 180, west: -180 });
        expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBe(some.length);
        expect(new Set(clusters.map(({ key }) => key)).size).toBe(clusters.length);
        for (const cluster of clusters) expect(pointsIn(some, cluster).length).toBeGreaterThanOrEqual(cluster.count);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
