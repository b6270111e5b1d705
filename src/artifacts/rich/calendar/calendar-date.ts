import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { asNumber, type SqlValue } from '../../kit/source-table.ts';

/** Value for "no date" in old databases, the smallest 32-bit integer; newer ones have NULL. */
const UNSET = -2_147_483_648;
/** `NSDate.distantPast` and `distantFuture` (years 1 and 4001), which also mean no date. */
const DISTANT_PAST = -63_114_076_800;
const DISTANT_FUTURE = 63_113_904_000;

/**
 * `Alarm.trigger_date` of an alarm that has no time, 1976-04-01T00:55:45Z: one at a place, or none at all, which iCloud
 * keeps for "no alert" (docs/format/calendar.md).
 */
export const NO_ALARM_TIME = -781_139_055;

/** Converts a date of Calendar.sqlitedb (seconds since 2001) to UTC milliseconds; null for no date. */
export function readDate(value: SqlValue | undefined): number | null {
  const seconds = asNumber(value);
  if (seconds === null || seconds === UNSET || seconds <= DISTANT_PAST || seconds >= DISTANT_FUTURE) return null;
  return fromAppleSeconds(seconds);
}

/** As {@link readDate}, for columns in which 0 also means no date. */
export function readOptionalDate(value: SqlValue | undefined): number | null {
  return value === 0 ? null : readDate(value);
}
