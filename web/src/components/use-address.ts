import { useMatch, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { RawSearch } from '../search-params.ts';

/** Options of a URL change. */
export interface ChangeOptions<Search> {
  /** True to replace the history entry. */
  readonly replace?: boolean | ((now: Search) => boolean);
  /** False to keep the scroll position. */
  readonly resetScroll?: boolean;
}

/**
 * Changes the URL of a screen: computes the new search from the current one; null for no change. Resolves when it is
 * shown.
 */
export type Change<Search, Options = ChangeOptions<Search>> = (
  next: (now: Search) => Search | null,
  options?: Options,
) => Promise<void>;

/** The URL state of a screen. */
export interface Address<Search> {
  /** The current state. */
  readonly now: () => Search;
  readonly change: Change<Search>;
}

/**
 * URL state of the current screen at the time of the call. `useSearch()` returns the rendered state, which lags behind:
 * a key pressed again before rendering must continue from the new state. While navigating to another screen changes are
 * ignored, because they would cancel the navigation.
 */
export function useAddress<Search extends object>(read: (raw: RawSearch) => Search): Address<Search> {
  const router = useRouter();
  const screen = useMatch({ strict: false, select: ({ pathname }) => pathname });
  return useMemo(() => {
    const now = (): Search => read({ ...router.latestLocation.search });
    return {
      now,
      change: async (next, { replace = false, resetScroll = true } = {}) => {
        if (withoutSlash(router.latestLocation.pathname) !== withoutSlash(screen)) return;
        const before = now();
        const search = next(before);
        if (search === null) return;
        const inPlace = typeof replace === 'function' ? replace(before) : replace;
        await router.navigate({ to: '.', search, replace: inPlace, resetScroll });
      },
    };
  }, [router, screen, read]);
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, '');
}
