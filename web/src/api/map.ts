import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { MapArchiveView, TownView } from '../../../src/contract/map.ts';
import { request, withQuery } from './client.ts';

/** Towns do not change while the page is open. */
const NEVER = Number.POSITIVE_INFINITY;

/** Decimals of a position of which the nearest town is asked: a hundred metres, so that neighbours share an answer. */
const DECIMALS = 3;

/** The town nearest to a position, or null. */
export function nearestTownQuery(latitude: number, longitude: number) {
  const [north, east] = [latitude.toFixed(DECIMALS), longitude.toFixed(DECIMALS)];
  return queryOptions({
    queryKey: ['map', 'nearest', north, east],
    staleTime: NEVER,
    queryFn: async ({ signal }): Promise<TownView | null> => {
      const path = withQuery('/map/nearest-town', { latitude: north, longitude: east });
      return (await request<{ readonly town: TownView | null }>(path, { signal })).town;
    },
  });
}

/** Towns whose name begins with a text. */
export function townsQuery(text: string) {
  return queryOptions({
    queryKey: ['map', 'towns', text],
    staleTime: NEVER,
    enabled: text !== '',
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<readonly TownView[]> =>
      (await request<{ readonly items: readonly TownView[] }>(withQuery('/map/towns', { q: text }), { signal })).items,
  });
}

/** The map of streets of this server. */
export function mapArchiveQuery() {
  return queryOptions({
    queryKey: ['map', 'archive'],
    staleTime: NEVER,
    queryFn: ({ signal }) => request<MapArchiveView>('/map/archive', { signal }),
  });
}
