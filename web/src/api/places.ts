import { queryOptions } from '@tanstack/react-query';
import type { Page } from '../../../src/contract/common.ts';
import type { PlaceView } from '../../../src/contract/places.ts';
import { backupPath, request, withQuery } from './client.ts';

/** Places per request: the limit of the API. */
const PAGE = 200;

/** Places change only with the index. */
const STALE_MS = 5 * 60_000;

/** All records with coordinates except photos; newest first. */
export function placesQuery(backup: string) {
  return queryOptions({
    queryKey: ['places', backup],
    staleTime: STALE_MS,
    queryFn: async ({ signal }): Promise<readonly PlaceView[]> => {
      const places: PlaceView[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const path = withQuery(backupPath(backup, 'places'), { limit: PAGE, cursor });
        const page = await request<Page<PlaceView>>(path, { signal });
        places.push(...page.items);
        cursor = page.next;
      }
      return places;
    },
  });
}
