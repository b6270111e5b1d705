import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { asNumber, type SqlValue } from '../../kit/source-table.ts';

/** Whole days are never further from UTC than this, in seconds. */
const MAX_UTC_OFFSET = 24 * 3600;

/** `NSDate.distantPast` and `distantFuture` are in the years 1 and 4001: seconds since 2001 from here on mean "no date". */
const DISTANT_PAST = -62_000_000_000;
const DISTANT_FUTURE = 63_000_000_000;

/** A date of Core Data as UTC milliseconds. NULL, 0 and the distant past and future mean that there is none. */
export function readDate(value: SqlValue): number | null {
  const seconds = asNumber(value);
  if (seconds === null || seconds === 0 || seconds < DISTANT_PAST || seconds > DISTANT_FUTURE) return null;
  return fromAppleSeconds(seconds);
}

/** Seconds ahead of UTC, or null for what no time zone has. */
export function readUtcOffset(value: SqlValue): number | null {
  const seconds = asNumber(value);
  return seconds === null || Math.abs(seconds) > MAX_UTC_OFFSET ? null : Math.trunc(seconds);
}
