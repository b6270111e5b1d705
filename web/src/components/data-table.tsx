import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { MorePages } from '../api/more-pages.ts';
import { useText } from '../i18n/text.tsx';
import { classes } from './classes.ts';
import { MoreFailed } from './more-failed.tsx';
import { PrintedPart } from './printed-part.tsx';
import { useKeptRow } from './use-kept-row.ts';
import { useRowCursor } from './use-row-cursor.ts';

/** Number of rows before the end at which more are loaded. */
const AHEAD = 30;

/** Height of the header with its border. */
const HEADER_PX = 33;

/** One column of a {@link DataTable}. */
export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  /** A CSS grid track: `8rem`, `minmax(10rem, 2fr)`. */
  readonly width: string;
  readonly align?: 'start' | 'end';
  /** True if the caller can sort by it. */
  readonly sortable?: boolean;
  readonly render: (row: Row) => ReactNode;
}

/** Column and direction by which a table is sorted. */
export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** Props of {@link DataTable}. */
export interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly sorting?: Sorting;
  /** Called to sort by a column, or to reverse the order if already sorted by it. Usually the server sorts all rows. */
  readonly onSort?: (column: string) => void;
  /** Makes rows buttons. */
  readonly onOpen?: (row: Row) => void;
  /** Key of the open row. */
  readonly openKey?: string;
  /** What comes after the rows, loaded near the end. */
  readonly more: MorePages;
  /** Order and filter of the rows: with the same, the table stays in place when there are other rows before those in view. */
  readonly order: unknown;
}

/** A virtualised table of any length with a fixed header. Wide tables scroll horizontally. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  sorting,
  onSort,
  onOpen,
  openKey,
  more,
  order,
}: DataTableProps<Row>): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const kept = useKeptRow(list, rows, keyOf, { margin: HEADER_PX, order: JSON.stringify(order) });
  useEffect(() => kept.search(more.load));
  const tracks = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  const onScroll = (): void => {
    const { current } = frame;
    if (more.load === null || current === null) return;
    const rowHeight = current.scrollHeight / Math.max(1, rows.length);
    if (current.scrollHeight - current.scrollTop - current.clientHeight <= AHEAD * rowHeight) more.load();
  };
  return (
    <>
      <PrintedPart />
      <div
        ref={frame}
        role="table"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable content must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        className="virtual h-full overflow-auto text-sm"
      >
        <div className="fit-paper min-w-fit">
          <div role="rowgroup" className="table-head sticky top-0 z-10 border-b border-line bg-surface">
            <div role="row" aria-rowindex={1} className="grid" style={tracks}>
              {columns.map((column) => (
                <HeadCell key={column.id} column={column} sorting={sorting} onSort={onSort} />
              ))}
            </div>
          </div>
          <div role="rowgroup">
            {onOpen === undefined ? null : <RowKeys label={label} count={rows.length} list={list} frame={frame} />}
            <Virtualizer ref={list} scrollRef={frame} startMargin={HEADER_PX} data={rows} onScroll={kept.note}>
              {(row, index) => {
                const key = keyOf(row);
                return (
                  <div
                    key={key}
                    role="row"
                    aria-rowindex={index + 2}
                    {...(onOpen === undefined
                      ? {}
                      : {
                          tabIndex: 0,
                          'data-row': index,
                          onClick: () => onOpen(row),
                          onKeyDown: (event) => {
                            if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(row);
                          },
                        })}
                    className={classes(
                      'grid border-b border-line focus-visible:-outline-offset-2',
                      onOpen !== undefined && 'cursor-default hover:bg-hover',
                      key === openKey && 'bg-accent-soft',
                    )}
                    style={tracks}
                  >
                    {columns.map(({ id, align, render }) => (
                      <div
                        key={id}
                        role="cell"
                        className={classes(
                          'hostile min-w-0 truncate px-3 py-2',
                          align === 'end' && 'text-right tabular-nums',
                        )}
                      >
                        {render(row)}
                      </div>
                    ))}
                  </div>
                );
              }}
            </Virtualizer>
          </div>
        </div>
      </div>
      <MoreFailed more={more} />
    </>
  );
}

/** Moves the focus between rows that can be opened. */
function RowKeys({
  label,
  count,
  list,
  frame,
}: {
  readonly label: string;
  readonly count: number;
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly frame: RefObject<HTMLElement | null>;
}): ReactNode {
  const { records } = useText();
  useRowCursor({ group: label, labels: { next: records.next, previous: records.previous }, count, list, frame });
  return null;
}

function HeadCell<Row>({
  column: { id, label, align, sortable = false },
  sorting,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly sorting: Sorting | undefined;
  readonly onSort: ((column: string) => void) | undefined;
}): ReactNode {
  const t = useText();
  const sorted = sorting?.column === id ? (sorting.descending ? 'descending' : 'ascending') : undefined;
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp;
  const place = classes(
    'flex h-8 w-full items-center gap-1 px-3 font-medium text-muted',
    align === 'end' && 'justify-end',
  );
  return (
    <div role="columnheader" {...(sorted === undefined ? {} : { 'aria-sort': sorted })}>
      {sortable && onSort !== undefined ? (
        <button
          type="button"
          title={t.common.sortBy({ column: label })}
          onClick={() => onSort(id)}
          className={classes(place, 'hover:text-ink focus-visible:-outline-offset-2')}
        >
          {label}
          {sorted === undefined ? null : <Arrow size={13} aria-hidden />}
        </button>
      ) : (
        <span className={place}>{label}</span>
      )}
    </div>
  );
}
