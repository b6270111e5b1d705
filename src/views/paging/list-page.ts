import { z } from 'zod';
import type { Page } from '../../contract/common.ts';
import { DomainError } from '../../model/errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const KeyCursor = z.tuple([z.string()]);

/**
 * A page of a list that is in memory, sorted.
 * @throws BAD_REQUEST where the record that the cursor names is not in the list
 */
export function pageOfList<T extends { readonly key: string }>(
  list: readonly T[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
): Page<T> {
  let start = 0;
  if (cursor !== undefined) {
    const [last] = decodeCursor(cursor, KeyCursor);
    start = list.findIndex(({ key }) => key === last) + 1;
    if (start === 0) throw new DomainError('BAD_REQUEST', 'cursor: it does not belong to this list.');
  }
  const items = list.slice(start, start + limit);
  const last = items.at(-1);
  return { items, next: start + limit < list.length && last !== undefined ? encodeCursor([last.key]) : null };
}
