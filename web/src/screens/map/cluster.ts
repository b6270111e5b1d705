import Supercluster from 'supercluster';
import { type Box, joinBoxes, type MapPoint } from './map-points.ts';

/** Points that are shown as one mark. */
export interface Cluster extends Box {
  /** Photos and other records. */
  readonly count: number;
  readonly photos: number;
  /** Key of the newest photo, or of the newest record where there is no photo. */
  readonly key: string;
  /** That record; null for a photo. */
  readonly record: MapPoint['record'];
  /** Position of the mark: the mean of the points. */
  readonly latitude: number;
  readonly longitude: number;
}

/** Finds the clusters that touch a view. A view over the 180th meridian has an east beyond 180 or a west beyond -180. */
export type ClusterIndex = (zoom: number, view: Box) => readonly Cluster[];

/** What is collected for the points of a cluster. */
interface Collected {
  /** Index of the newest point. */
  newest: number;
  photos: number;
  box: Box;
}

/** Points within this distance of each other become one mark, pixels. */
const RADIUS = 84;

/** Width of a mark, pixels. */
const MARK = 52;

/** Width of the world at zoom 0 of the map, pixels. */
const WORLD = 512;

/** Smallest zoom of the map, which shows the whole world on a phone. */
export const MIN_ZOOM = -1;

/** Largest zoom of the map: points closer to each other stay one mark. */
export const MAX_ZOOM = 16;

/** Indexes points, newest first, for all zooms. A hundred thousand points take a fraction of a second, once. */
export function indexClusters(points: readonly MapPoint[]): ClusterIndex {
  // Zooms of the index begin at 0: zoom 0 of the index is MIN_ZOOM of the map.
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
    // A mark at the edge is seen when its centre is outside. Degrees per pixel are largest at the equator.
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
