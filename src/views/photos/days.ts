import { type RawBuilder, sql } from 'kysely';
import type { Page } from '../../contract/common.ts';
import type { PhotoDayView } from '../../contract/photos.ts';
import type { BackupId } from '../../model/ids.ts';
import { type Direction, type PagedList, readPage } from '../paging/paged-list.ts';
import { scopeOf } from '../scope.ts';
import { dayName } from '../timeline/local-days.ts';
import type { ViewContext } from '../types.ts';
import { type DayRule, photoDay, photosOfDays } from './photo-day.ts';
import { checkFilter, filteredPhotos, type PhotoFilter } from './photo-filter.ts';

/** Days per page. */
const DAYS_PER_PAGE = 5000;

/** Query of the photo days. */
export interface PhotoDayQuery extends PhotoFilter, DayRule {
  readonly cursor?: string;
}

type Photos = ReturnType<typeof filteredPhotos>;

/** Days of the photos that pass a filter, as a query that selects of each day whatever is added. */
type PhotoDays = ReturnType<typeof photoDays>;

/** A page of days, and what is known of the photos without one. */
export type DayPage<D, U> = Page<D> & { readonly undated: U };

/**
 * Number of matching photos per day, newest day first.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (album, person), BAD_REQUEST (cursor, box, time zone)
 */
export function countPhotoDays(
  ctx: ViewContext,
  backup: BackupId,
  query: PhotoDayQuery,
): Promise<DayPage<PhotoDayView, number>> {
  return pageOfPhotoDays(
    ctx,
    backup,
    query,
    (days) => days.select(({ fn }) => fn.countAll<number>().as('count')).execute(),
    async (photos) => {
      const { count } = await photos.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
      return count;
    },
  );
}

/**
 * A page of the days of the photos that pass the filter, the newest first.
 *
 * @param readDays reads what is wanted of each day
 * @param readUndated reads what is wanted of the photos without a time
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (album, person), BAD_REQUEST (cursor, box, time zone)
 */
export async function pageOfPhotoDays<D extends { readonly day: number }, U>(
  ctx: ViewContext,
  backup: BackupId,
  { cursor, ...filter }: PhotoDayQuery,
  readDays: (days: PhotoDays) => Promise<D[]>,
  readUndated: (photos: Photos) => Promise<U>,
): Promise<DayPage<Omit<D, 'day'> & { readonly day: string }, U>> {
  const scope = await scopeOf(ctx, backup);
  const checked = await checkFilter(ctx, scope, filter);
  const matching = () => filteredPhotos(ctx, scope, checked);
  const day = await photoDay(matching, filter);
  const photos = photosOfDays(matching, day, filter);
  const list: PagedList<D> = {
    name: 'photo-days',
    // Every query groups all photos from its place on.
    atOnce: DAYS_PER_PAGE + 1,
    positionOf: (row) => [row.day],
    isPosition: ([number, ...more]) => Number.isSafeInteger(number) && more.length === 0,
    async read(direction, from, limit) {
      const days = photoDays(photos(), day, direction).limit(limit);
      const [at] = from ?? [];
      return {
        items: await readDays(typeof at !== 'number' ? days : days.where(day, direction === 'asc' ? '>' : '<', at)),
      };
    },
  };
  const [{ items, next }, undated] = await Promise.all([
    readPage(list, { order: 'desc', limit: DAYS_PER_PAGE, cursor }),
    readUndated(photos().where('createdAt', 'is', null)),
  ]);
  return { items: items.map((row) => ({ ...row, day: dayName(row.day) })), next, undated };
}

function photoDays(photos: Photos, day: RawBuilder<number>, direction: Direction) {
  return photos.where('createdAt', 'is not', null).select(day.as('day')).groupBy(sql`1`).orderBy('day', direction);
}
