import type { Excerpt, ExcerptRow } from '../../../backup/source-database/excerpt.ts';
import { type DatedTable, dateOf, type NewestRows } from './newest-rows.ts';

/** A table whose rows belong to groups, as messages belong to chats. */
export interface GroupedTable extends DatedTable {
  /** The column with the number or name of the group. */
  readonly group: string;
  /** The column with the place of a row in its group. */
  readonly place: string;
}

/** How many rows are wanted. */
export interface GroupScope {
  /** Rows of all groups together, besides the last ones of each. */
  readonly newest: number;
  /** Groups of which more is wanted, and rows of each: those that are opened first. Groups shown as one count as one. */
  readonly groups: number;
  readonly ofEachGroup: number;
}

/** Maximum number of groups that are looked at. */
const MAX_GROUPS = 5000;
/** Rows of every group, so that groups have their order. */
const FIRST_ROWS = 1;
/** Groups that are shown as one, on average, of which more is read. */
const SHOWN_AS_ONE = 3;
/** Rows of a group that are read at once. */
const PAGE = { least: 8, most: 400 };
/** Rows of a group that may have been written in another order than that of their dates. */
const DISORDER = 4;

/**
 * The newest rows of a table whose dates have no index, while its groups have one: rows of each group from its end on, of
 * the group with the newest unread rows first. Null if groups have no index.
 *
 * @param together groups that are shown as one, as two chats with one person
 */
export function newestOfGroups(
  excerpt: Excerpt,
  grouped: GroupedTable,
  scope: GroupScope,
  together: readonly (readonly number[])[] = [],
): NewestRows | null {
  if (
    !excerpt.has(grouped.table, grouped.place, ...[grouped.date].flat()) ||
    !excerpt.isIndexed(grouped.table, grouped.group)
  ) {
    return null;
  }
  const page = pagesOf(excerpt, grouped);
  const { numbers, isWhole } = groupNumbers(excerpt, grouped);
  const groups = numbers.map((number) => new Group(number, page));
  for (const group of groups) group.read(FIRST_ROWS);
  let count = 0;
  while (count < scope.newest) {
    const next = newestUnread(groups);
    if (next === null) break;
    count += next.read(next.pageSize);
  }
  const newest = shownAsOne(groups, together)
    .map((shown) => ({ shown, at: Math.max(...shown.map(({ newestAt }) => newestAt)) }))
    .toSorted((a, b) => b.at - a.at)
    .slice(0, scope.groups)
    .flatMap(({ shown }) => shown);
  for (const group of newest.slice(0, scope.groups * SHOWN_AS_ONE)) group.read(scope.ofEachGroup - group.keys.length);
  const missingAt = newestUnread(groups)?.unreadAt ?? -Infinity;
  return {
    keys: new Set(groups.flatMap(({ keys }) => keys)),
    backTo: isWhole && Number.isFinite(missingAt) ? missingAt + 1 : null,
  };
}

/** Key of a group; null for rows without a group. */
type GroupKey = number | string | null;

type ReadPage = (group: GroupKey, count: number, offset: number) => readonly (readonly [rowid: number, at: number])[];

function shownAsOne(groups: readonly Group[], together: readonly (readonly number[])[]): readonly (readonly Group[])[] {
  const firstOf = new Map(together.flatMap((numbers) => numbers.map((number) => [number, numbers[0]])));
  const shown = Map.groupBy(groups, ({ number }) => (typeof number === 'number' && firstOf.get(number)) || number);
  return [...shown.values()];
}

/** Rows of a group, newest first, in the order of an index if there is one. */
function pagesOf(excerpt: Excerpt, { table, group, place, date, toTime }: GroupedTable): ReadPage {
  const order = excerpt.isIndexed(table, group, place) ? `"${place}" DESC, ROWID DESC` : 'ROWID DESC';
  const rows = excerpt.prepare(
    `SELECT ROWID, CAST(${dateOf(date)} AS REAL) FROM "${table}" WHERE "${group}" IS ? ORDER BY ${order} LIMIT ? OFFSET ?`,
  );
  return (number, count, offset) =>
    Array.from(rows(number, count, offset), ([rowid, at]) => [
      rowid as number,
      toTime(at as number | null) ?? -Infinity,
    ]);
}

/** All groups by one seek each, and that of rows without a group. */
function groupNumbers(
  excerpt: Excerpt,
  { table, group }: GroupedTable,
): { readonly numbers: readonly GroupKey[]; readonly isWhole: boolean } {
  const numbers: GroupKey[] = [null];
  const after = excerpt.prepare(`SELECT min("${group}") FROM "${table}" WHERE "${group}" > ?`);
  let next = onlyValue(excerpt.select(`SELECT min("${group}") FROM "${table}"`));
  while (typeof next === 'number' || typeof next === 'string') {
    if (numbers.length > MAX_GROUPS) return { numbers, isWhole: false };
    numbers.push(next);
    next = onlyValue(after(next));
  }
  return { numbers, isWhole: true };
}

function onlyValue(rows: Iterable<ExcerptRow>): unknown {
  const [row] = rows;
  return row?.[0];
}

/** The group with the newest rows that were not read; null if there are none. */
function newestUnread(groups: readonly Group[]): Group | null {
  let newest: Group | null = null;
  for (const group of groups) if (group.unreadAt > (newest?.unreadAt ?? -Infinity)) newest = group;
  return newest;
}

/** The rows of a group that were read so far. */
class Group {
  readonly keys: number[] = [];
  newestAt = -Infinity;
  /** Time that no row exceeds that was not read; `-Infinity` if all were read. */
  unreadAt = -Infinity;
  readonly number: GroupKey;
  readonly #page: ReadPage;
  #last: readonly number[] = [];
  #isWhole = false;

  constructor(number: GroupKey, page: ReadPage) {
    this.number = number;
    this.#page = page;
  }

  /** As many rows as were read already, so that a large group takes few pages. */
  get pageSize(): number {
    return Math.min(PAGE.most, Math.max(PAGE.least, this.keys.length));
  }

  /** Reads `count` more rows; returns how many there were. */
  read(count: number): number {
    if (this.#isWhole || count <= 0) return 0;
    const rows = this.#page(this.number, count, this.keys.length);
    for (const [rowid, at] of rows) {
      this.keys.push(rowid);
      this.newestAt = Math.max(this.newestAt, at);
    }
    this.#last = [...this.#last, ...rows.map(([, at]) => at)].slice(-DISORDER);
    this.#isWhole = rows.length < count;
    this.unreadAt = this.#isWhole ? -Infinity : Math.max(...this.#last);
    return rows.length;
  }
}
