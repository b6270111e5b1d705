import { kindOfTable } from '../../artifacts/kinds.ts';
import type { Page } from '../../contract/common.ts';
import type { PersonView } from '../../contract/person.ts';
import type { TableRowView } from '../../contract/tables.ts';
import { msg } from '../../locales/messages.ts';
import type { TableDefinition } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { encodeTableKey } from '../../model/table-key.ts';
import { chooseByMarks, chosenRows, type MarkChoice, type MarkFilter } from '../marks/mark-filter.ts';
import { type Direction, type PagedList, type Position, readPage } from '../paging/paged-list.ts';
import { pagedRows } from '../paging/paged-rows.ts';
import { peopleOf } from '../people/people.ts';
import { type AnyRows, anyTables, rowsOf } from '../rows-of.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { type ArtifactTable, findTable, sortableColumns } from './find-table.ts';
import { peopleInRows } from './handle-people.ts';
import { canBeLong, cellsView, keyValues, rowView, selectCells } from './row-cells.ts';
import { type Condition, conditionOf, type RowFilter } from './row-filter.ts';
import { findTableRow, rowsByKey } from './row-lookup.ts';

/**
 * Maximum number of rows scanned per page if the condition is on a column without an index: some 50 ms for messages.
 * Such a page may have few rows or none, and a `next` cursor.
 */
const MAX_SCANNED = 20_000;

/** The sort columns of a row. */
type AnyRow = Readonly<Record<string, unknown>>;

