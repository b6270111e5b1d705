import type { PhotoPlaceView } from '../../../../src/contract/photos.ts';
import { mercatorX, mercatorY } from './mercator.ts';

/** Photos taken near each other: their newest one stands for them. */
export interface Cluster {
  readonly count: number;
  /** Key of the newest photo. */
  readonly key: string;
  /** Where the newest one was taken. */
  readonly latitude: number;
  readonly longitude: number;
  readonly north: number;
  readonly south: number;
  readonly east: number;
  readonly west: number;
}

/** Points of a map, ready to be put together: where each is on a map of width 1, in the order of the list. */
export interface Points {
  readonly places: readonly PhotoPlaceView[];
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

/** Width of the world at zoom 0, pixels. */
const WORLD = 512;

/** Photos in a square of so many pixels are one mark. */
const CELL = 84;

/** Width of a mark, pixels. */
const MARK = 52;

/** Nearer than this the map does not go: marks of one place part no further. */
export const MAX_ZOOM = 16;

/** Projects the places once; what no map can show is left out. */
export function toPoints(all: readonly PhotoPlaceView[]): Points {
  const places = all.filter(([, latitude, longitude]) => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180);
  return {
    places,
    x: Float64Array.from(places, ([, , longitude]) => mercatorX(longitude)),
    y: Float64Array.from(places, ([, latitude]) => mercatorY(latitude)),
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
  const found = new Map<number, { first: number; count: number; box: [number, number, number, number] }>();
  for (let index = 0; index < places.length; index++) {
    const [px, py] = [x[index] ?? 0, y[index] ?? 0];
    if (py < top - margin || py > bottom + margin) continue;
    const isInside = (one: number): boolean => one >= left - margin && one <= right + margin;
    if (!isInside(px) && !isInside(px + 1) && !isInside(px - 1)) continue;
    const cell = Math.floor(px * cells) * 2 ** 22 + Math.floor(py * cells);
    const [, latitude, longitude] = places[index] ?? ['', 0, 0];
    const known = found.get(cell);
    if (known === undefined) {
      found.set(cell, { first: index, count: 1, box: [latitude, latitude, longitude, longitude] });
      continue;
    }
    const [north, south, east, west] = known.box;
    known.count += 1;
    known.box = [
      Math.max(north, latitude),
      Math.min(south, latitude),
      Math.max(east, longitude),
      Math.min(west, longitude),
    ];
  }
  const clusters = [...found.values()].map(({ first, count, box: [north, south, east, west] }) => {
    const [key, latitude, longitude] = places[first] ?? ['', 0, 0];
    return { count, key, latitude, longitude, north, south, east, west };
  });
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
  for (const [, latitude, longitude] of places) {
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

/** How many points are in a box; one whose east is less than its west lies over the 180th meridian. */
export function countIn({ places }: Points, { north, south, east, west }: Box): number {
  return places.filter(([, latitude, longitude]) => {
    const isBeside = west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
    return latitude <= north && latitude >= south && isBeside;
  }).length;
}
