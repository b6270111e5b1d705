/** State of a query of pages that says how its list goes on. */
export interface PagesQuery {
  readonly hasNextPage: boolean;
  readonly isFetching: boolean;
  readonly error: Error | null;
  readonly isFetchNextPageError: boolean;
  readonly fetchNextPage: (options?: { readonly cancelRefetch?: boolean }) => unknown;
  readonly refetch: () => unknown;
}

/** How a list goes on after its last loaded row. */
export interface MorePages {
  /** Loads more; null if there is no more, or if it is being loaded. */
  readonly load: (() => void) | null;
  /** Why the list does not go on, or could not be requested again; null if nothing failed. */
  readonly error: unknown;
  readonly retry: () => void;
}

/**
 * The pages of a query after those that are loaded. They are not requested while the loaded ones are requested again,
 * which would be cancelled: the list would keep pages of an earlier index. After an error only `retry` goes on.
 */
export function morePages({
  hasNextPage,
  isFetching,
  error,
  isFetchNextPageError,
  fetchNextPage,
  refetch,
}: PagesQuery): MorePages {
  return {
    load: hasNextPage && !isFetching && error === null ? () => void fetchNextPage({ cancelRefetch: false }) : null,
    error,
    retry: () => void (isFetchNextPageError ? fetchNextPage() : refetch()),
  };
}
