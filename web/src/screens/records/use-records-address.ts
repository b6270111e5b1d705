import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Address } from '../../components/use-address.ts';
import { type RecordsSearch, readRecordsSearch } from './records-search.ts';

/**
 * URL state of a list of records at the time of the call; see `useAddress`. The open record is part of the path, so
 * that it can be linked to like other pages.
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
        // Navigating to another screen or kind.
        if (here().kind !== kind) return;
        const before = now();
        const after = next(before);
        if (after === null) return;
        const { key, ...search } = after;
        await router.navigate({
          to: '/b/$backupId/records/$kind/{-$key}',
          // Also set if undefined: otherwise the router would keep the open record.
          params: { backupId, kind, key },
          search,
          replace: typeof replace === 'function' ? replace(before) : replace,
          resetScroll,
        });
      },
    };
  }, [router, backupId, kind]);
}

/** Combines path and parameters into a URL state. */
export function toSearch(key: string | undefined, filter: ReturnType<typeof readRecordsSearch>): RecordsSearch {
  return key === undefined ? filter : { ...filter, key };
}