/** Query of a list of rows. */
export interface TableRowQuery extends RowFilter, MarkFilter {
  /** A sortable column. Default: the key. */
  readonly sort?: string;
  readonly order?: 'asc' | 'desc';
  /** Includes the people of handles. */
  readonly people?: boolean;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/** A page of rows, and the people of the handles in it. */
export type TableRowPage = Page<TableRowView> & { readonly people: Readonly<Record<string, PersonView>> | null };

/**
 * A page of the rows of any table; empty if its artifact is not indexed. The cost is bounded: rows are read by an index
 * and at most 20,000 are scanned.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (no such table), BAD_REQUEST (sort, filter, cursor; marks of a table without records)
 */
export async function listTableRows(
  ctx: ViewContext,
  backup: BackupId,
  table: string,
  query: TableRowQuery,
): Promise<TableRowPage> {
  const found = findTable(table);
  const scope = await scopeOf(ctx, backup);
  const condition = conditionOf(found.definition, query);
  const { order = 'asc', limit, cursor } = query;
  const marked = await markedRows(ctx, backup, found, query);
  const sort = sortOf(found.definition, query, condition);
  const list = pagedKeys(ctx, scope, found, { sort, order, condition, marked });
  const page = await readPage(list, { order, limit, cursor });
  const items = list.hasCells
    ? page.items.map((row) => cellsView(row, found.definition))
    : await rowsInOrder(ctx, scope, found, page.items);
  return {
    items,
    next: page.next,
    people: query.people === true ? await peopleOfRows(ctx, scope, found, items) : null,
  };
}

/** The rows that a filter on marks chooses; null if it is empty. @throws BAD_REQUEST (rows of no kind have no marks) */
async function markedRows(
  ctx: ViewContext,
  backup: BackupId,
  { name }: ArtifactTable,
  filter: MarkFilter,
): Promise<MarkChoice | null> {
  if (filter.starred === undefined && filter.tag === undefined) return null;
  const kind = kindOfTable(name);
  if (kind === null) throw new DomainError('BAD_REQUEST', msg('detail.no-marks-in-table'));
  return chooseByMarks(ctx, backup, kind.id, filter);
}

async function peopleOfRows(
  ctx: ViewContext,
  scope: Scope,
  { name, definition }: ArtifactTable,
  rows: readonly TableRowView[],
): Promise<Record<string, PersonView>> {
  const show = kindOfTable(name)?.show;
  return peopleInRows({ columns: definition.columns, show }, rows, await peopleOf(ctx, scope));
}

/** One row in full; secrets are omitted unless requested. @throws BACKUP_NOT_FOUND, NOT_FOUND (no such table or row) */
export async function getTableRow(
  ctx: ViewContext,
  backup: BackupId,
  table: string,
  key: string,
  { people = false, secrets = false }: { readonly people?: boolean; readonly secrets?: boolean } = {},
): Promise<TableRowView & { readonly people: Readonly<Record<string, PersonView>> | null }> {
  const found = findTable(table);
  const scope = await scopeOf(ctx, backup);
  const row = rowView(await findTableRow(ctx, scope, found, key), found.definition, secrets);
  return { ...row, people: people ? await peopleOfRows(ctx, scope, found, [row]) : null };
}

/** The sort column, null to sort by key. Default: the column of the condition if it is indexed, to read an index range. */
function sortOf(definition: TableDefinition, { sort }: TableRowQuery, condition: Condition | null): string | null {
  const sortable = sortableColumns(definition);
  if (sort !== undefined && !sortable.has(sort)) {
    throw new DomainError('BAD_REQUEST', msg('detail.not-sortable'));
  }
  const only = onlyColumn(condition);
  const column = sort ?? (only !== null && sortable.has(only) ? only : null);
  return column === definition.primaryKey[0] ? null : column;
}

/** The column of a condition that reads a single one. */
function onlyColumn(condition: Condition | null): string | null {
  const [first, ...others] = condition?.columns ?? [];
  return others.length === 0 ? (first ?? null) : null;
}

async function rowsInOrder(
  ctx: ViewContext,
  scope: Scope,
  table: ArtifactTable,
  found: readonly AnyRow[],
): Promise<TableRowView[]> {
  const keys = found.map((row) => keyValues(row, table.definition));
  const rows = await rowsByKey(ctx, scope, table, keys);
  return keys.flatMap((key) => rows.get(encodeTableKey(key)) ?? []);
}

/** What {@link pagedKeys} lists. */
interface KeyList {
  readonly sort: string | null;
  readonly order: Direction;
  readonly condition: Condition | null;
  readonly marked: MarkChoice | null;
}

/** The list of row keys that match the condition, with all that lists show of them where no row is read in vain. */
function pagedKeys(
  ctx: ViewContext,
  scope: Scope,
  table: ArtifactTable,
  { sort, order, condition, marked }: KeyList,
): PagedList<AnyRow> & { readonly hasCells: boolean } {
  const { name, definition } = table;
  const { primaryKey, columns } = definition;
  const all = (): AnyRows => chosenRows(ctx, rowsOf(ctx, scope, name), table, marked);
  const isInIndex = condition !== null && onlyColumn(condition) === (sort ?? primaryKey[0]);
  // A position needs the whole value, which a cell may not be.
  const isSortWhole = sort === null || !canBeLong(columns[sort]?.kind ?? '');
  const hasCells = (isInIndex || condition === null) && isSortWhole;
  const placed = [...(sort === null ? [] : [sort]), ...primaryKey];
  const positionOf = (row: AnyRow): Position => placed.map((column) => row[column] as string | number | null);
  const list = pagedRows<AnyRows, AnyRow>({
    name: `${name} ${sort ?? ''} ${order}`,
    rows: () => (isInIndex ? condition.apply(all()) : all()),
    // Rows without a value come last in both directions.
    order: { sort, key: primaryKey, nulls: order === 'asc' ? 'last' : 'first' },
    columns,
    positionOf,
    async read(range, limit) {
      if (hasCells) return selectCells(range, definition).limit(limit).execute();
      const wanted = [...new Set(placed)];
      if (isInIndex || condition === null) return range.select(wanted).limit(limit).execute();
      const scanned = range.select([...new Set([...wanted, ...condition.columns])]).limit(MAX_SCANNED);
      const matching = condition.apply(anyTables(ctx).selectFrom(scanned.as('scanned')));
      // The outer query needs its own order. Rows without a value are a separate range.
      const sorted = placed.reduce((query, column) => query.orderBy(column, order), matching);
      const items = await sorted.select(wanted).limit(limit).execute();
      if (items.length === limit) return { items };
      const last = await range
        .select(wanted)
        .limit(1)
        .offset(MAX_SCANNED - 1)
        .executeTakeFirst();
      return last === undefined ? { items } : { items, stoppedAt: positionOf(last) };
    },
  });
  return { ...list, hasCells };
}
