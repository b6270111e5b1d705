import type { TownView } from '../../contract/map.ts';
import { lazy } from '../../model/lazy.ts';
import { nameAt, type TownTable, townTable } from './town-table.ts';

/** Towns farther away than this do not describe a place, kilometres. */
const FARTHEST = 100;

const KM_PER_DEGREE = 111.2;

/**
 * Kilometres from the centre of a town to its edge, for its population: 1.4 for 20,000 people, 10 for a million. Places
 * in a large city are near it, not near the village that it absorbed.
 */
function radius(population: number): number {
  return 0.01 * Math.sqrt(population);
}

/** First index of a latitude in the table: rows are sorted by whole degrees of latitude. */
let rows: { readonly of: TownTable; readonly starts: Uint32Array } | null = null;

function rowStarts(towns: TownTable): Uint32Array {
  if (rows?.of === towns) return rows.starts;
  // 181 rows from -90 to 90, and the end of the last.
  const starts = new Uint32Array(182).fill(towns.count);
  for (let index = towns.count - 1; index >= 0; index--) starts[Math.floor(towns.latitudes[index] ?? 0) + 90] = index;
  for (let row = 180; row >= 0; row--) starts[row] = Math.min(starts[row] ?? 0, starts[row + 1] ?? towns.count);
  rows = { of: towns, starts };
  return starts;
}

/** First index from `low` to `high` whose degree of longitude is at least that one. */
function lowerBound({ longitudes }: TownTable, low: number, high: number, degree: number): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (Math.floor(longitudes[middle] ?? 0) < degree) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * The town whose edge is nearest to a position, from GeoNames' towns of at least 1,000 people; null for none within 100
 * kilometres, and for positions that are not on Earth. Takes some microseconds, tens of them in dense regions.
 */
export function nearestTown(latitude: number, longitude: number): TownView | null {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null;
  const towns = townTable();
  const starts = rowStarts(towns);
  const squeeze = Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
  let best: number | null = null;
  let least = FARTHEST;
  const look = (row: number, west: number, east: number): void => {
    const [from, to] = [starts[row + 90] ?? 0, starts[row + 91] ?? towns.count];
    for (let index = lowerBound(towns, from, to, west); index < to; index++) {
      const townLongitude = towns.longitudes[index] ?? 0;
      if (Math.floor(townLongitude) > east) return;
      const up = ((towns.latitudes[index] ?? 0) - latitude) * KM_PER_DEGREE;
      const turned = Math.abs(townLongitude - longitude);
      const aside = Math.min(turned, 360 - turned) * squeeze * KM_PER_DEGREE;
      const square = up * up + aside * aside;
      const size = radius(towns.populations[index] ?? 0);
      // Comparing squares first: roots of all towns would take most of the time.
      if (square > FARTHEST * FARTHEST || square > (least + size) * (least + size) || least + size < 0) continue;
      if (towns.isSection[index] === 1) continue;
      best = index;
      least = Math.sqrt(square) - size;
    }
  };
  // Everything within a degree of latitude; with as much east and west.
  const reach = Math.min(180, FARTHEST / KM_PER_DEGREE / squeeze);
  const [west, east] = [Math.floor(longitude - reach), Math.floor(longitude + reach)];
  for (let row = Math.max(-90, Math.floor(latitude) - 1); row <= Math.min(89, Math.floor(latitude) + 1); row++) {
    look(row, west, east);
    if (west < -180) look(row, west + 360, 180);
    if (east > 179) look(row, -180, east - 360);
  }
  return best === null ? null : townAt(towns, best);
}

/** The town of an index. */
export function townAt(towns: TownTable, index: number): TownView {
  const region = towns.regions[towns.regionOf[index] ?? 0] ?? '';
  return {
    name: nameAt(towns.names, index),
    region: region === '' ? null : region,
    country: towns.countries[towns.countryOf[index] ?? 0] ?? '',
    latitude: Number((towns.latitudes[index] ?? 0).toFixed(4)),
    longitude: Number((towns.longitudes[index] ?? 0).toFixed(4)),
    population: towns.populations[index] ?? 0,
  };
}

const countries = lazy(() => new Intl.DisplayNames(['en'], { type: 'region' }));

/** What a computed place is called in exports: `near Padova, Italy`; null where no town is near. */
export function nearWords(latitude: number | null, longitude: number | null): string | null {
  if (latitude === null || longitude === null) return null;
  const town = nearestTown(latitude, longitude);
  return town === null ? null : `near ${town.name}, ${countries().of(town.country) ?? town.country}`;
}
