import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TableView } from '../../../../src/contract/tables.ts';
import { tableRowQuery } from '../../api/tables.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { SourceButton } from '../../components/source-button.tsx';
import { useSchemaWords } from '../../i18n/schema.ts';
import { useText } from '../../i18n/text.tsx';
import { useSchemaNames } from './names.ts';
import { RowValue } from './row-value.tsx';

/** One row in full, over its table; the rows around it are a button away. */
export function RowSheet({
  backup,
  table,
  rowKey,
  keys,
  onStep,
  onClose,
}: {
  readonly backup: string;
  readonly table: TableView;
  /** Null while none is open. */
  readonly rowKey: string | null;
  /** Keys of the rows in the order of the table. */
  readonly keys: readonly string[];
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useText();
  const { tableName } = useSchemaNames();
  const { data, error, refetch } = useQuery({
    ...tableRowQuery(backup, table.name, rowKey ?? ''),
    enabled: rowKey !== null,
  });
  const at = rowKey === null ? -1 : keys.indexOf(rowKey);
  const hasNeighbour = (by: number): boolean => at !== -1 && keys[at + by] !== undefined;
  return (
    <Sheet
      open={rowKey !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`${tableName(table.name)} ${rowKey ?? ''}`}
    >
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div className="flex flex-col gap-4">
          <div className="flex items-center gap-1">
            <IconButton label={t.tables.previousRow} disabled={!hasNeighbour(-1)} onClick={() => onStep(-1)}>
              <ChevronUp size={17} />
            </IconButton>
            <IconButton label={t.tables.nextRow} disabled={!hasNeighbour(1)} onClick={() => onStep(1)}>
              <ChevronDown size={17} />
            </IconButton>
            <span className="flex-1" />
            {data === undefined ? null : (
              <CopyButton text={JSON.stringify(data.values, null, 2)} label={t.tables.copyRow} />
            )}
            {rowKey === null ? null : (
              <SourceButton backup={backup} artifact={table.artifact} table={table.name} rowKey={rowKey} />
            )}
          </div>
          {data === undefined ? (
            <SkeletonRows rows={5} />
          ) : (
            <Values backup={backup} table={table} values={data.values} people={data.people ?? {}} />
          )}
        </div>
      )}
    </Sheet>
  );
}

function Values({
  backup,
  table: { columns },
  values,
  people,
}: {
  readonly backup: string;
  readonly table: TableView;
  readonly values: Readonly<Record<string, unknown>>;
  readonly people: NonNullable<Parameters<typeof RowValue>[0]['people']>;
}): ReactNode {
  const t = useText();
  const { columnName } = useSchemaNames();
  const { sentence } = useSchemaWords();
  const filled = columns.filter(({ name }) => (values[name] ?? null) !== null);
  const empty = columns.length - filled.length;
  return (
    <>
      <dl className="divide-y divide-line">
        {filled.map((column) => (
          <div key={column.name} className="py-2">
            <dt className="text-sm text-muted" title={sentence(column.description)}>
              {columnName(column.name)}
            </dt>
            <dd className="hostile">
              <RowValue backup={backup} column={column} value={values[column.name]} people={people} />
            </dd>
          </div>
        ))}
      </dl>
      {empty === 0 ? null : <p className="text-sm text-muted">{t.tables.emptyValues(empty)}</p>}
    </>
  );
}
