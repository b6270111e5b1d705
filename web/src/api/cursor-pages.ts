import { request, withQuery } from './client.ts';

/** Options of an infinite query for lists that the API returns as `{ items, next }`. */
export function cursorPages<P extends { readonly next: string | null }>(
  path: string,
  query: Parameters<typeof withQuery>[1],
) {
  return {
    queryFn: ({ signal, pageParam }: { readonly signal: AbortSignal; readonly pageParam: string | null }) =>
      request<P>(withQuery(path, { ...query, cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: P) => next,
  };
}
