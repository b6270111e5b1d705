import { useInfiniteQuery } from '@tanstack/react-query';
import { Table2 } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { z } from 'zod';
import type { CellView, DatabaseTableSchema } from '../../../../../src/contract/preview.ts';
import { fileTableQuery } from '../../../api/files.ts';
import { morePages } from '../../../api/more-pages.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { SkeletonRows } from '../../../components/skeleton.tsx';
import { formatBytes } from '../../../format/numbers.ts';
import { useText } from '../../../i18n/text.tsx';
import { FilesError } from '../files-error.tsx';

/** The SQL keyword, in every language. */
const NULL = 'NULL';

interface Row {
  readonly index: number;
  readonly cells: readonly CellView[];
}

/** Stored rows of a table, in key order. */
export function DatabaseTable({
  backup,
  fileID,
  table,
  whenEmpty,
}: {
  readonly backup: string;
  readonly fileID: string;
  readonly table: z.infer<typeof DatabaseTableSchema>;
  /** Buttons shown if it has no rows. */
  readonly whenEmpty: ReactNode;
}): ReactNode {
  const t = useText();
  const query = useInfiniteQuery(fileTableQuery(backup, fileID, table.name));
  const rows = useMemo(
    () => (query.data?.pages ?? []).flatMap(({ items }) => items).map((cells, index): Row => ({ index, cells })),
    [query.data],
  );
  const columns = table.columns.map(
    ({ name, type, isPrimaryKey }, at): Column<Row> => ({
      id: `${at}`,
      label: isPrimaryKey ? `${name} (PK)` : name,
      width: /^(INT|REAL|NUM|FLOAT|DOUBLE|BOOL|TIMESTAMP)/i.test(type) ? '9.5rem' : '15rem',
      render: ({ cells }) => <Cell cell={cells[at] ?? null} />,
    }),
  );
  if (query.error !== null && query.data === undefined) {
    return <FilesError error={query.error} backup={backup} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined) return <SkeletonRows rows={6} />;
  if (rows.length === 0) {
    return (
      <EmptyState icon={<Table2 size={24} />} title={t.files.preview.emptyTable}>
        {whenEmpty}
      </EmptyState>
    );
  }
  return (
    <DataTable
      label={table.name}
      columns={columns}
      rows={rows}
      keyOf={({ index }) => String(index)}
      more={morePages(query)}
      order={null}
    />
  );
}

function Cell({ cell }: { readonly cell: CellView }): ReactNode {
  if (cell === null) return <span className="text-muted">{NULL}</span>;
  if (typeof cell === 'number') return <span className="tabular-nums">{String(cell)}</span>;
  if (typeof cell === 'string') return <span title={cell}>{cell}</span>;
  if (cell.type === 'blob') {
    return (
      <span className="font-mono text-muted" title={cell.value}>
        {`${formatBytes(cell.length)} · ${cell.value}`}
      </span>
    );
  }
  return <span title={cell.value}>{cell.type === 'text' ? `${cell.value}…` : cell.value}</span>;
}
