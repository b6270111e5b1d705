/**
 * Values for a `WHERE column IN (…) ORDER BY column` on an index of that column. Without statistics SQLite takes backup and
 * run for so selective that it reads all rows of the run instead: the order makes the index worth its while, unless the list
 * has one value, which SQLite takes for an equality. So that one is given twice.
 */
export function lookupList<T>(values: readonly T[]): readonly T[] {
  return values.length === 1 ? [...values, ...values] : values;
}
