import { sql } from 'kysely';
import type { PhotoLayoutDayView } from '../../contract/photos.ts';
import type { BackupId } from '../../model/ids.ts';
import type { ViewContext } from '../types.ts';
import { type DayPage, type PhotoDayQuery, pageOfPhotoDays } from './days.ts';

/** Larger sizes are considered invalid, so that the product fits into 64 bits. */
const MAX_PIXELS = sql.lit(1_000_000);

/** Aspect ratio (width / height) in percent; 0 if unknown. */
const RATIO = sql`(case when width between 1 and ${MAX_PIXELS} and height between 1 and ${MAX_PIXELS}
  then width * 100 / height else 0 end)`;

/**
 * The shape of every photo that passes the filter, by day, newest first, so that a grid of all of them can be laid out
 * before any is read. The undated ones are in the order in which the oldest come first.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (album, person), BAD_REQUEST (cursor, box, time zone)
 */
export function layOutPhotos(
  ctx: ViewContext,
  backup: BackupId,
  query: PhotoDayQuery,
): Promise<DayPage<PhotoLayoutDayView, string>> {
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
