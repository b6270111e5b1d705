import type { PhotoPlaceView } from '../../../../src/contract/photos.ts';
import type { PlaceView } from '../../../../src/contract/places.ts';
import { mercatorX, mercatorY } from './mercator.ts';

/** A point of the map: a photo, or another record that names a place. */
export interface MapPoint {
  /** Key of a photo; of another record its type as well. */
  readonly key: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Null for a photo. */
  readonly record: PlaceView | null;
}

/** What is near each other: the newest photo stands for all, the newest record where there is no photo. */
export interface Cluster {
  /** Photos and other records. */
  readonly count: number;
  readonly photos: number;
  readonly key: string;
  /** Null where a photo stands for it. */
  readonly record: PlaceView | null;
  /** Where that one is. */
  readonly latitude: number;
  readonly longitude: number;
  readonly north: number;
  readonly south: number;
  readonly east: number;
  readonly west: number;
}

/** Points of a map, ready to be put together: where each is on a map of width 1, in the order of the list. */
export interface Points {
  readonly places: readonly MapPoint[];
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A box of coordinates. */
export interface Box {
  readonly north: number;
  readonly south: number;
  readonly east: number;
  readonly west: number;
}

type BoxSides = readonly [north: number, south: number, east: number, west: number];

/** Width of the world at zoom 0, pixels. */
const WORLD = 512;

/** What lies in a square of so many pixels are one mark. */
const CELL = 84;

/** Width of a mark, pixels. */
const MARK = 52;

/** Nearer than this the map does not go: marks of one place part no further. */
export const MAX_ZOOM = 16;

/** Projects the places once, photos first; what no map can show is left out. */
export function toPoints(photos: readonly PhotoPlaceView[], records: readonly PlaceView[]): Points {
  const all: MapPoint[] = photos.map(([key, latitude, longitude]) => ({ key, latitude, longitude, record: null }));
  for (const record of records) {
    const { type, ref, latitude, longitude } = record;
    all.push({ key: `${type} ${ref}`, latitude, longitude, record });
  }
  const places = all.filter(({ latitude, longitude }) => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180);
  return {
    places,
    x: Float64Array.from(places, ({ longitude }) => mercatorX(longitude)),
    y: Float64Array.from(places, ({ latitude }) => mercatorY(latitude)),
  };
}

/**
 * Puts together what would stand on one spot at a zoom, in a grid that holds still while the map moves. One pass over all
 * points: a hundred thousand take milliseconds. Only clusters that touch `view` come out; a view over the 180th meridian has
 * an east beyond 180 or a west beyond -180.
 */
export function clusterPoints({ places, x, y }: Points, zoom: number, view: Box): readonly Cluster[] {
  // Whole steps: while somebody zooms the marks change now and then, not always.
  const cells = (WORLD / CELL) * 2 ** Math.floor(zoom);
  const [top, bottom] = [mercatorY(view.north), mercatorY(view.south)];
  const [left, right] = [mercatorX(view.west), mercatorX(view.east)];
  const margin = 1 / cells;
  const found = new Map<number, { first: MapPoint; count: number; photos: number; box: BoxSides }>();
  for (let index = 0; index < places.length; index++) {
    const [px, py] = [x[index] ?? 0, y[index] ?? 0];
    if (py < top - margin || py > bottom + margin) continue;
    const isInside = (one: number): boolean => one >= left - margin && one <= right + margin;
    if (!isInside(px) && !isInside(px + 1) && !isInside(px - 1)) continue;
    const cell = Math.floor(px * cells) * 2 ** 22 + Math.floor(py * cells);
    const point = places[index];
    if (point === undefined) continue;
    const { latitude, longitude } = point;
    const isPhoto = point.record === null ? 1 : 0;
    const known = found.get(cell);
    if (known === undefined) {
      found.set(cell, { first: point, count: 1, photos: isPhoto, box: [latitude, latitude, longitude, longitude] });
      continue;
    }
    const [north, south, east, west] = known.box;
    known.count += 1;
    known.photos += isPhoto;
    known.box = [
      Math.max(north, latitude),
      Math.min(south, latitude),
      Math.max(east, longitude),
      Math.min(west, longitude),
    ];
  }
  const clusters = [...found.values()].map(({ first, count, photos, box: [north, south, east, west] }) => ({
    ...first,
    count,
    photos,
    north,
    south,
    east,
    west,
  }));
  return joinOverlapping(clusters, (MARK / WORLD) * 2 ** -Math.floor(zoom));
}

/** Marks on both sides of a line of the grid may still cover each other: the newer one takes the other in. */
function joinOverlapping(clusters: readonly Cluster[], distance: number): readonly Cluster[] {
  const joined: Cluster[] = [];
  for (const cluster of clusters) {
    const [x, y] = [mercatorX(cluster.longitude), mercatorY(cluster.latitude)];
    const near = joined.findIndex(
      ({ longitude, latitude }) =>
        Math.abs(mercatorX(longitude) - x) < distance && Math.abs(mercatorY(latitude) - y) < distance,
    );
    const other = joined[near];
    if (other === undefined) joined.push(cluster);
    else {
      joined[near] = {
        ...other,
        count: other.count + cluster.count,
        photos: other.photos + cluster.photos,
        north: Math.max(other.north, cluster.north),
        south: Math.min(other.south, cluster.south),
        east: Math.max(other.east, cluster.east),
        west: Math.min(other.west, cluster.west),
      };
    }
  }
  return joined;
}

/** The box around all points; null where there is none. */
export function boxAround({ places }: Points): Box | null {
  if (places.length === 0) return null;
  let [north, south, east, west] = [-90, 90, -180, 180];
  for (const { latitude, longitude } of places) {
    north = Math.max(north, latitude);
    south = Math.min(south, latitude);
    east = Math.max(east, longitude);
    west = Math.min(west, longitude);
  }
  return { north, south, east, west };
}

/** Far enough to hold what is stored with all its digits, near enough to hold nothing else: some ten metres. */
const AROUND = 0.0001;

/** The `area` of an address: the photos of a cluster. */
export function areaOf({ north, south, east, west }: Box): string {
  const side = (value: number, limit: number): string =>
    String(Number(Math.min(limit, Math.max(-limit, value)).toFixed(5)));
  return [side(north + AROUND, 90), side(south - AROUND, 90), side(east + AROUND, 180), side(west - AROUND, 180)].join(
    ',',
  );
}

/** The points in a box, in the order of the list; a box whose east is less than its west lies over the 180th meridian. */
export function pointsIn({ places }: Points, { north, south, east, west }: Box): readonly MapPoint[] {
  return places.filter(({ latitude, longitude }) => {
    const isBeside = west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
    return latitude <= north && latitude >= south && isBeside;
  });
}
