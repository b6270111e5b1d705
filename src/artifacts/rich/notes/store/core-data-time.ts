import { fromAppleSeconds } from '../../../../formats/apple-time.ts';
import { asNumber, type SqlValue } from '../../../kit/source-table.ts';

/** `NSDate.distantFuture`, the year 4001, in seconds since 2001: no date. */
const DISTANT_FUTURE = 64_092_211_200;

/** Converts a Core Data date to UTC milliseconds; null for no date, including 0 and the distant future. */
export function coreDataTime(value: SqlValue | undefined): number | null {
  const seconds = asNumber(value);
  return seconds === null || seconds === 0 || seconds >= DISTANT_FUTURE ? null : fromAppleSeconds(seconds);
}
