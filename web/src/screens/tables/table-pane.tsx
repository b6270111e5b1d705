import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Table2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { TableView } from '../../../../src/contract/tables.ts';
import { morePages } from '../../api/more-pages.ts';
import { tableRowsQuery } from '../../api/tables.ts';
import { Button } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ExportMenu } from '../../components/export/export-menu.tsx';
import { BackLabel, DetailPane } from '../../components/list-pane.tsx';
import { NoRecords } from '../../components/no-records.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { type ChangeOptions, useAddress } from '../../components/use-address.ts';
import { formatCount } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { marksIn, withMarks } from '../../marks/mark-search.ts';
import { MarkSelect } from '../../marks/mark-select.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { type FieldColumn, rowFilterOf } from '../../records/column-filter.ts';
import { ColumnFilterBar } from '../../records/column-filter-bar.tsx';
import { FieldCell } from '../../records/field-cell.tsx';
import { useFieldWords } from '../../records/field-words.ts';
import { IncompleteNote } from '../../records/incomplete-note.tsx';
import { useLoadUntilFull } from '../../records/use-load-until-full.ts';
import { ColumnMenu } from './column-menu.tsx';
import { RowSheet } from './row-sheet.tsx';
import { readTableSearch, type TableSearch } from './table-search.ts';
import { useShownColumns } from './use-shown-columns.ts';

type Row = {
  readonly key: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly cut: readonly string[];
  readonly secrets: readonly string[];
};

/** Width of a column by type. */
const WIDTHS: Readonly<Record<FieldColumn['kind'], string>> = {
  text: 'minmax(11rem, 1.4fr)',
  integer: 'minmax(7rem, 0.6fr)',
  real: 'minmax(7rem, 0.6fr)',
  boolean: 'minmax(6.5rem, 0.5fr)',
  time: 'minmax(11rem, 0.8fr)',
  handle: 'minmax(12rem, 1fr)',
  file: 'minmax(9rem, 0.8fr)',
  json: 'minmax(14rem, 1.4fr)',
};

