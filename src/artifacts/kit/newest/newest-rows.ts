import type { Excerpt, ExcerptKey } from '../../../backup/source-database/excerpt.ts';

/** Rows for a preview. */
export interface NewestRows {
  /** Their ROWIDs. */
  readonly keys: Set<ExcerptKey>;
  /** From this time on no row is missing, in UTC milliseconds; null if that is not known, or if none is missing. */
  readonly backTo: number | null;
}

/** A table with dates. */
export interface DatedTable {
  readonly table: string;
  /** The column with the date, or several of which the first one with a value counts. */
  readonly date: string | readonly string[];
  readonly toTime: ToTime;
}

/** Converts a date of a database to UTC milliseconds; null if there is none. */
export type ToTime = (date: number | null) => number | null;

/** Rows of a table that are looked through for the newest ones, where dates have no index: some 20 ms. */
const MAX_LOOKED_THROUGH = 10_000;

/** The newest `count` rows by the date in a column, or by ROWID where that column has no index and the table is large. */
export function newestRows(excerpt: Excerpt, { table, date, toTime }: DatedTable, count: number): NewestRows {
  const at = dateOf(date);
  const isByDate = (typeof date === 'string' && excerpt.isIndexed(table, date)) || isSmall(excerpt, table);
  // One more, to know from when on none is missing.
  const rows = [
    ...excerpt.select(
      `SELECT ROWID, CAST(${at} AS REAL) FROM "${table}" ORDER BY ${isByDate ? at : 'ROWID'} DESC LIMIT ${count + 1}`,
    ),
  ];
  const keys = new Set(rows.slice(0, count).map(([rowid]) => rowid as number));
  const missing = rows[count];
  const missingAt = missing === undefined || !isByDate ? null : toTime(missing[1] as number | null);
  return { keys, backTo: missingAt === null ? null : missingAt + 1 };
}

function isSmall(excerpt: Excerpt, table: string): boolean {
  // Each is one seek, both in one query would be a scan.
  const [row] = excerpt.select(`SELECT (SELECT max(ROWID) FROM "${table}") - (SELECT min(ROWID) FROM "${table}")`);
  return Number(row?.[0] ?? 0) <= MAX_LOOKED_THROUGH;
}

/** The expression of a {@link DatedTable.date}. */
export function dateOf(date: DatedTable['date']): string {
  const columns = [date].flat().map((column) => `"${column}"`);
  return columns.length === 1 ? (columns[0] ?? '') : `coalesce(${columns.join(', ')})`;
}
