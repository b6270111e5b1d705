import type { Excerpt, ExcerptKey } from '../../../backup/source-database/excerpt.ts';
import { ALL_COPIED, type PreviewReading } from '../artifact.ts';
import { newestByScan } from '../newest/newest-by-scan.ts';
import { type GroupScope, newestOfGroups } from '../newest/newest-of-groups.ts';
import { newestRows } from '../newest/newest-rows.ts';
import { tablesIn } from '../records/sqlite-rows.ts';
import type { RecordStore } from '../records/stores.ts';
import type { ChatsDeclaration } from './declaration.ts';
import { type LargeTables, largeTablesOf, type RelatedTable, type TablesPart, tablesOfPart } from './large-tables.ts';

/** Rows of all tables of a store that is copied as a whole, or of those beside its messages and calls. */
const MAX_ROWS = 6000;

const SCOPE: GroupScope = { newest: 700, groups: 20, ofEachGroup: 40 };
const CALLS = 250;

/** Returns the time since when no message is missing; null if that is not known. */
type Copy = (excerpt: Excerpt, scope?: GroupScope) => number | null;

/**
 * The preview of a declared chat app, made from its declaration: a store with few rows in the tables that are read is
 * shown as a whole, of a large one the newest messages of each chat, if the declaration tells which these are.
 */
export function previewOf(
  declaration: ChatsDeclaration,
  stores: Readonly<Record<string, RecordStore>>,
): PreviewReading<string> {
  return {
    stores: Object.fromEntries(
      Object.entries(stores).map(([name, { pattern }]) =>
        pattern.format === 'sqlite'
          ? [name, (excerpt: Excerpt) => copyNewestOf(declaration, name)(excerpt)]
          : [name, 'whole'],
      ),
    ),
  };
}

/** Copies the newest records of a store of a declared chat app. */
export function copyNewestOf(declaration: ChatsDeclaration, store: string): Copy {
  return (excerpt, scope = SCOPE) => {
    const tables = tablesIn(excerpt.source, tablesRead(declaration, store));
    // A copy would give their rows other keys.
    if (!tables.every((table) => excerpt.hasRowids(table))) excerpt.refuse();
    const isSmall = haveFewRows(excerpt, tables);
    const large = isSmall ? null : largeTablesOf(declaration, store);
    if (!isSmall && large === null) excerpt.refuse();
    const others = tables.filter((table) => large === null || !large.all.has(table));
    if (!isSmall && !haveFewRows(excerpt, others)) excerpt.refuse();
    for (const table of others) excerpt.copyAll(table);
    return large === null ? ALL_COPIED : copyNewest(excerpt, large, scope);
  };
}

/** Names of the tables, `#` for a number, that a declaration reads of a store. */
function tablesRead(declaration: ChatsDeclaration, store: string): readonly string[] {
  const { people, chats, members, messages, attachments, reactions, calls, lookups = {} } = declaration;
  const parts: readonly TablesPart[] = [people, chats, members, messages, attachments, reactions, calls]
    .flatMap((part): TablesPart | readonly TablesPart[] => part ?? [])
    .concat(Object.values(lookups));
  return [...new Set(parts.flatMap((part) => tablesOfPart(part, store)))];
}

function haveFewRows(excerpt: Excerpt, tables: readonly string[]): boolean {
  let left = MAX_ROWS;
  for (const table of tables) {
    const [row] = excerpt.select(`SELECT count(*) FROM (SELECT 1 FROM "${table}" LIMIT ${left + 1})`);
    left -= Number(row?.[0]);
    if (left < 0) return false;
  }
  return true;
}

function copyNewest(excerpt: Excerpt, { messages, related, calls }: LargeTables, scope: GroupScope): number | null {
  const { table, chat, dates, toTime } = messages;
  const known = dates.filter((date) => excerpt.has(table, date));
  const [place] = known;
  if (place === undefined) return excerpt.refuse();
  const dated = { table, date: known.length === 1 ? place : known, toTime };
  const grouped = { ...dated, group: chat, place };
  const newest = newestOfGroups(excerpt, grouped, scope) ?? newestByScan(excerpt, grouped, scope) ?? excerpt.refuse();
  copyRows(excerpt, table, newest.keys, related);
  const callsBackTo = copyCalls(excerpt, calls);
  return newest.backTo === null ? null : Math.max(newest.backTo, callsBackTo ?? newest.backTo);
}

function copyCalls(excerpt: Excerpt, calls: LargeTables['calls']): number | null {
  if (calls === null) return null;
  const dates = calls.dates.filter((date) => excerpt.has(calls.table, date));
  const [date] = dates;
  if (date === undefined) return excerpt.refuse();
  const dated = { table: calls.table, date: dates.length === 1 ? date : dates, toTime: calls.toTime };
  const { keys, backTo } = newestRows(excerpt, dated, CALLS);
  copyRows(excerpt, calls.table, keys, calls.related);
  return backTo;
}

/** Copies rows in their order, which is that of their pages, and the rows of other tables that belong to them. */
function copyRows(excerpt: Excerpt, table: string, keys: Iterable<ExcerptKey>, related: readonly RelatedTable[]): void {
  const sorted = [...keys].sort((a, b) => Number(a) - Number(b));
  excerpt.copyWhere(table, 'rowid', sorted);
  for (const { table: other, on, key } of related) {
    // A declaration with several stores does not say which one has the table.
    if (!excerpt.has(other)) continue;
    if (on === null) return excerpt.refuse();
    const values = on === 'rowid' ? sorted : excerpt.values(table, on, 'rowid', sorted);
    excerpt.declare(other);
    excerpt.copyWhere(other, key, values);
  }
}