/** A table: rows sorted and filtered by the server, selectable columns, and a row in full. */
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
  const { change } = useAddress(readTableSearch);
  const { tableName, nameOf } = useFieldWords();
  const title = tableName(table);
  const kind = useKinds().all.find((each) => each.table === table.name);
  const marks = kind === undefined ? {} : marksIn(search);
  const filter = { ...rowFilterOf(search, table.columns, zone), ...marks };
  const rows = useInfiniteQuery({
    ...tableRowsQuery(backup, table.name, filter),
    enabled: table.rowCount !== null && table.rowCount > 0,
  });
  const { data, error } = rows;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const people = useMemo(() => Object.assign({}, ...(data?.pages.map((page) => page.people) ?? [])), [data]);
  const looksFurther = useLoadUntilFull(rows, items.length);
  const columnsIn = useShownColumns(table.columns, data?.pages[0]?.items);
  const columns = columnsIn(search);
  // Another table may be loading.
  const go = (next: (now: TableSearch) => TableSearch | null, options?: ChangeOptions<TableSearch>): void =>
    void change((now) => (now.t === table.name ? next(now) : null), { replace: true, ...options });
  const toggleColumn = (column: FieldColumn): void =>
    go((now) => {
      const shown = columnsIn(now);
      const next = table.columns.filter((each) => shown.includes(each) !== (each === column));
      return next.length === 0 ? null : { ...now, cols: next.map(({ name }) => name).join(',') };
    });
  // A new filter bar: the one there keeps what was typed.
  const [cleared, setCleared] = useState(0);
  const onClear = (): void => {
    void change(({ column: _column, value: _value, until: _until, ...rest }) => withMarks(rest, {}), {
      replace: true,
    }).then(() => setCleared((times) => times + 1));
  };
  const { sort: _sort, order: _order, ...conditions } = filter;
  const isFiltered = Object.keys(conditions).length > 0;
  /** How many rows there are; while they are filtered, how many of them fit, as far as they were looked through. */
  const rowsShown = (count: number): string => {
    if (!isFiltered || data === undefined || looksFurther) return t.tables.rows({ count });
    const matches = formatCount(items.length);
    return rows.hasNextPage ? t.tables.matchingMore({ matches, count }) : t.tables.matching({ matches, count });
  };
  const rowOptions: ChangeOptions<TableSearch> = { replace: ({ r }) => r !== undefined, resetScroll: false };
  const openRow = (key: string): void => go((now) => ({ ...now, r: key }), rowOptions);
  const closeRow = (): void => go(({ r: _open, ...rest }) => rest, rowOptions);
  const stepRow = (by: 1 | -1): void =>
    go((now) => {
      const at = items.findIndex(({ key }) => key === now.r);
      const next = at === -1 ? undefined : items[at + by];
      return next === undefined ? null : { ...now, r: next.key };
    }, rowOptions);
  return (
    <DetailPane
      title={title}
      back={
        <Link to="/b/$backupId/tables" params={{ backupId: backup }}>
          <BackLabel />
        </Link>
      }
      lead={
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="truncate text-lg font-semibold text-ink">{title}</span>
          {table.rowCount === null ? null : <span className="shrink-0">{rowsShown(table.rowCount)}</span>}
        </span>
      }
      actions={
        table.rowCount === null || table.rowCount === 0 ? null : (
          <>
            <ColumnMenu columns={table.columns} shown={columns} onToggle={toggleColumn} />
            <ExportMenu backup={backup} what="table" keys={[table.name]} ignoresFilter={isFiltered} />
          </>
        )
      }
    >
      <IncompleteNote
        backups={[backup]}
        artifacts={[table.artifact]}
        isEmpty={table.rowCount === null || table.rowCount === 0}
        className="md:px-5"
      />
      {table.rowCount === null || table.rowCount === 0 ? (
        <NoRecords backup={backup} artifact={table.artifact} icon={<Table2 size={24} />} title={t.tables.none} />
      ) : (
        <>
          <div className="flex shrink-0 flex-wrap items-end gap-2 border-b border-line bg-surface px-3 py-2 md:px-5">
            {kind === undefined ? null : (
              <MarkSelect
                backup={backup}
                kind={kind.id}
                search={search}
                className="w-40"
                onChange={(next) => go((now) => withMarks(now, next))}
              />
            )}
            <ColumnFilterBar key={cleared} columns={table.columns} nameOf={nameOf} search={search} onChange={go} />
          </div>
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
                  <EmptyState icon={<Table2 size={24} />} title={t.records.none.filtered} text={t.tables.nothingFound}>
                    <Button onClick={onClear}>{t.records.none.clear}</Button>
                  </EmptyState>
                )
              ) : (
                <div className="min-h-0 flex-1 bg-surface">
                  <DataTable<Row>
                    label={title}
                    columns={columns.map((column) =>
                      columnOf(column, nameOf(column), (row) => (
                        <FieldCell
                          column={column}
                          value={row.values[column.name] ?? null}
                          isCut={row.cut.includes(column.name)}
                          isSecret={row.secrets.includes(column.name)}
                          people={people}
                        />
                      )),
                    )}
                    rows={items}
                    keyOf={({ key }) => key}
                    {...(filter.sort === undefined
                      ? {}
                      : { sorting: { column: filter.sort, descending: filter.order === 'desc' } })}
                    onSort={(column) =>
                      go(({ desc, ...rest }) => ({
                        ...rest,
                        sort: column,
                        ...(rest.sort === column && desc !== true ? { desc: true } : {}),
                      }))
                    }
                    onOpen={({ key }) => openRow(key)}
                    {...(search.r === undefined ? {} : { openKey: search.r })}
                    more={morePages(rows)}
                    order={filter}
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
        onStep={stepRow}
        onClose={closeRow}
      />
    </DetailPane>
  );
}

function columnOf(column: FieldColumn, label: string, render: (row: Row) => ReactNode): Column<Row> {
  const { name, kind, isSortable } = column;
  return {
    id: name,
    label,
    width: WIDTHS[kind],
    ...(kind === 'integer' || kind === 'real' ? { align: 'end' } : {}),
    sortable: isSortable,
    render,
  };
}
