import { isSqliteError, type SqlValue } from './source-table.ts';

/** Gaps that are jumped over in one table before the rest is given up. */
const MAX_GAPS = 64;

/**
 * Reads rows in the order of their ROWID (the first column of each) and goes on behind damage: after an error it starts
 * again one row further on, then two, four, eight … until rows come again. A ROWID that is no number or comes twice (a
 * crafted table can have such) is a gap too.
 *
 * @param open rows with a ROWID from `first` on
 * @param gap is told of every gap; nobody can know how many rows lay there
 * @throws what is not an error of SQLite or of one value
 */
export function* readAcrossDamage(
  open: (first: number) => Iterable<readonly SqlValue[]>,
  gap: () => void,
): Generator<readonly SqlValue[]> {
  let next = Number.MIN_SAFE_INTEGER;
  let step = 1;
  for (let gaps = 0; gaps <= MAX_GAPS; gaps++) {
    try {
      for (const row of open(next)) {
        const rowid = row[0];
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
    // Before the first row there is no place to go on from but where ROWIDs begin.
    next = Math.max(next, 0) + step;
    step *= 2;
    if (!Number.isSafeInteger(next)) return;
  }
}
