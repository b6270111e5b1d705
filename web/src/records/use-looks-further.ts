import { useEffect } from 'react';

/** Rows that are looked for at once before a person scrolls: a filter may find none for many pages. */
const ENOUGH = 50;

/** Reads on while a filter has found too little to fill the view; true while it does. */
export function useLooksFurther(
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
