import type { Page } from '../../contract/common.ts';
import type { PhotoPlaceView } from '../../contract/photos.ts';
import type { BackupId } from '../../model/ids.ts';
import { readPage } from '../paging/paged-list.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { pagedPhotos } from './paged-photos.ts';
import { checkFilter, filteredPhotos, type PhotoFilter } from './photo-filter.ts';

/** Query of the photo locations. */
export interface PhotoPlaceQuery extends PhotoFilter {
  /** 1..5000 */
  readonly limit: number;
  readonly cursor?: string;
}

/**
 * Locations of the matching photos for a map, newest first, undated ones last.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (album, person), BAD_REQUEST (cursor, box)
 */
export async function listPhotoPlaces(
  ctx: ViewContext,
  backup: BackupId,
  { limit, cursor, ...filter }: PhotoPlaceQuery,
): Promise<Page<PhotoPlaceView>> {
  const scope = await scopeOf(ctx, backup);
  const checked = await checkFilter(ctx, scope, filter);
  const located = () =>
    filteredPhotos(ctx, scope, checked).where('latitude', 'is not', null).where('longitude', 'is not', null);
  const list = pagedPhotos(located, (range, count) =>
    range.select(['key', 'latitude', 'longitude', 'createdAt']).limit(count).execute(),
  );
  const { items, next } = await readPage(list, { order: 'desc', limit, cursor });
  return {
    items: items.map(({ key, latitude, longitude, createdAt }) => [
      key ?? '',
      latitude ?? 0,
      longitude ?? 0,
      createdAt,
    ]),
    next,
  };
}
