import { text, time } from '../../model/columns.ts';
import type { Line } from '../paging/line.ts';
import { rowLine } from '../paging/row-line.ts';
import type { photosThatPass } from './photo-filter.ts';

type Photos = ReturnType<typeof photosThatPass>;

/** Sort keys of a photo. */
export interface PhotoPlace {
  readonly key: string | null;
  readonly createdAt: number | null;
}

/**
 * Photos by the time they were taken, read by index; undated ones count as oldest.
 *
 * @param read runs the query for a range; it may select further columns
 */
export function photoLine<T extends PhotoPlace>(
  photos: () => Photos,
  read: (range: Photos, limit: number) => Promise<readonly T[]>,
): Line<T> {
  return rowLine({
    name: 'photos',
    rows: photos,
    order: { sort: 'createdAt', key: ['key'], nulls: 'first' },
    columns: { createdAt: time(), key: text() },
    placeOf: ({ createdAt, key }) => [createdAt, key ?? ''],
    read,
  });
}
