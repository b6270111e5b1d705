import type { Page } from '../contract/common.ts';

/** Records per page: the maximum of the views. */
const PAGE = 200;

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
): AsyncGenerator<T, void, undefined> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<T> = await ask(cursor === undefined ? { limit: PAGE } : { limit: PAGE, cursor });
    yield* page.items;
    cursor = page.next;
  }
}
