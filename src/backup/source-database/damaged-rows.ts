import { isSqliteError } from './sqlite-error.ts';

/** Maximum number of gaps that are skipped in one table before reading stops. */
const MAX_GAPS = 64;

/** Growth factor of the step when searching for readable rows. Smaller intact ranges can be missed. */
const GROWTH = 1.25;

/**
 * Number of ROWIDs before the end of a gap that are tried individually to find a missed intact page; pages rarely have
 * more rows.
 */
const TRIED_ONE_BY_ONE = 256;

/** Returns the rows with a ROWID of at least `first`, by ROWID. */
type OpenRows<R> = (first: number) => Iterable<R>;

/**
 * Reads rows in ROWID order and continues behind damage with the next readable row. A ROWID that is not a number or a
 * duplicate (in a crafted table) counts as a gap. Apps use 64-bit ids of their servers as ROWIDs: behind a ROWID that is no
 * safe integer (a `bigint`), reading cannot be continued, so it ends at damage there.
 *
 * @param rowidOf returns the ROWID of a row
 * @param gap called for every gap; the number of lost rows is unknown
 * @param unnumbered meaning of a row whose ROWID is not a number
 * @throws errors other than those of SQLite or of one value
 */
export function* readAcrossDamage<R>(
  open: OpenRows<R>,
  rowidOf: (row: R) => unknown,
  gap: () => void,
  unnumbered: 'gap' | 'row' = 'gap',
): Generator<R> {
  let next = Number.MIN_SAFE_INTEGER;
  let last: number | bigint | null = null;
  for (let gaps = 0; gaps <= MAX_GAPS; gaps++) {
    try {
      for (const row of open(next)) {
        const rowid = rowidOf(row);
        if (typeof rowid === 'number' && rowid >= next) {
          next = Math.floor(rowid) + 1;
          last = rowid;
          yield row;
        } else if (typeof rowid === 'bigint' && (last === null || rowid > last)) {
          last = rowid;
          yield row;
        } else if (typeof rowid !== 'number' && unnumbered === 'row') yield row;
        else gap();
      }
      return;
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      gap();
      if (typeof last === 'bigint') return;
    }
    const readable = firstReadable(open, next);
    if (readable === null) return;
    next = readable;
  }
}

/** The first readable ROWID after `damaged`; null if none is found. */
function firstReadable(open: OpenRows<unknown>, damaged: number): number | null {
  // No row was read yet: continue where ROWIDs usually begin.
  const start = Math.max(damaged, 0);
  let below = start;
  for (let distance = 1; Number.isSafeInteger(start + distance); distance = Math.ceil(distance * GROWTH)) {
    const rowid = start + distance;
    if (isReadable(open, rowid)) {
      const end = endOfDamage(open, below, rowid);
      for (let missed = Math.max(start + 1, end - TRIED_ONE_BY_ONE); missed < end; missed++)
        if (isReadable(open, missed)) return missed;
      return end;
    }
    below = rowid;
  }
  return null;
}

/** A readable ROWID with a damaged predecessor, between a damaged and a readable one. */
function endOfDamage(open: OpenRows<unknown>, damaged: number, readable: number): number {
  let [below, found] = [damaged, readable];
  while (found - below > 1) {
    const middle = below + Math.floor((found - below) / 2);
    if (isReadable(open, middle)) found = middle;
    else below = middle;
  }
  return found;
}

/**
 * True if the next row from this ROWID can be read or there is none. Tried twice: a failed statement throws the same
 * error again at its next iteration, because sqlite3_reset() repeats it.
 */
function isReadable(open: OpenRows<unknown>, rowid: number): boolean {
  return canBeginAt(open, rowid) || canBeginAt(open, rowid);
}

function canBeginAt(open: OpenRows<unknown>, rowid: number): boolean {
  try {
    for (const _ of open(rowid)) break;
    return true;
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return false;
  }
}
