import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { type Line, type LinePage, readPageBothWays } from './line.ts';

/** Which part of a list by time to show. Of `cursor`, `around` and `at` the first one given counts. */
export interface TimeQuery {
  /** 1..200 */
  readonly limit: number;
  readonly order: 'oldest' | 'newest';
  readonly cursor?: string;
  /** Key of the record to show in the middle. */
  readonly around?: string;
  /** UTC milliseconds: begin with the first record from then on (`oldest`), or until then (`newest`). */
  readonly at?: number;
}

/**
 * A page of a list by time, in either order, from either end or from anywhere.
 *
 * @param find the item with this key; null where it is not in the list
 * @throws BAD_REQUEST (cursor), NOT_FOUND (`around`)
 */
export async function readTimePage<T>(
  line: Line<T>,
  { limit, order, cursor, around, at }: TimeQuery,
  find: (key: string) => Promise<T | null>,
): Promise<LinePage<T>> {
  const query = { limit, order: order === 'oldest' ? 'asc' : 'desc', cursor } as const;
  if (cursor !== undefined || around === undefined) {
    return readPageBothWays(line, { ...query, from: at === undefined ? undefined : [at] });
  }
  const middle = await find(around);
  if (middle === null) throw new DomainError('NOT_FOUND', msg('detail.no-record-key-list'));
  return readPageBothWays(line, { ...query, around: middle });
}
