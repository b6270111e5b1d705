import type { ViewContext } from './types.ts';

/** So many of each kind are kept when not said: a page, a search and an export ask for the same few again and again. */
const KEPT = 8;

const caches = new WeakMap<ViewContext['store'], Map<string, Map<string, Promise<unknown>>>>();

/**
 * What `load` makes of the rows of finished runs, kept for as long as it is among the last used of its kind. `parts` are
 * those runs, and what else it depends on. The numbers of runs are never used again and their rows never change, so
 * nothing here can be out of date.
 *
 * @param kept how many of this kind are kept: more for what is small
 */
export function cachedForRuns<T>(
  { store }: ViewContext,
  kind: string,
  parts: readonly (number | string | null)[],
  load: () => Promise<T>,
  kept = KEPT,
): Promise<T> {
  const kinds = caches.get(store) ?? new Map<string, Map<string, Promise<unknown>>>();
  caches.set(store, kinds);
  const cache = kinds.get(kind) ?? new Map<string, Promise<unknown>>();
  kinds.set(kind, cache);
  const key = parts.join(' ');
  const known = cache.get(key) as Promise<T> | undefined;
  const value = known ?? load();
  cache.delete(key);
  cache.set(key, value);
  if (known === undefined) {
    value.catch(() => cache.delete(key));
    for (const oldest of cache.keys()) {
      if (cache.size <= kept) break;
      cache.delete(oldest);
    }
  }
  return value;
}
