import type { ViewContext } from './types.ts';

/** Directories of so many runs are kept: a page, a search and an export ask for the same few again and again. */
const MAX_KEPT = 8;

const caches = new WeakMap<ViewContext['store'], Map<string, Promise<unknown>>>();

/**
 * What `load` makes of the rows of finished runs, kept for as long as it is among the last used. The numbers of runs are
 * never used again and their rows never change, so nothing here can be out of date.
 */
export function cachedForRuns<T>(
  { store }: ViewContext,
  name: string,
  runs: readonly (number | null)[],
  load: () => Promise<T>,
): Promise<T> {
  const cache = caches.get(store) ?? new Map<string, Promise<unknown>>();
  caches.set(store, cache);
  const key = [name, ...runs].join(' ');
  const known = cache.get(key) as Promise<T> | undefined;
  const value = known ?? load();
  cache.delete(key);
  cache.set(key, value);
  if (known === undefined) {
    value.catch(() => cache.delete(key));
    for (const oldest of cache.keys()) {
      if (cache.size <= MAX_KEPT) break;
      cache.delete(oldest);
    }
  }
  return value;
}
