import type { ViewContext } from './types.ts';

/** Default number of cached entries per kind. */
const KEPT = 8;

const caches = new WeakMap<ViewContext['store'], Map<string, Map<string, Promise<unknown>>>>();

/**
 * Caches the result of `load`, with least-recently-used eviction per kind. `parts` are the finished runs and everything
 * else that the result depends on. Entries never become stale because run ids are not reused and rows of a run change
 * with its revision.
 *
 * @param kept number of cached entries of this kind
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
  // Rows can have changed in place. Other numbers than ids of runs only make the key longer.
  const key = parts
    .map((part) => (typeof part === 'number' ? `${part}.${store.runs.revisionOf(part)}` : part))
    .join(' ');
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
