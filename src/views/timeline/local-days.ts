import { type RawBuilder, sql } from 'kysely';
import type { DayView } from '../../contract/days.ts';
import { type ZoneOffset, zoneOffsets } from './time-zones.ts';

/** Milliseconds of a 24-hour day. */
export const DAY_MS = 86_400_000;

/** First valid time. Valid times are from 1970 to the maximum of the search index (May 2109). */
export const FIRST_MS = 1;
/** First time after the valid range, see {@link FIRST_MS}. */
export const END_MS = 2 ** 42;

/**
 * SQL for the local day number (0 is 1970-01-01) of a time in `column`, which must be within {@link FIRST_MS} ≤ t <
 * {@link END_MS}. Offsets are literals because SQLite would divide parameters as reals.
 */
export function localDay(column: string, [first, ...later]: readonly ZoneOffset[]): RawBuilder<number> {
  const time = sql.ref(column);
  // Newest first: most records are from recent years.
  const cases = later
    .toReversed()
    .map(({ from, offset }) => sql`when ${time} >= ${sql.lit(from)} then ${sql.lit(offset)}`);
  const initial = sql.lit(first?.offset ?? 0);
  const offset = cases.length === 0 ? initial : sql`(case ${sql.join(cases, sql` `)} else ${initial} end)`;
  // Adds and subtracts a day because the first hours of 1970 are negative west of Greenwich and division truncates.
  return sql<number>`((${time} + ${offset} + ${sql.lit(DAY_MS)}) / ${sql.lit(DAY_MS)} - 1)`;
}

/** `YYYY-MM-DD` of a local day. */
export function dayName(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Views of counts by day, oldest first. @throws BAD_REQUEST (time zone) */
export function dayViews(days: ReadonlyMap<number, number>, timeZone: string): DayView[] {
  const sorted = [...days].sort(([a], [b]) => a - b);
  const [first, last] = [sorted[0]?.[0] ?? 0, sorted.at(-1)?.[0] ?? 0];
  const offsets = zoneOffsets(timeZone, (first - 1) * DAY_MS, (last + 1) * DAY_MS);
  return sorted.map(([day, count]) => ({ day: dayName(day), at: dayStart(day, offsets, timeZone), count }));
}

/** Start of a local day; if midnight is skipped by a clock change, the first time that exists. */
function dayStart(day: number, offsets: readonly ZoneOffset[], timeZone: string): number {
  const midnight = day * DAY_MS;
  const before = offsets.findLast(({ from }) => from <= midnight - DAY_MS);
  const after = offsets.findLast(({ from }) => from <= midnight + DAY_MS);
  // Without a transition within a day, the offset is known: Temporal is a hundred times slower.
  if (before !== undefined && before === after) return midnight - before.offset;
  return Temporal.PlainDate.from(dayName(day)).toZonedDateTime(timeZone).epochMilliseconds;
}
