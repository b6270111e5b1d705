import { signedArea } from './shapefile.ts';
import type { Town } from './town-list.ts';
import { unwrapRing } from './unwrap.ts';

type Ring = readonly GeoJSON.Position[];
type Country = GeoJSON.Feature<GeoJSON.Geometry | null, { readonly name: string }>;

/** Grid of candidates for the position of a label, on each side. */
const GRID = 32;

/** Areas in square degrees from which a country is named at a zoom. */
const ZOOMS = [
  [700, 1],
  [120, 2],
  [25, 3],
  [4, 4],
  [0.3, 5],
] as const;

/** A label inside the largest part of each country. Its code is that of most towns there; null for none. */
export function countryLabels(countries: readonly Country[], towns: readonly Town[]): GeoJSON.Feature[] {
  return countries.flatMap((country) => {
    const parts = partsOf(country.geometry).map((part) => part.map(onOneSide));
    const areas = parts.map(([border = []]) => Math.abs(signedArea(border)));
    const largest = parts[areas.indexOf(Math.max(...areas))];
    if (largest === undefined) return [];
    const area = areas.reduce((sum, one) => sum + one, 0);
    const code = codeOf(largest[0] ?? [], towns);
    return {
      type: 'Feature' as const,
      properties: {
        k: 'country',
        n: country.properties.name,
        ...(code === null ? {} : { c: code }),
        z: ZOOMS.find(([least]) => area >= least)?.[1] ?? 6,
        o: -Math.round(area * 10),
      },
      geometry: { type: 'Point' as const, coordinates: innermost(largest) },
    };
  });
}

function partsOf(geometry: GeoJSON.Geometry | null): readonly (readonly Ring[])[] {
  if (geometry?.type === 'Polygon') return [geometry.coordinates];
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates : [];
}

/** A border without a jump at the edge of the map, most of it between 180 degrees west and east. */
function onOneSide(ring: Ring): Ring {
  const border = unwrapRing(ring);
  const { west, east } = boxOf(border);
  const turn = Math.round((west + east) / 2 / 360) * 360;
  return border.map(([x, y]) => [x - turn, y]);
}

/** Code of most towns inside a border. */
function codeOf(border: Ring, towns: readonly Town[]): string | null {
  const box = boxOf(border);
  const inside = towns.filter(
    ({ latitude, longitude }) =>
      longitude >= box.west &&
      longitude <= box.east &&
      latitude >= box.south &&
      latitude <= box.north &&
      isInside(border, longitude, latitude),
  );
  const counts = [...Map.groupBy(inside, ({ country }) => country)].map(([code, { length }]) => ({ code, length }));
  return counts.toSorted((one, other) => other.length - one.length)[0]?.code ?? null;
}

/** The point of a grid that is farthest from the borders. */
function innermost(polygon: readonly Ring[]): [number, number] {
  const [border = []] = polygon;
  const { west, east, south, north } = boxOf(border);
  let best: [number, number] = [(west + east) / 2, (south + north) / 2];
  let most = 0;
  for (let column = 1; column < GRID; column++) {
    for (let row = 1; row < GRID; row++) {
      const x = west + ((east - west) * column) / GRID;
      const y = south + ((north - south) * row) / GRID;
      if (!isInside(border, x, y)) continue;
      // Degrees of longitude are shorter, and names are wide.
      const squeeze = Math.cos((y * Math.PI) / 180) * 0.6;
      const room = Math.min(
        ...border.map(([otherX = 0, otherY = 0]) => Math.hypot((otherX - x) * squeeze, otherY - y)),
      );
      if (room > most) [best, most] = [[x, y], room];
    }
  }
  return best;
}

function boxOf(border: Ring) {
  const box = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  for (const [x = 0, y = 0] of border) {
    box.west = Math.min(box.west, x);
    box.east = Math.max(box.east, x);
    box.south = Math.min(box.south, y);
    box.north = Math.max(box.north, y);
  }
  return box;
}

function isInside(border: Ring, x: number, y: number): boolean {
  let inside = false;
  for (let index = 0, before = border.length - 1; index < border.length; before = index++) {
    const [x1 = 0, y1 = 0] = border[index] ?? [];
    const [x2 = 0, y2 = 0] = border[before] ?? [];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
