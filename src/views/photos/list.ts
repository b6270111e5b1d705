import type { Page } from '../../contract/common.ts';
import type { PhotoSummaryView } from '../../contract/photos.ts';
import type { BackupId } from '../../model/ids.ts';
import { pagedArray } from '../paging/paged-array.ts';
import type { ListPage } from '../paging/paged-list.ts';
import { readTimePage, type TimeQuery } from '../paging/time-page.ts';
import { rowsOf } from '../rows-of.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { photosInAlbumOrder } from './album-order.ts';
import { pagedPhotos } from './paged-photos.ts';
import { type DayRule, photoDay, photosOfDays } from './photo-day.ts';
import { type CheckedFilter, checkFilter, filteredPhotos, type PhotoFilter } from './photo-filter.ts';
import { photoSummary, SUMMARY_COLUMNS } from './photo-view.ts';

/** Query of a page of photos. Default order: newest first; `album`: as the album of the filter is sorted. */
export type PhotoQuery = PhotoFilter &
  DayRule &
  Omit<TimeQuery, 'order'> & { readonly order?: TimeQuery['order'] | 'album' };

/** A page of photos: `next` continues in the requested order, `previous` in the opposite direction. */
export type PhotoPage = Page<PhotoSummaryView> & { readonly previous: string | null };

/**
 * A page of the matching photos, by the time they were taken or in the order of their album.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (album, person, or `around` is not among them), BAD_REQUEST (cursor, box)
 */
export async function listPhotos(ctx: ViewContext, backup: BackupId, query: PhotoQuery): Promise<PhotoPage> {
  const scope = await scopeOf(ctx, backup);
  const checked = await checkFilter(ctx, scope, query);
  const { items, next, previous } = await pageOfKeys(ctx, scope, query, checked);
  const keys = items.flatMap(({ key }) => key ?? []);
  const photos = await summariesByKey(ctx, scope, keys);
  return { items: keys.flatMap((key) => photos.get(key) ?? []), next, previous };
}

/** The keys of a page of {@link listPhotos}, for callers that read the photos themselves or count them. */
export async function listPhotoKeys(ctx: ViewContext, backup: BackupId, query: PhotoQuery): Promise<Page<string>> {
  const scope = await scopeOf(ctx, backup);
  const { items, next } = await pageOfKeys(ctx, scope, query, await checkFilter(ctx, scope, query));
  return { items: items.flatMap(({ key }) => key ?? []), next };
}

async function pageOfKeys(
  ctx: ViewContext,
  scope: Scope,
  query: PhotoQuery,
  checked: CheckedFilter,
): Promise<ListPage<{ readonly key: string | null }>> {
  const album = query.order === 'album' ? await photosInAlbumOrder(ctx, scope, checked) : null;
  if (album !== null) {
    const { at: _, ...place } = query;
    const find = async (key: string) => album.find((photo) => photo.key === key) ?? null;
    return readTimePage(pagedArray(album, 'album-photos'), { ...place, order: 'oldest' }, find);
  }
  const matching = () => filteredPhotos(ctx, scope, checked);
  const isLimited = query.fromDay !== undefined || query.toDay !== undefined;
  const all = isLimited ? photosOfDays(matching, await photoDay(matching, query), query) : matching;
  const list = pagedPhotos(all, (range, limit) => range.select(['createdAt', 'key']).limit(limit).execute());
  const order = query.order === 'oldest' ? 'oldest' : 'newest';
  return readTimePage(list, { ...query, order }, async (key) => {
    const row = await all().where('key', '=', key).select(['createdAt', 'key']).executeTakeFirst();
    return row ?? null;
  });
}

async function summariesByKey(
  ctx: ViewContext,
  scope: Scope,
  keys: readonly string[],
): Promise<Map<string, PhotoSummaryView>> {
  if (keys.length === 0) return new Map();
  const rows = await rowsOf(ctx, scope, 'photo_assets').select(SUMMARY_COLUMNS).where('key', 'in', keys).execute();
  return new Map(rows.map((row) => [row.key ?? '', photoSummary(row)]));
}
