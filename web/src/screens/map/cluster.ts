import Supercluster from 'supercluster';
import { type Box, joinBoxes, type MapPoint } from './map-points.ts';

/** Points shown as one marker. */
export interface Cluster extends Box {
  /** Number of photos and other records. */
  readonly count: number;
  readonly photos: number;
  /** Key of the newest photo, or of the newest record without a photo. */
  readonly key: string;
  /** That record; null for a photo. */
  readonly record: MapPoint['record'];
  /** Position of the marker: the mean of the points. */
  readonly latitude: number;
  readonly longitude: number;
}

/** Finds the clusters in a view. A view across the 180th meridian has an east beyond 180 or a west beyond -180. */
export type ClusterIndex = (zoom: number, view: Box) => readonly Cluster[];

/** Aggregated values of a cluster. */
interface Collected {
  /** Index of the newest point. */
  newest: number;
  photos: number;
  box: Box;
}

/** Maximum distance in pixels of points in one marker. */
const RADIUS = 84;

/** Width of a marker, pixels. */
const MARK = 52;

/** Width of the world at zoom 0 of the map, pixels. */
const WORLD = 512;

/** Minimum zoom of the map, which shows the whole world on a phone. */
export const MIN_ZOOM = -1;

/** Maximum zoom of the map: points closer to each other remain one marker. */
export const MAX_ZOOM = 16;

/** Indexes points, newest first, for all zooms. A hundred thousand points take a fraction of a second. */
export function indexClusters(points: readonly MapPoint[]): ClusterIndex {
  // Zoom 0 of the index is MIN_ZOOM of the map.
  const toIndexZoom = (zoom: number): number => Math.floor(zoom) - MIN_ZOOM;
  const index = new Supercluster<{ order: number }, Collected>({
    radius: RADIUS,
    extent: WORLD * 2 ** MIN_ZOOM,
    maxZoom: toIndexZoom(MAX_ZOOM),
    map: ({ order }) => collect(points, order),
    reduce: (all, { newest, photos, box }) => {
      all.newest = Math.min(all.newest, newest);
      all.photos += photos;
      all.box = joinBoxes(all.box, box);
    },
  });
  index.load(
    points.map(({ latitude, longitude }, order) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
      properties: { order },
    })),
  );
  return (zoom, { north, south, east, west }) => {
    // A marker at the edge can be visible with its centre outside. Degrees per pixel are largest at the equator.
    const margin = (360 * MARK) / (WORLD * 2 ** zoom);
    return index
      .getClusters([west - margin, south - margin, east + margin, north + margin], toIndexZoom(zoom))
      .map(({ properties, geometry }) => {
        const isOne = !('cluster' in properties);
        const { newest, photos, box } = isOne ? collect(points, properties.order) : properties;
        const [longitude = 0, latitude = 0] = geometry.coordinates;
        return { newest, photos, box, count: isOne ? 1 : properties.point_count, latitude, longitude };
      })
      .toSorted((one, other) => one.newest - other.newest)
      .flatMap(({ newest, box, ...rest }) => {
        const point = points[newest];
        return point === undefined ? [] : [{ ...point, ...rest, ...box }];
      });
  };
}

function collect(points: readonly MapPoint[], order: number): Collected {
  const { latitude = 0, longitude = 0, record = null } = points[order] ?? {};
  return {
    newest: order,
    photos: record === null ? 1 : 0,
    box: { north: latitude, south: latitude, east: longitude, west: longitude },
  };
}
