import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Page } from '../../../src/contract/common.ts';
import type { TableRowDetailSchema, TableRowPageSchema, TableView } from '../../../src/contract/tables.ts';
import { backupPath, request, withQuery } from './client.ts';
import { cursorPages } from './cursor-pages.ts';

/** Filter and order of table rows: parameters of the API. */
export interface RowFilter {
  readonly sort?: string | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
  readonly column?: string | undefined;
  readonly contains?: string | undefined;
  readonly equals?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly starred?: true;
  readonly tag?: string;
}

/** A page of rows with the people behind their handles. */
export type TableRowPage = z.infer<typeof TableRowPageSchema>;
/** One row in full. */
export type TableRowDetail = z.infer<typeof TableRowDetailSchema>;

/** Rows per request. */
const PAGE = 100;

/** All tables of all artifacts, including those that this backup does not have. */
export function tablesQuery(backup: string) {
  return queryOptions({
    queryKey: ['backup', backup, 'tables'],
    queryFn: ({ signal }) => request<Page<TableView>>(backupPath(backup, 'tables'), { signal }),
    select: ({ items }) => items,
  });
}

/** The rows of a table, page by page. A page can be empty although there are more: see `next`. */
export function tableRowsQuery(backup: string, table: string, filter: RowFilter) {
  return infiniteQueryOptions({
    queryKey: ['backup', backup, 'table-rows', table, filter],
    ...cursorPages<TableRowPage>(backupPath(backup, 'tables', table, 'rows'), { ...filter, people: true, limit: PAGE }),
    placeholderData: (previous, query) => (query?.queryKey[3] === table ? keepPreviousData(previous) : undefined),
  });
}

/** One row in full. */
export function tableRowQuery(backup: string, table: string, key: string, secrets: boolean) {
  return queryOptions({
    queryKey: ['backup', backup, 'table-row', table, key, secrets],
    // Secrets are not cached.
    ...(secrets ? { gcTime: 0 } : {}),
    queryFn: ({ signal }) =>
      request<TableRowDetail>(
        withQuery(backupPath(backup, 'tables', table, 'rows', key), { people: true, ...(secrets ? { secrets } : {}) }),
        {
          signal,
        },
      ),
  });
}
