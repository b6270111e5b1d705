import { type InteriorPage, type LeafPage, type RowShape, type TreePage } from './table-page.ts';
import type { Rowid } from './varint.ts';

/** What the schema says of a table with ROWIDs. */
export interface TableSchema {
  /** Number of its root page. */
  readonly root: number;
  /** Number of columns that rows have. Rows from before a column was added have fewer. */
  readonly columns: number;
  /** Bit of the column that is the ROWID, which rows have as NULL; 0 if there is none among the compared ones. */
  readonly alias: number;
  /** Bits of the columns that are never NULL. */
  readonly required: number;
}

/** What the schema says of a database. */
export interface DatabaseSchema {
  readonly tables: readonly TableSchema[];
  /** Root pages of indexes and of tables without ROWIDs. */
  readonly indexes: readonly number[];
}

/** The table that has the schema. */
export const SCHEMA_TABLE: TableSchema = { root: 1, columns: 5, alias: 0, required: 0 };

/** ROWIDs that may be below a page: greater than `low` and at most `high`; null is without bound. */
export interface Range {
  readonly low: Rowid | null;
  readonly high: Rowid | null;
}

/** True if rows of this shape can be of this table. */
export function fitsTable({ columns, nulls, values }: RowShape, table: TableSchema): boolean {
  return columns <= table.columns && (values & table.alias) === 0 && (nulls & table.required) === 0;
}

/** True if all of these ROWIDs may be in a range. */
export function isWithin(low: Rowid, high: Rowid, range: Range): boolean {
  return (range.low === null || low > range.low) && (range.high === null || high <= range.high);
}

/** True for a page that may be where it was found. */
export function isInPlace(page: TreePage | undefined, range: Range, isRoot: boolean): page is TreePage {
  if (page === undefined) return false;
  if (!page.isLeaf) return isWithin(page.keys[0] as Rowid, page.keys.at(-1) as Rowid, range);
  // Only a table without rows has a page without rows.
  return page.low === null || page.high === null ? isRoot : isWithin(page.low, page.high, range);
}

/** The pages below an interior page, with their ranges. */
export function* childrenWithin(page: InteriorPage, range: Range): Generator<readonly [number, Range]> {
  let { low } = range;
  for (const [index, child] of page.children.entries()) {
    const high = page.keys[index] ?? range.high;
    yield [child, { low, high }];
    low = high;
  }
}

/** True for a page with rows. */
export function hasRows(page: LeafPage): page is LeafPage & { readonly low: Rowid; readonly high: Rowid } {
  return page.low !== null && page.high !== null;
}
