import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Table2 } from 'lucide-react';
import { type ReactNode, useEffect, useMemo } from 'react';
import type { TableView } from '../../../../src/contract/tables.ts';
import { tableRowsQuery } from '../../api/tables.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ExportMenu } from '../../components/export-menu.tsx';
import { BackLabel, DetailPane } from '../../components/list-pane.tsx';
import { NoRecords } from '../../components/no-records.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { Cell } from './cell.tsx';
import { ColumnMenu } from './column-menu.tsx';
import { readableName } from './names.ts';
import { RowSheet } from './row-sheet.tsx';
import { TableFilter } from './table-filter.tsx';
import { filterOf, type TableColumn, type TableSearch } from './table-search.ts';
import { useShownColumns } from './use-shown-columns.ts';

type Row = {
  readonly key: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly cut: readonly string[];
};

/** Rows that are looked for at once before a person scrolls: a filter may find none for many pages. */
const ENOUGH = 50;

/** How wide a column is, by what is in it. */
const WIDTHS: Readonly<Record<TableColumn['kind'], string>> = {
  text: 'minmax(11rem, 1.4fr)',
  integer: 'minmax(7rem, 0.6fr)',
  real: 'minmax(7rem, 0.6fr)',
  boolean: 'minmax(6.5rem, 0.5fr)',
  time: 'minmax(11rem, 0.8fr)',
  handle: 'minmax(12rem, 1fr)',
  file: 'minmax(9rem, 0.8fr)',
  json: 'minmax(14rem, 1.4fr)',
};

/** One table: its rows sorted and filtered by the server, the columns one wants to see, and a row in full. */
export function TablePane({
  backup,
  table,
  search,
}: {
  readonly backup: string;
  readonly table: TableView;
  readonly search: TableSearch;
}): ReactNode {
  const t = useText();
  const zone = useZone();
  const navigate = useNavigate();
  const title = readableName(table.name);
  const filter = filterOf(search, table.columns, zone);
  const rows = useInfiniteQuery({
    ...tableRowsQuery(backup, table.name, filter),
    enabled: table.rowCount !== null && table.rowCount > 0,
  });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = rows;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const people = useMemo(() => Object.assign({}, ...(data?.pages.map((page) => page.people) ?? [])), [data]);
  const looksFurther = hasNextPage && items.length < ENOUGH && error === null;
  useEffect(() => {
    if (looksFurther && !isFetchingNextPage) void fetchNextPage();
  }, [looksFurther, isFetchingNextPage, fetchNextPage]);
  const columns = useShownColumns(table.columns, search, data?.pages[0]?.items);
  const go = (next: TableSearch): void =>
    void navigate({ to: '/b/$backupId/tables', params: { backupId: backup }, search: next, replace: true });
  const openRow = (key: string | null): void => {
    const { r: _open, ...rest } = search;
    void navigate({
      to: '/b/$backupId/tables',
      params: { backupId: backup },
      search: key === null ? rest : { ...rest, r: key },
      replace: search.r !== undefined,
      resetScroll: false,
    });
  };
  return (
    <DetailPane
      title={title}
      back={
        <Link to="/b/$backupId/tables" params={{ backupId: backup }}>
          <BackLabel />
        </Link>
      }
      lead={
        <span className="flex items-baseline gap-2">
          <span className="truncate text-lg font-semibold text-ink">{title}</span>
          {table.rowCount === null ? null : <span className="shrink-0">{t.tables.rows(table.rowCount)}</span>}
        </span>
      }
      actions={
        table.rowCount === null || table.rowCount === 0 ? null : (
          <>
            <ColumnMenu columns={table.columns} shown={columns} onChange={(cols) => go({ ...search, cols })} />
            <ExportMenu backup={backup} what="table" formats={['csv', 'jsonl']} keys={[table.name]} />
          </>
        )
      }
    >
      {table.rowCount === null || table.rowCount === 0 ? (
        <NoRecords backup={backup} artifact={table.artifact} icon={<Table2 size={24} />} title={t.tables.none} />
      ) : (
        <>
          <TableFilter columns={table.columns} search={search} onChange={go} />
          {error !== null && data === undefined ? (
            <ErrorState error={error} onRetry={() => void rows.refetch()} />
          ) : data === undefined ? (
            <SkeletonRows />
          ) : (
            <>
              {looksFurther ? (
                <p role="status" className="border-b border-line bg-surface px-5 py-1.5 text-sm text-muted">
                  {t.tables.lookingFurther}
                </p>
              ) : null}
              {items.length === 0 ? (
                looksFurther ? null : (
                  <EmptyState
                    icon={<Table2 size={24} />}
                    title={t.records.none.filtered}
                    text={t.tables.nothingFound}
                  />
                )
              ) : (
                <div className="min-h-0 flex-1 bg-surface">
                  <DataTable<Row>
                    label={title}
                    columns={columns.map((column) =>
                      columnOf(column, (row) => (
                        <Cell
                          column={column}
                          value={row.values[column.name] ?? null}
                          isCut={row.cut.includes(column.name)}
                          people={people}
                        />
                      )),
                    )}
                    rows={items}
                    keyOf={({ key }) => key}
                    {...(filter.sort === undefined
                      ? {}
                      : { sorting: { column: filter.sort, descending: filter.order === 'desc' } })}
                    onSort={({ column, descending }) => {
                      const { desc: _desc, ...rest } = search;
                      go({ ...rest, sort: column, ...(descending ? { desc: true } : {}) });
                    }}
                    onOpen={({ key }) => openRow(key)}
                    {...(search.r === undefined ? {} : { openKey: search.r })}
                    onEnd={() => void fetchNextPage()}
                  />
                </div>
              )}
            </>
          )}
        </>
      )}
      <RowSheet
        backup={backup}
        table={table}
        rowKey={search.r ?? null}
        keys={items.map(({ key }) => key)}
        onOpen={openRow}
      />
    </DetailPane>
  );
}

function columnOf(column: TableColumn, render: (row: Row) => ReactNode): Column<Row> {
  const { name, kind, isSortable } = column;
  return {
    id: name,
    label: readableName(name),
    width: WIDTHS[kind],
    ...(kind === 'integer' || kind === 'real' ? { align: 'end' } : {}),
    sortable: isSortable,
    render,
  };
}
