import { sql } from 'kysely';
import type { PhotoLayoutDayView } from '../../contract/photos.ts';
import type { BackupId } from '../../model/ids.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { type AlbumPhoto, photosInAlbumOrder } from './album-order.ts';
import { type DayPage, type PhotoDayQuery, pageOfPhotoDays } from './days.ts';
import { checkFilter } from './photo-filter.ts';

/** Larger sizes are considered invalid, so that the product fits into 64 bits. */
const MAX_PIXELS = 1_000_000;

/** Aspect ratio (width / height) in percent; 0 if unknown. */
const RATIO = sql`(case when width between 1 and ${sql.lit(MAX_PIXELS)} and height between 1 and ${sql.lit(MAX_PIXELS)}
  then width * 100 / height else 0 end)`;

function ratioOf({ width, height }: AlbumPhoto): number {
  const isKnown = [width, height].every((side) => side !== null && side >= 1 && side <= MAX_PIXELS);
  return isKnown ? Math.floor(((width ?? 0) * 100) / (height ?? 1)) : 0;
}

/**
 * The shape of every photo that passes the filter, by day, newest first, so that a grid of all of them can be laid out
 * before any is read. The undated ones are in the order in which the oldest come first. In the order of an album all are
 * without a day.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (album, person), BAD_REQUEST (cursor, box, time zone)
 */
export async function layOutPhotos(
  ctx: ViewContext,
  backup: BackupId,
  { order, ...query }: PhotoDayQuery & { readonly order?: 'newest' | 'album' },
): Promise<DayPage<PhotoLayoutDayView, string>> {
  if (order === 'album') {
    const scope = await scopeOf(ctx, backup);
    const album = await photosInAlbumOrder(ctx, scope, await checkFilter(ctx, scope, query));
    if (album !== null) return { items: [], next: null, undated: album.map(ratioOf).join(',') };
  }
  return pageOfPhotoDays(
    ctx,
    backup,
    query,
    (days) =>
      days
        .select(({ fn }) => [
          fn.max<number>('createdAt').as('newest'),
          fn.min<number>('createdAt').as('oldest'),
          sql<string>`string_agg(cast(${RATIO} as text), ',' order by created_at desc, photo_assets.key desc)`.as(
            'ratios',
          ),
        ])
        .execute(),
    async (photos) => {
      const { ratios } = await photos
        .select(sql<string | null>`string_agg(cast(${RATIO} as text), ',' order by photo_assets.key)`.as('ratios'))
        .executeTakeFirstOrThrow();
      return ratios ?? '';
    },
  );
}
