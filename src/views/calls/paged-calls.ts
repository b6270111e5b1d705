import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { integer, text, time } from '../../model/columns.ts';
import { chosenRows, type MarkChoice } from '../marks/mark-filter.ts';
import type { PagedList } from '../paging/paged-list.ts';
import { pagedRows } from '../paging/paged-rows.ts';
import { findTable } from '../records/find-table.ts';
import type { ViewContext } from '../types.ts';
import { type CallRows, callsOf } from './call-source.ts';

/** Sort keys of a call. */
export interface CallPosition {
  readonly at: number | null;
  readonly key: string | number;
}

/** The calls of a log that meet these conditions and are chosen by marks, by time; calls without a time come first. */
export function pagedCalls(
  ctx: ViewContext,
  rows: CallRows,
  conditions: readonly RawBuilder<SqlBool>[],
  marked: MarkChoice | null = null,
): PagedList<CallPosition> {
  const { source } = rows;
  const table = { name: 'row', definition: findTable(source.table).definition };
  return pagedRows({
    name: source.table,
    rows: () =>
      chosenRows(
        ctx,
        conditions.reduce((query, condition) => query.where(condition), callsOf(ctx, rows)),
        table,
        marked,
      ),
    order: { sort: 'at', key: ['key'], nulls: 'first' },
    columns: { at: time(), key: source.hasNumericKeys ? integer() : text() },
    positionOf: ({ at, key }) => [at, key],
    read: (range, limit) => range.select(['row.at', 'row.key']).limit(limit).execute(),
  });
}

/** `handle in (…)`. */
export function handleIn(handles: readonly string[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`handle in (${sql.join(handles)})`;
}
