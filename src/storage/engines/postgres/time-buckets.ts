/**
 * Periods of ids in the GIN index. It has no order, so a condition on them limits a search to some time: GIN jumps over
 * everything else. Each record is in a short period and a long one, about 1.6 and 25 days; records without a time have
 * negative ids and share one of each.
 */

/** Ids per period, as powers of two. */
const SHORT_BITS = 38;
const LONG_BITS = 42;

/** Ids per short period, the shortest that the index distinguishes. */
export const SHORT_PERIOD = 2 ** SHORT_BITS;
const LONG_PERIOD = 2 ** LONG_BITS;

/** Maximum number of long periods in a condition, 17 years: each costs the index a few microseconds. */
const MAX_LONG = 256;
/** Maximum number of ids in a range for {@link bucketsOf}. */
export const MAX_PERIOD = MAX_LONG * LONG_PERIOD;

/** The indexed expression. Even numbers are short periods, odd ones long ones. */
export const BUCKETS_SQL = `(array[(greatest(id, -1) >> ${SHORT_BITS}) * 2, (greatest(id, -1) >> ${LONG_BITS}) * 2 + 1])`;

/** The buckets of records without a time. */
export const UNTIMED_BUCKETS: readonly number[] = [-2];

/** The first id of the short period of an id. */
export const periodStart = (id: number): number => Math.floor(id / SHORT_PERIOD) * SHORT_PERIOD;

/** The fewest periods that contain the ids from `minId` to `maxId`, which must be at least 0. */
export function bucketsOf(minId: number, maxId: number): number[] {
  const buckets: number[] = [];
  const last = periodStart(maxId);
  for (let at = periodStart(minId); at <= last; ) {
    const isLong = at % LONG_PERIOD === 0 && at + LONG_PERIOD <= last + SHORT_PERIOD;
    buckets.push(isLong ? (at / LONG_PERIOD) * 2 + 1 : (at / SHORT_PERIOD) * 2);
    at += isLong ? LONG_PERIOD : SHORT_PERIOD;
  }
  return buckets;
}
