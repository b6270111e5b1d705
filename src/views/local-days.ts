import { type RawBuilder, sql } from 'kysely';
import type { ZoneOffset } from './time-zones.ts';

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

/** The moment at which a local day begins: the first one that the clock shows, where midnight is left out. */
export function dayStart(day: number, timeZone: string): number {
  return Temporal.PlainDate.from(dayName(day)).toZonedDateTime(timeZone).epochMilliseconds;
}
