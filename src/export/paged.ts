import type { Page } from '../contract/common.ts';

/** Records per page: many, because each page takes as long as some records, but not more than memory has for large ones. */
const PAGE = 1000;

/** Hits per page: the maximum of the search. */
export const HITS = 200;

/** The number of items. */
export async function countItems(items: AsyncIterable<unknown>): Promise<number> {
  const iterator = items[Symbol.asyncIterator]();
  let count = 0;
  while ((await iterator.next()).done !== true) count++;
  return count;
}

/** Iterates over all records of a paged list. */
export async function* allItems<T>(
  ask: (place: { readonly limit: number; readonly cursor?: string }) => Promise<Page<T>>,
  limit = PAGE,
): AsyncGenerator<T, void, undefined> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<T> = await ask(cursor === undefined ? { limit } : { limit, cursor });
    yield* page.items;
    cursor = page.next;
  }
}
