import { text, time } from '../../model/columns.ts';
import type { PagedList } from '../paging/paged-list.ts';
import { pagedRows } from '../paging/paged-rows.ts';
import type { filteredPhotos } from './photo-filter.ts';

type Photos = ReturnType<typeof filteredPhotos>;

/** Sort keys of a photo. */
export interface PhotoPosition {
  readonly key: string | null;
  readonly createdAt: number | null;
}

/**
 * Photos by the time they were taken, read by index; undated ones count as oldest.
 *
 * @param read runs the query for a range; it may select further columns
 */
export function pagedPhotos<T extends PhotoPosition>(
  photos: () => Photos,
  read: (range: Photos, limit: number) => Promise<readonly T[]>,
): PagedList<T> {
  return pagedRows({
    name: 'photos',
    rows: photos,
    order: { sort: 'createdAt', key: ['key'], nulls: 'first' },
    columns: { createdAt: time(), key: text() },
    positionOf: ({ createdAt, key }) => [createdAt, key ?? ''],
    read,
  });
}
