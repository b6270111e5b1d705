import { useEffect } from 'react';

/** Number of rows loaded before the user scrolls: a filter can give empty pages. */
const ENOUGH = 50;

/** Loads more pages while a filter has found too few rows to fill the view; true while it does. */
export function useLoadUntilFull(
  {
    hasNextPage,
    isFetchingNextPage,
    error,
    fetchNextPage,
  }: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly error: Error | null;
    readonly fetchNextPage: () => unknown;
  },
  found: number,
): boolean {
  const looksFurther = hasNextPage && found < ENOUGH && error === null;
  useEffect(() => {
    if (looksFurther && !isFetchingNextPage) void fetchNextPage();
  }, [looksFurther, isFetchingNextPage, fetchNextPage]);
  return looksFurther;
}
