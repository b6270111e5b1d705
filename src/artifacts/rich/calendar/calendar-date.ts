import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { asNumber, type SqlValue } from '../../kit/source-table.ts';

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

/** As {@link readDate} for columns in which 0 means none, too. */
export function readOptionalDate(value: SqlValue | undefined): number | null {
  return value === 0 ? null : readDate(value);
}
