/**
 * Values for `WHERE column IN (…) ORDER BY column` with an index on that column. Without statistics SQLite considers
 * backup and run more selective and reads all rows of the run; ORDER BY makes it choose the index. A single value would
 * be planned as an equality, for which that does not work, so it is passed twice.
 */
export function lookupList<T>(values: readonly T[]): readonly T[] {
  return values.length === 1 ? [...values, ...values] : values;
}
