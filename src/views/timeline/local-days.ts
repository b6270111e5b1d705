import { type RawBuilder, sql } from 'kysely';
import type { DayView } from '../../contract/days.ts';
import { type ZoneOffset, zoneOffsets } from './time-zones.ts';

/** Milliseconds of a day without a change of the clock. */
export const DAY_MS = 86_400_000;

/** Times that are days of a calendar: from 1970 to the end of what the search index orders (May 2109). */
export const FIRST_MS = 1;
/** See {@link FIRST_MS}; the first millisecond that is none of them. */
export const END_MS = 2 ** 42;

/**
 * SQL for the number of the local day (0 is 1970-01-01) at a moment in `column`, which lies within {@link FIRST_MS} ≤ t <
 * {@link END_MS}. Offsets stand in the text of the query: as parameters SQLite divides them as reals.
 */
export function localDay(column: string, [first, ...later]: readonly ZoneOffset[]): RawBuilder<number> {
  const time = sql.ref(column);
  // The newest first: most records of a phone are from the last years.
  const cases = later
    .toReversed()
    .map(({ from, offset }) => sql`when ${time} >= ${sql.lit(from)} then ${sql.lit(offset)}`);
  const initial = sql.lit(first?.offset ?? 0);
  const offset = cases.length === 0 ? initial : sql`(case ${sql.join(cases, sql` `)} else ${initial} end)`;
  // A day more and a day less: west of Greenwich the first hours of 1970 would otherwise be rounded the wrong way.
  return sql<number>`((${time} + ${offset} + ${sql.lit(DAY_MS)}) / ${sql.lit(DAY_MS)} - 1)`;
}

/** `YYYY-MM-DD` of a local day. */
export function dayName(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Days and how much there is of each as they are shown, oldest first. @throws BAD_REQUEST (time zone) */
export function dayViews(days: ReadonlyMap<number, number>, timeZone: string): DayView[] {
  const sorted = [...days].sort(([a], [b]) => a - b);
  const [first, last] = [sorted[0]?.[0] ?? 0, sorted.at(-1)?.[0] ?? 0];
  const offsets = zoneOffsets(timeZone, (first - 1) * DAY_MS, (last + 1) * DAY_MS);
  return sorted.map(([day, count]) => ({ day: dayName(day), at: dayStart(day, offsets, timeZone), count }));
}

/** The moment at which a local day begins: the first one that the clock shows, where midnight is left out. */
function dayStart(day: number, offsets: readonly ZoneOffset[], timeZone: string): number {
  const midnight = day * DAY_MS;
  const before = offsets.findLast(({ from }) => from <= midnight - DAY_MS);
  const after = offsets.findLast(({ from }) => from <= midnight + DAY_MS);
  // Zones are within a day of UTC: without a change around it the offset holds. Asking Temporal takes a hundred times as long.
  if (before !== undefined && before === after) return midnight - before.offset;
  return Temporal.PlainDate.from(dayName(day)).toZonedDateTime(timeZone).epochMilliseconds;
}
