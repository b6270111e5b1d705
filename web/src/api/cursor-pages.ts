import { request, withQuery } from './client.ts';

/** How a list that the API gives as `{ items, next }` is read page by page: a part of the options of an infinite query. */
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
