import { type RawBuilder, sql } from 'kysely';
import { DAY_MS } from '../timeline/local-days.ts';
import { zoneOffsets } from '../timeline/time-zones.ts';
import type { filteredPhotos } from './photo-filter.ts';

/** As a literal: PostgreSQL types parameters of a CASE as text. */
const LENGTH = sql.lit(DAY_MS);

type Photos = ReturnType<typeof filteredPhotos>;

/** The local day of a photo, and a range of these days. */
export interface DayRule {
  /** IANA time zone. Default: each photo's own, UTC if it has none. */
  readonly timeZone?: string;
  /** True: photos with a UTC offset of their own use it, and only the others `timeZone`. */
  readonly ownZone?: boolean;
  /** YYYY-MM-DD, inclusive. */
  readonly fromDay?: string;
  /** YYYY-MM-DD, inclusive. */
  readonly toDay?: string;
}

/**
 * An expression for the number of the local day (0 is 1970-01-01) on which one of these photos was taken.
 * @throws BAD_REQUEST for an unknown time zone
 */
export async function photoDay(photos: () => Photos, { timeZone, ownZone }: DayRule): Promise<RawBuilder<number>> {
  const ofZone = timeZone === undefined ? sql`0` : await zoneOffset(photos, timeZone);
  const offset = timeZone === undefined || ownZone === true ? sql`coalesce(utc_offset * 1000, ${ofZone})` : ofZone;
  const local = sql<number>`(created_at + ${offset})`;
  // Floor division: both databases truncate towards zero, which would be wrong before 1970.
  return sql<number>`((${local} - (((${local} % ${LENGTH}) + ${LENGTH}) % ${LENGTH})) / ${LENGTH})`;
}

/** The photos of a range of local days; all if the range is open. */
export function photosOfDays(photos: () => Photos, day: RawBuilder<number>, { fromDay, toDay }: DayRule): () => Photos {
  const limit = (name: string) => sql.lit(Math.floor(Date.parse(name) / DAY_MS));
  return () => {
    let query = photos();
    if (fromDay !== undefined) query = query.where(sql<boolean>`${day} >= ${limit(fromDay)}`);
    if (toDay !== undefined) query = query.where(sql<boolean>`${day} <= ${limit(toDay)}`);
    return query;
  };
}

/** SQL for the UTC offset of the zone at the time of a photo, in milliseconds. @throws BAD_REQUEST */
async function zoneOffset(photos: () => Photos, zone: string): Promise<RawBuilder<unknown>> {
  const end = (order: 'asc' | 'desc') =>
    photos()
      .where('createdAt', 'is not', null)
      .select('createdAt')
      .orderBy('createdAt', order)
      .limit(1)
      .executeTakeFirst();
  const [oldest, newest] = await Promise.all([end('asc'), end('desc')]);
  const [first, ...later] = zoneOffsets(zone, oldest?.createdAt ?? 0, newest?.createdAt ?? 0);
  const initial = sql`${sql.lit(first?.offset ?? 0)}`;
  if (later.length === 0) return initial;
  // Newest first: most photos are from recent years.
  const cases = later
    .toReversed()
    .map(({ from, offset }) => sql`when created_at >= ${sql.lit(from)} then ${sql.lit(offset)}`);
  return sql`(case ${sql.join(cases, sql` `)} else ${initial} end)`;
}
