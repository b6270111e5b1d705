import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Page } from '../../contract/common.ts';
import type { PhotoDayView } from '../../contract/photos.ts';
import type { BackupId } from '../../model/ids.ts';
import { decodeCursor, encodeCursor } from '../paging/cursor.ts';
import { type Scope, scopeOf } from '../scope.ts';
import { DAY_MS, dayName } from '../timeline/local-days.ts';
import { zoneOffsets } from '../timeline/time-zones.ts';
import type { ViewContext } from '../types.ts';
import { type CheckedFilter, checkFilter, type PhotoFilter, photosThatPass } from './photo-filter.ts';

/** As part of the query: PostgreSQL would take parameters of a CASE for text. */
const LENGTH = sql.lit(DAY_MS);

/** Days on one page: a life of daily photos has some ten thousand. */
const DAYS_PER_PAGE = 5000;

/** A page of days goes on before this day. */
const DayCursor = z.tuple([z.number().int()]);

/** Which days to count. */
export interface PhotoDayQuery extends PhotoFilter {
  /** IANA name of a time zone; without it each photo has its own, UTC where it knows none. */
  readonly timeZone?: string;
  readonly cursor?: string;
}

/**
 * How many of the photos that pass the filter were taken on each day, newest day first.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (album, person), BAD_REQUEST (cursor, box, time zone)
 */
export async function countPhotoDays(
  ctx: ViewContext,
  backup: BackupId,
  { timeZone, cursor, ...filter }: PhotoDayQuery,
): Promise<Page<PhotoDayView> & { readonly undated: number }> {
  const scope = await scopeOf(ctx, backup);
  const checked = await checkFilter(ctx, scope, filter);
  const days = photoDays(ctx, scope, checked, await photoDay(ctx, scope, checked, timeZone), cursor);
  const [rows, undated] = await Promise.all([
    days.select(({ fn }) => fn.countAll<number>().as('photos')).execute(),
    photosThatPass(ctx, scope, checked)
      .where('createdAt', 'is', null)
      .select(({ fn }) => fn.countAll<number>().as('photos'))
      .executeTakeFirstOrThrow(),
  ]);
  return {
    ...pageOfDays(rows, ({ day, photos }) => ({ day: dayName(day), count: photos })),
    undated: undated.photos,
  };
}

/** The days of the photos that pass the filter, the newest first, as a query that selects of each day whatever is added. */
export function photoDays(
  ctx: ViewContext,
  scope: Scope,
  checked: CheckedFilter,
  day: RawBuilder<number>,
  cursor: string | undefined,
) {
  const dated = photosThatPass(ctx, scope, checked).where('createdAt', 'is not', null);
  const wanted = cursor === undefined ? dated : dated.where(day, '<', decodeCursor(cursor, DayCursor)[0]);
  return wanted
    .select(day.as('day'))
    .groupBy(sql`1`)
    .orderBy('day', 'desc')
    .limit(DAYS_PER_PAGE + 1);
}

/** What {@link photoDays} found as a page. */
export function pageOfDays<R extends { readonly day: number }, T>(rows: readonly R[], view: (row: R) => T): Page<T> {
  const page = rows.slice(0, DAYS_PER_PAGE);
  const last = page.at(-1);
  return {
    items: page.map(view),
    next: rows.length > DAYS_PER_PAGE && last !== undefined ? encodeCursor([last.day]) : null,
  };
}

/**
 * An expression for the number of the local day (0 is 1970-01-01) on which a photo that passes the filter was taken.
 * @throws BAD_REQUEST where there is no such time zone
 */
export async function photoDay(
  ctx: ViewContext,
  scope: Scope,
  checked: CheckedFilter,
  timeZone: string | undefined,
): Promise<RawBuilder<number>> {
  const offset = timeZone === undefined ? OWN_OFFSET : await zoneOffset(ctx, scope, checked, timeZone);
  const local = sql<number>`(created_at + ${offset})`;
  // Both databases round a division towards zero, and days before 1970 must not share number 0 with the day after.
  return sql<number>`((${local} - (((${local} % ${LENGTH}) + ${LENGTH}) % ${LENGTH})) / ${LENGTH})`;
}

const OWN_OFFSET = sql`(coalesce(utc_offset, 0) * 1000)`;

/** An expression for how far the zone was ahead of UTC at the time of a photo, in milliseconds. @throws BAD_REQUEST */
async function zoneOffset(
  ctx: ViewContext,
  scope: Scope,
  filter: CheckedFilter,
  zone: string,
): Promise<RawBuilder<unknown>> {
  const end = (order: 'asc' | 'desc') =>
    photosThatPass(ctx, scope, filter)
      .where('createdAt', 'is not', null)
      .select('createdAt')
      .orderBy('createdAt', order)
      .limit(1)
      .executeTakeFirst();
  const [oldest, newest] = await Promise.all([end('asc'), end('desc')]);
  const [first, ...later] = zoneOffsets(zone, oldest?.createdAt ?? 0, newest?.createdAt ?? 0);
  const initial = sql`${sql.lit(first?.offset ?? 0)}`;
  if (later.length === 0) return initial;
  // The newest first: most photos of a phone are from the last years.
  const cases = later
    .toReversed()
    .map(({ from, offset }) => sql`when created_at >= ${sql.lit(from)} then ${sql.lit(offset)}`);
  return sql`(case ${sql.join(cases, sql` `)} else ${initial} end)`;
}
