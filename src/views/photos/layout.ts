import { sql } from 'kysely';
import type { Page } from '../../contract/common.ts';
import type { PhotoLayoutDayView } from '../../contract/photos.ts';
import type { BackupId } from '../../model/ids.ts';
import { scopeOf } from '../scope.ts';
import { dayName } from '../timeline/local-days.ts';
import type { ViewContext } from '../types.ts';
import { type PhotoDayQuery, pageOfDays, photoDay, photoDays } from './days.ts';
import { checkFilter, photosThatPass } from './photo-filter.ts';

/** Pixels beyond which a size is taken for a mistake: the product must stay within 64 bits. */
const MAX_PIXELS = sql.lit(1_000_000);

/** Width by height in percent; 0 where the library does not say. */
const RATIO = sql`(case when width between 1 and ${MAX_PIXELS} and height between 1 and ${MAX_PIXELS}
  then width * 100 / height else 0 end)`;

/** A page of days with the shapes of their photos, and those of the undated ones. */
export type PhotoLayoutPage = Page<PhotoLayoutDayView> & { readonly undated: string };

/**
 * The shape of every photo that passes the filter, by day, newest first, so that a grid of all of them can be laid out
 * before any is read. The undated ones stand as they do when the oldest come first.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (album, person), BAD_REQUEST (cursor, box, time zone)
 */
export async function layOutPhotos(
  ctx: ViewContext,
  backup: BackupId,
  { timeZone, cursor, ...filter }: PhotoDayQuery,
): Promise<PhotoLayoutPage> {
  const scope = await scopeOf(ctx, backup);
  const checked = await checkFilter(ctx, scope, filter);
  const days = photoDays(ctx, scope, checked, await photoDay(ctx, scope, checked, timeZone), cursor);
  const [rows, undated] = await Promise.all([
    days
      .select(({ fn }) => [
        fn.max<number>('createdAt').as('newest'),
        fn.min<number>('createdAt').as('oldest'),
        sql<string>`string_agg(cast(${RATIO} as text), ',' order by created_at desc, photo_assets.key desc)`.as(
          'ratios',
        ),
      ])
      .execute(),
    photosThatPass(ctx, scope, checked)
      .where('createdAt', 'is', null)
      .select(sql<string | null>`string_agg(cast(${RATIO} as text), ',' order by photo_assets.key)`.as('ratios'))
      .executeTakeFirstOrThrow(),
  ]);
  return {
    ...pageOfDays(rows, ({ day, newest, oldest, ratios }) => ({ day: dayName(day), newest, oldest, ratios })),
    undated: undated.ratios ?? '',
  };
}
