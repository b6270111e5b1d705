import { useMatch, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { RawSearch } from '../search-params.ts';

/** How an address is changed. */
export interface ChangeOptions<Search> {
  /** In place, and not as a step that “back” undoes. */
  readonly replace?: boolean | ((now: Search) => boolean);
  /** False where the page stays where it is scrolled to. */
  readonly resetScroll?: boolean;
}

/**
 * Changes the address of a screen: what it will be follows from what it is now; null for no change. Ends when that is
 * shown.
 */
export type Change<Search, Options = ChangeOptions<Search>> = (
  next: (now: Search) => Search | null,
  options?: Options,
) => Promise<void>;

/** The address of a screen. */
export interface Address<Search> {
  /** What stands in it now. */
  readonly now: () => Search;
  readonly change: Change<Search>;
}

/**
 * The address of the screen one is in, as it is when it is asked. `useSearch()` says what is shown: the router draws a
 * change after it has happened, and whoever presses a key again by then means to go on from where they are. While the
 * page is on its way to another screen this one changes nothing any more: it would call the page back.
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
