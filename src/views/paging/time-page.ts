import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { type ListPage, type PagedList, readPageBothWays } from './paged-list.ts';

/** Query of a page of a list sorted by time. Of `cursor`, `around` and `at`, the first one given is used. */
export interface TimeQuery {
  /** 1..200 */
  readonly limit: number;
  readonly order: 'oldest' | 'newest';
  readonly cursor?: string;
  /** Key of the record in the middle of the page. */
  readonly around?: string;
  /** UTC milliseconds: starts with the first record at or after this time (`oldest`) or at or before it (`newest`). */
  readonly at?: number;
}

/**
 * A page of a list sorted by time.
 *
 * @param find returns the item with a key, or null if it is not in the list
 * @throws BAD_REQUEST (cursor), NOT_FOUND (`around`)
 */
export async function readTimePage<T>(
  list: PagedList<T>,
  { limit, order, cursor, around, at }: TimeQuery,
  find: (key: string) => Promise<T | null>,
): Promise<ListPage<T>> {
  const query = { limit, order: order === 'oldest' ? 'asc' : 'desc', cursor } as const;
  if (cursor !== undefined || around === undefined) {
    return readPageBothWays(list, { ...query, from: at === undefined ? undefined : [at] });
  }
  const middle = await find(around);
  if (middle === null) throw new DomainError('NOT_FOUND', msg('detail.no-record'));
  return readPageBothWays(list, { ...query, around: middle });
}
