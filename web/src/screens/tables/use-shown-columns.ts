import { useCallback, useState } from 'react';
import type { FieldColumn } from '../../records/column-filter.ts';
import { shownColumns, type TableSearch } from './table-search.ts';

type Rows = Parameters<typeof shownColumns>[2];

/**
 * The columns that an address shows. Which of them say something is decided by the first rows that were there, once: neither
 * more rows nor a filter move them.
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
