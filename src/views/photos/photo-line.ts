import { text, time } from '../../model/columns.ts';
import type { Line } from '../paging/line.ts';
import { rowLine } from '../paging/row-line.ts';
import type { photosThatPass } from './photo-filter.ts';

type Photos = ReturnType<typeof photosThatPass>;

/** A photo and when it was taken. */
export interface PhotoPlace {
  readonly key: string | null;
  readonly createdAt: number | null;
}

/**
 * Photos along the index on the time they were taken; the undated ones are the oldest.
 *
 * @param read runs the query of some of them, for whatever columns are wanted
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
