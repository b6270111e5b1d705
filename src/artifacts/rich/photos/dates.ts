import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { asNumber, type SqlValue } from '../../kit/source-table.ts';

/** Maximum UTC offset in seconds. */
const MAX_UTC_OFFSET = 24 * 3600;

/**
 * Limits for `NSDate.distantPast` and `distantFuture` (years 1 and 4001), in seconds since 2001: values beyond them
 * mean no date.
 */
const DISTANT_PAST = -62_000_000_000;
const DISTANT_FUTURE = 63_000_000_000;

/** Converts a Core Data date to UTC milliseconds; null for no date (NULL, 0, distant past and future). */
export function readDate(value: SqlValue | undefined): number | null {
  const seconds = asNumber(value);
  if (seconds === null || seconds === 0 || seconds < DISTANT_PAST || seconds > DISTANT_FUTURE) return null;
  return fromAppleSeconds(seconds);
}

/** A UTC offset in seconds; null if out of range. */
export function readUtcOffset(value: SqlValue | undefined): number | null {
  const seconds = asNumber(value);
  return seconds === null || Math.abs(seconds) > MAX_UTC_OFFSET ? null : Math.trunc(seconds);
}
