/**
 * Periods of ids in the GIN index. It has no order, so a condition on them limits a search to some time: GIN jumps over
 * everything else. Each record is in a period of each length, about 1.6 days, 25 days and 1.1 years, so that few make up
 * any range. Records without a time have negative ids and share one of each.
 */

/** Ids per period of each length, as powers of two. */
const BITS = [38, 42, 46];

/** Ids per period, the longest first. */
const LENGTHS = BITS.map((bits, level) => ({ level, ids: 2 ** bits })).toReversed();

/** Ids per shortest period, which is all that the index distinguishes. */
export const SHORT_PERIOD = 2 ** (BITS[0] as number);

/** The indexed expression: the number of the period of each length, times four, plus the number of the length. */
export const BUCKETS_SQL = `(array[${BITS.map((bits, level) => `(greatest(id, -1) >> ${bits}) * 4 + ${level}`).join(', ')}])`;

/** The buckets of records without a time. */
export const UNTIMED_BUCKETS: readonly number[] = [-4];

/** The first id of the shortest period of an id. */
export const periodStart = (id: number): number => Math.floor(id / SHORT_PERIOD) * SHORT_PERIOD;

/**
 * The other end of a range of about `length` ids that begins at `id`. It is at the border of a period, of a longer one
 * if the range has several, so that few periods make up the range.
 */
export function periodFrom(id: number, length: number, direction: 'up' | 'down'): number {
  const period = LENGTHS.find(({ ids }) => length >= 2 * ids)?.ids ?? SHORT_PERIOD;
  const others = Math.max(0, Math.floor(length / period) - 1) * period;
  const start = Math.floor(id / period) * period;
  return direction === 'down' ? start - others : start + others + period - 1;
}

/** The fewest periods that contain the ids from `minId` to `maxId`, which must be at least 0. */
export function bucketsOf(minId: number, maxId: number): number[] {
  const buckets: number[] = [];
  const end = periodStart(maxId) + SHORT_PERIOD;
  for (let at = periodStart(minId); at < end; ) {
    const fits = ({ ids }: { readonly ids: number }) => at % ids === 0 && at + ids <= end;
    const { level, ids } = LENGTHS.find(fits) ?? { level: 0, ids: SHORT_PERIOD };
    buckets.push((at / ids) * 4 + level);
    at += ids;
  }
  return buckets;
}
