import { type RawBuilder, sql } from 'kysely';
import type { TimeOfDay } from './time-of-day.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;
/** Years whose changes of the clock are known. Earlier and later times have the offset at the ends. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2050;

/** Times of day in a time zone. */
export interface LocalTimes {
  readonly times: readonly TimeOfDay[];
  /** Offsets from UTC in milliseconds, oldest first: each holds until `until`, the last one from then on. */
  readonly offsets: readonly Offset[];
}

interface Offset {
  /** UTC milliseconds, exclusive; infinity for the last. */
  readonly until: number;
  readonly ms: number;
}

const known = new Map<string, readonly Offset[]>();

/** Parts of the day as a clock in `timeZone` shows them. */
export function localTimes(times: readonly TimeOfDay[], timeZone: string): LocalTimes {
  let offsets = known.get(timeZone);
  if (offsets === undefined) {
    offsets = [...offsetsOf(timeZone)];
    known.set(timeZone, offsets);
  }
  return { times, offsets };
}

function* offsetsOf(timeZone: string): Generator<Offset> {
  let at = Temporal.PlainDate.from({ year: FIRST_YEAR, month: 1, day: 1 }).toZonedDateTime(timeZone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    const ms = at.offsetNanoseconds / 1e6;
    if (next === null || next.year > LAST_YEAR) {
      yield { until: Number.POSITIVE_INFINITY, ms };
      return;
    }
    yield { until: next.epochMilliseconds, ms };
    at = next;
  }
}

/**
 * The condition that the time in `column`, in UTC milliseconds, is at one of these times of day. It needs neither functions
 * nor time zones of the database, so that all engines find the same. The offset is looked up by halves: seven comparisons
 * for eighty years. A null is at no time.
 *
 * @param column trusted SQL
 */
export function localTimeSql(column: string, { times, offsets }: LocalTimes): RawBuilder<unknown> {
  const local = `(((${column} + ${offsetSql(column, offsets)}) % ${DAY_MS} + ${DAY_MS}) % ${DAY_MS})`;
  const ranges = times.map(({ from, to }) =>
    from < to
      ? `${local} between ${from * MINUTE_MS} and ${to * MINUTE_MS - 1}`
      : `${local} not between ${to * MINUTE_MS} and ${from * MINUTE_MS - 1}`,
  );
  return sql.raw(`(${ranges.join(' or ')})`);
}

function offsetSql(column: string, offsets: readonly Offset[]): string {
  const [only] = offsets;
  if (offsets.length === 1) return `${only?.ms ?? 0}`;
  const middle = offsets.length >> 1;
  const [earlier, later] = [offsets.slice(0, middle), offsets.slice(middle)];
  const border = earlier.at(-1)?.until ?? 0;
  return `case when ${column} < ${border} then ${offsetSql(column, earlier)} else ${offsetSql(column, later)} end`;
}
