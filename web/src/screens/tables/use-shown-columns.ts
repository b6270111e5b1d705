import { useCallback, useState } from 'react';
import type { FieldColumn } from '../../records/column-filter.ts';
import { shownColumns, type TableSearch } from './table-search.ts';

type Rows = Parameters<typeof shownColumns>[2];

/**
 * The visible columns of a URL state. The default is computed once from the first rows, so that it does not change with
 * more rows or a filter.
 */
export function useShownColumns(
  columns: readonly FieldColumn[],
  rows: Rows | undefined,
): (search: TableSearch) => readonly FieldColumn[] {
  const [sample, setSample] = useState<Rows | null>(null);
  if (sample === null && rows !== undefined) setSample(rows);
  return useCallback(
    ({ cols, column, sort }) => {
      const shown = shownColumns(columns, cols, sample ?? []);
      return cols !== undefined
        ? shown
        : columns.filter((each) => shown.includes(each) || each.name === column || each.name === sort);
    },
    [columns, sample],
  );
}
