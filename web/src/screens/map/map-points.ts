import type { PhotoPlaceView } from '../../../../src/contract/photos.ts';
import type { PlaceView } from '../../../../src/contract/places.ts';

/** A point of the map: a photo, or another record with a place. */
export interface MapPoint {
  /** Key of a photo; kind and reference of another record. */
  readonly key: string;
  readonly latitude: number;
  readonly longitude: number;
  /** UTC milliseconds; null if unknown. */
  readonly at: number | null;
  /** Null for a photo. */
  readonly record: PlaceView | null;
}

/** A box of coordinates. Its west is greater than its east where it crosses the 180th meridian. */
export interface Box {
  readonly north: number;
  readonly south: number;
  readonly east: number;
  readonly west: number;
}

/** Points with valid coordinates: photos, then records, each in the order of its list (newest first). */
export function toPoints(photos: readonly PhotoPlaceView[], records: readonly PlaceView[]): readonly MapPoint[] {
  const all: MapPoint[] = photos.map(([key, latitude, longitude, at]) => ({
    key,
    latitude,
    longitude,
    at,
    record: null,
  }));
  for (const record of records) {
    const { type, ref, latitude, longitude, at } = record;
    all.push({ key: `${type} ${ref}`, latitude, longitude, at, record });
  }
  return all.filter(({ latitude, longitude }) => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180);
}

/** The bounding box of all points, which never crosses the 180th meridian; null for no points. */
export function boxAround(points: readonly MapPoint[]): Box | null {
  return points.reduce<Box | null>(
    (box, { latitude, longitude }) =>
      joinBoxes(box, { north: latitude, south: latitude, east: longitude, west: longitude }),
    null,
  );
}

/** The bounding box of both, neither of which crosses the 180th meridian. */
export function joinBoxes(one: Box | null, other: Box): Box {
  if (one === null) return other;
  return {
    north: Math.max(one.north, other.north),
    south: Math.min(one.south, other.south),
    east: Math.max(one.east, other.east),
    west: Math.min(one.west, other.west),
  };
}

/** Margin around a box in a URL, degrees (about ten metres): keeps its border inside after rounding. */
const MARGIN = 0.0001;

/** The URL parameter `area` for a box. */
export function areaOf({ north, south, east, west }: Box): string {
  const side = (value: number, limit: number): string =>
    String(Number(Math.min(limit, Math.max(-limit, value)).toFixed(5)));
  return [side(north + MARGIN, 90), side(south - MARGIN, 90), side(east + MARGIN, 180), side(west - MARGIN, 180)].join(
    ',',
  );
}

/** The points inside a box, in their order. */
export function pointsIn(points: readonly MapPoint[], { north, south, east, west }: Box): readonly MapPoint[] {
  return points.filter(({ latitude, longitude }) => {
    const isBeside = west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
    return latitude <= north && latitude >= south && isBeside;
  });
}
