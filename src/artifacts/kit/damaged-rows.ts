import { isSqliteError, type SqlValue } from './source-table.ts';

/** Maximum number of gaps that are skipped in one table before the rest is given up. */
const MAX_GAPS = 64;

/**
 * Reads rows in the order of their ROWID and goes on behind damage: after an error it starts again one row further on,
 * then two, four, eight … until rows come again. A ROWID that is not a number or comes twice (in a crafted table) is a gap
 * too.
 *
 * @param open gives the rows with a ROWID of at least `first`
 * @param rowidOf gives the ROWID of a row
 * @param gap is called for every gap; the number of rows in it is unknown
 * @throws an error that is not of SQLite or of one value
 */
export function* readAcrossDamage<R>(
  open: (first: number) => Iterable<R>,
  rowidOf: (row: R) => SqlValue | undefined,
  gap: () => void,
): Generator<R> {
  let next = Number.MIN_SAFE_INTEGER;
  let step = 1;
  for (let gaps = 0; gaps <= MAX_GAPS; gaps++) {
    try {
      for (const row of open(next)) {
        const rowid = rowidOf(row);
        if (typeof rowid !== 'number' || rowid < next) {
          gap();
          continue;
        }
        next = Math.floor(rowid) + 1;
        step = 1;
        yield row;
      }
      return;
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      gap();
    }
    // No row was read yet: go on where ROWIDs usually begin.
    next = Math.max(next, 0) + step;
    step *= 2;
    if (!Number.isSafeInteger(next)) return;
  }
}
