import { fromAppleSeconds } from '../../formats/apple-time.ts';
import { asNumber, type SqlValue } from '../source-table.ts';
import { DAY_MS } from './civil-day.ts';

/** What CalendarDatabase wrote for "no date" before it wrote NULL: the least 32-bit integer. */
const UNSET = -2_147_483_648;
/** `NSDate.distantPast` and `distantFuture`, years 1 and 4001: no date either. */
const DISTANT_PAST = -63_114_076_800;
const DISTANT_FUTURE = 63_113_904_000;

/** A date of Calendar.sqlitedb (seconds since 2001) as UTC milliseconds. Null for none. */
export function readDate(value: SqlValue | undefined): number | null {
  const seconds = asNumber(value);
  if (seconds === null || seconds === UNSET || seconds <= DISTANT_PAST || seconds >= DISTANT_FUTURE) return null;
  return fromAppleSeconds(seconds);
}

/** As {@link readDate} for columns in which 0 stands for none too. */
export function readOptionalDate(value: SqlValue | undefined): number | null {
  return value === 0 ? null : readDate(value);
}

/** The day at a moment, `YYYY-MM-DD`, read in UTC; null outside the years 1 to 9999. */
export function dayOf(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString().slice(0, 10) : null;
}

/**
 * The last day of an all-day event, as the moment it begins in UTC. Its end is written either as the last second of
 * that day or as the midnight after it (both were seen: macOS 15 and 11); an end before the start is the start.
 */
export function lastDayOf(startAt: number, endAt: number | null): number {
  const last = endAt === null ? startAt : Math.max(startAt, endAt - 1);
  return Math.floor(last / DAY_MS) * DAY_MS;
}
