import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Address } from '../../components/use-address.ts';
import { type RecordsSearch, readRecordsSearch } from './records-search.ts';

/**
 * The address of the list of a kind as it is when it is asked for; see `useAddress`. The record that is open is a part of
 * the path here, so that it can be linked to like any other page.
 */
export function useRecordsAddress(backupId: string, kind: string): Address<RecordsSearch> {
  const router = useRouter();
  return useMemo(() => {
    const here = (): { readonly kind?: string; readonly key?: string } =>
      router.matchRoutes(router.latestLocation).at(-1)?.params ?? {};
    const now = (): RecordsSearch => toSearch(here().key, readRecordsSearch({ ...router.latestLocation.search }));
    return {
      now,
      change: async (next, { replace = false, resetScroll = true } = {}) => {
        // On the way to another screen, or to another kind.
        if (here().kind !== kind) return;
        const before = now();
        const after = next(before);
        if (after === null) return;
        const { key, ...search } = after;
        await router.navigate({
          to: '/b/$backupId/records/$kind/{-$key}',
          // Named also where there is none: the router would keep the one that is open.
          params: { backupId, kind, key },
          search,
          replace: typeof replace === 'function' ? replace(before) : replace,
          resetScroll,
        });
      },
    };
  }, [router, backupId, kind]);
}

/** What an address says, put together. */
export function toSearch(key: string | undefined, filter: ReturnType<typeof readRecordsSearch>): RecordsSearch {
  return key === undefined ? filter : { ...filter, key };
}
