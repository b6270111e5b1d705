import { z } from 'zod';
import type { Page } from '../../contract/common.ts';
import type { PersonView } from '../../contract/person.ts';
import type { TableRowView } from '../../contract/tables.ts';
import type { TableDefinition } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { encodeTableKey, type KeyValues } from '../../model/table-key.ts';
import { decodeCursor, encodeCursor } from '../paging/cursor.ts';
import { type AnyRows, anyTables, rowsOf } from '../rows-of.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { type ArtifactTable, findTable, sortableColumns } from './find-table.ts';
import { peopleInRows } from './handle-people.ts';
import { keyValues, rowView } from './row-cells.ts';
import { type Condition, conditionOf, type RowFilter } from './row-filter.ts';
import { findTableRow, rowsByKey } from './row-lookup.ts';
import { type RowOrder, type RowPlace, rowsBeyond } from './row-order.ts';

/**
 * Rows that one page looks at, where its condition is on a column without an index: some 50 ms of messages. A page may
 * then have few rows or none, and `next` goes on.
 */
const MAX_SCANNED = 20_000;

/** Which rows of a table to list. */
export interface TableRowQuery extends RowFilter {
  /** A sortable column; the key when not said. */
  readonly sort?: string;
  readonly order?: 'asc' | 'desc';
  /** Name the people behind handles. */
  readonly people?: boolean;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/** A page of rows, and who is behind the handles on it. */
export type TableRowPage = Page<TableRowView> & { readonly people: Readonly<Record<string, PersonView>> | null };

/**
 * A page of the rows of any table; empty where its artifact has no index. The work for a page is bounded: its rows are
 * found along an index, of which at most 20,000 rows are looked at.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (no such table), BAD_REQUEST (sort, filter, cursor)
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
  const order = orderOf(found.definition, query, condition);
  const from = query.cursor === undefined ? null : decodePlace(query.cursor, order, found.definition);
  const { keys, next } = await findKeys(ctx, scope, found, { condition, order, from, limit: query.limit });
  const rows = await rowsByKey(ctx, scope, found, keys);
  const items = keys.flatMap((key) => rows.get(encodeTableKey(key)) ?? []);
  return {
    items,
    next: next === null ? null : encodeCursor([order.sort ?? '', order.direction, next.value, ...next.key]),
    people: query.people === true ? await peopleInRows(ctx, scope, found.definition, items) : null,
  };
}

/** One row in full; its secrets are left out unless asked for. @throws BACKUP_NOT_FOUND, NOT_FOUND (no such table or row) */
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
  return { ...row, people: people ? await peopleInRows(ctx, scope, found.definition, [row]) : null };
}

/** A condition on a sortable column is met by a range of its index: rows are then read in its order unless told otherwise. */
function orderOf(definition: TableDefinition, query: TableRowQuery, condition: Condition | null): RowOrder {
  const sortable = sortableColumns(definition);
  const { sort, order: direction = 'asc' } = query;
  if (sort !== undefined && !sortable.has(sort)) {
    throw new DomainError('BAD_REQUEST', 'sort: rows of this table cannot be sorted by this column.');
  }
  const column = sort ?? (condition !== null && sortable.has(condition.column) ? condition.column : null);
  return { sort: column === definition.primaryKey[0] ? null : column, direction };
}

const PlaceCursor = z.tuple(
  [z.string(), z.enum(['asc', 'desc']), z.union([z.string(), z.number(), z.null()])],
  z.union([z.string(), z.number()]),
);

function decodePlace(cursor: string, { sort, direction }: RowOrder, { primaryKey }: TableDefinition): RowPlace {
  const [column, order, value, ...key] = decodeCursor(cursor, PlaceCursor);
  if (column !== (sort ?? '') || order !== direction || key.length !== primaryKey.length) {
    throw new DomainError('BAD_REQUEST', 'cursor: it does not belong to this list.');
  }
  return { value, key };
}

interface KeyQuery {
  readonly condition: Condition | null;
  readonly order: RowOrder;
  readonly from: RowPlace | null;
  readonly limit: number;
}

/** The keys of a page, and the place from which the next one goes on. */
async function findKeys(
  ctx: ViewContext,
  scope: Scope,
  { name, definition }: ArtifactTable,
  { condition, order, from, limit }: KeyQuery,
): Promise<{ readonly keys: readonly KeyValues[]; readonly next: RowPlace | null }> {
  const isInIndex = condition !== null && condition.column === (order.sort ?? definition.primaryKey[0]);
  const all = (): AnyRows => {
    const rows = rowsOf(ctx, scope, name);
    return isInIndex && condition !== null ? condition.apply(rows) : rows;
  };
  const columns = [...new Set([...(order.sort === null ? [] : [order.sort]), ...definition.primaryKey])];
  const placeOf = (row: Readonly<Record<string, unknown>>): RowPlace => ({
    value: order.sort === null ? null : (row[order.sort] as RowPlace['value']),
    key: keyValues(row, definition),
  });
  const places: RowPlace[] = [];
  let next: RowPlace | null = null;
  for (const range of rowsBeyond(all, definition, order, from)) {
    const wanted = limit + 1 - places.length;
    if (isInIndex || condition === null) {
      places.push(...(await range.select(columns).limit(wanted).execute()).map(placeOf));
    } else {
      const scanned = range
        .select([...new Set([...columns, condition.column])])
        .limit(MAX_SCANNED)
        .as('scanned');
      const matching = condition.apply(anyTables(ctx).selectFrom(scanned));
      const rows = await inOrder(matching, definition, order).select(columns).limit(wanted).execute();
      places.push(...rows.map(placeOf));
      if (places.length <= limit) {
        const last = await range
          .select(columns)
          .limit(1)
          .offset(MAX_SCANNED - 1)
          .executeTakeFirst();
        if (last !== undefined) next = placeOf(last);
      }
    }
    if (places.length > limit || next !== null) break;
  }
  const page = places.slice(0, limit);
  return { keys: page.map(({ key }) => key), next: places.length > limit ? (page.at(-1) ?? null) : next };
}

/** What a subquery had in order is in no order to the query around it. Rows without a value come alone. */
function inOrder(rows: AnyRows, { primaryKey }: TableDefinition, { sort, direction }: RowOrder): AnyRows {
  const columns = sort === null ? primaryKey : [sort, ...primaryKey];
  return columns.reduce((query, column) => query.orderBy(column, direction), rows);
}
