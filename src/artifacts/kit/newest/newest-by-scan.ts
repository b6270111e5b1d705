import type { Excerpt, ExcerptKey } from '../../../backup/source-database/excerpt.ts';
import type { GroupedTable, GroupScope } from './newest-of-groups.ts';
import { dateOf, type NewestRows } from './newest-rows.ts';

/** Rows of a table that are looked through: three times, which takes some 0.1 s. */
const MAX_ROWS = 30_000;

/**
 * As `newestOfGroups`, for a table in which neither groups nor dates have an index: all of its rows are looked through.
 * Null if they are too many for that.
 */
export function newestByScan(excerpt: Excerpt, grouped: GroupedTable, scope: GroupScope): NewestRows | null {
  const { table, group, date, toTime } = grouped;
  // Each is one seek, both in one query would be a scan.
  const [range] = excerpt.select(`SELECT (SELECT max(ROWID) FROM "${table}") - (SELECT min(ROWID) FROM "${table}")`);
  if (Number(range?.[0] ?? 0) > MAX_ROWS) return null;
  const at = dateOf(date);
  const keys = new Set<ExcerptKey>();
  // The ROWID is that of the row with the newest date.
  const lastOfEach = excerpt.select(
    `SELECT ROWID, "${group}", CAST(max(${at}) AS REAL) AS newest FROM "${table}" GROUP BY "${group}" ORDER BY newest DESC`,
  );
  const groups = Array.from(lastOfEach, ([rowid, key]) => {
    keys.add(rowid as number);
    return key ?? null;
  });
  const first = groups.slice(0, scope.groups);
  const pages = excerpt.select(
    `SELECT id FROM (
       SELECT ROWID AS id, row_number() OVER (PARTITION BY "${group}" ORDER BY ${at} DESC, ROWID DESC) AS place
       FROM "${table}" WHERE "${group}" IN (${first.map(() => '?').join(', ')})
     ) WHERE place <= ${scope.ofEachGroup}`,
    ...first,
  );
  for (const [rowid] of pages) keys.add(rowid as number);
  const newest = [
    ...excerpt.select(
      `SELECT ROWID, CAST(${at} AS REAL) FROM "${table}" ORDER BY ${at} DESC, ROWID DESC LIMIT ${scope.newest + 1}`,
    ),
  ];
  for (const [rowid] of newest.slice(0, scope.newest)) keys.add(rowid as number);
  const missing = newest[scope.newest]?.[1];
  const missingAt = missing === undefined ? null : toTime(missing as number | null);
  return { keys, backTo: missingAt === null ? null : missingAt + 1 };
}
