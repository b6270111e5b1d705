import type { Page } from '../../contract/common.ts';
import { type PagedList, readPage } from './paged-list.ts';

/** Adapts a sorted in-memory list. */
export function pagedArray<T extends { readonly key: string | number }>(
  list: readonly T[],
  name: string,
): PagedList<T> {
  const at = new Map(list.map(({ key }, index) => [key, index]));
  return {
    name,
    positionOf: ({ key }) => [key],
    isPosition: ([key = null, ...more]) => key !== null && more.length === 0 && at.has(key),
    async read(direction, from, limit) {
      const start = at.get(from?.[0] ?? '');
      if (direction === 'asc') return { items: list.slice(start === undefined ? 0 : start + 1).slice(0, limit) };
      return {
        items: list
          .slice(0, start ?? list.length)
          .toReversed()
          .slice(0, limit),
      };
    },
  };
}

/**
 * A page of a sorted in-memory list.
 *
 * @param name part of its cursors, to reject cursors of other lists
 * @throws BAD_REQUEST if the cursor is of another list or its item is not in this one
 */
export async function pageOfList<T extends { readonly key: string | number }>(
  list: readonly T[],
  {
    limit,
    cursor,
    name = '',
  }: { readonly limit: number; readonly cursor?: string | undefined; readonly name?: string },
): Promise<Page<T>> {
  const { items, next } = await readPage(pagedArray(list, name), { limit, cursor });
  return { items, next };
}
