import { isSqliteError } from '../../../backup/source-database/sqlite-error.ts';
import type { Slice } from '../../kit/artifact.ts';
import { asInteger, type SourceTable } from '../../kit/source-table.ts';

/** An inclusive range of ROWIDs. */
export interface RowidRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The ROWIDs of a slice: equal parts between the lowest and the highest one. The first and the last part are unbounded,
 * so that the slices together contain every possible ROWID once.
 */
export function rowidRange(table: SourceTable, { index, of }: Slice): RowidRange {
  const { first, last } = of === 1 ? { first: 0, last: 0 } : ends(table);
  const step = (last - first + 1) / of;
  const start = (slice: number): number => first + Math.floor(step * slice);
  return {
    first: index === 0 ? Number.MIN_SAFE_INTEGER : start(index),
    last: index === of - 1 ? Number.MAX_SAFE_INTEGER : start(index + 1) - 1,
  };
}

/** The lowest and the highest ROWID that is a safe integer; zeros if the table is empty or unreadable. */
function ends(table: SourceTable): RowidRange {
  const end = (order: 'ASC' | 'DESC'): number => {
    const safe = `WHERE rowid BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}`;
    return asInteger(table.select({ rowid: 'rowid' }, `${safe} ORDER BY rowid ${order} LIMIT 1`).get()?.rowid) ?? 0;
  };
  try {
    return { first: end('ASC'), last: end('DESC') };
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return { first: 0, last: 0 };
  }
}
