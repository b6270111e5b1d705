/**
 * Values for `WHERE column IN (…) ORDER BY column` with an index on that column. Without statistics SQLite considers
 * backup and run more selective and reads all rows of the run; ORDER BY makes it choose the index. A single value would
 * be planned as an equality, for which that does not work, so it is passed twice. The last value is also repeated up to
 * the next power of two, because each length is a statement to prepare.
 */
export function lookupList<T>(values: readonly T[]): readonly T[] {
  const last = values.at(-1);
  if (last === undefined || values.length > MOST_REPEATED) return values;
  const length = 2 ** Math.max(1, Math.ceil(Math.log2(values.length)));
  return [...values, ...Array.from({ length: length - values.length }, () => last)];
}

/** Longer lists are left as they are: engines limit the number of parameters. */
const MOST_REPEATED = 1024;
