import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TableView } from '../../../../src/contract/tables.ts';
import { tableRowQuery } from '../../api/tables.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { SourceButton } from '../../components/source-button.tsx';
import { useText } from '../../i18n/text.tsx';
import { FieldList } from '../../records/field-list.tsx';
import { useFieldWords } from '../../records/field-words.ts';
import { StepButtons } from '../../records/step-buttons.tsx';
import { useSecrets } from '../../records/use-secrets.ts';

/** A row in full above its table, with buttons for the adjacent rows. */
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
  /** Null if none is open. */
  readonly rowKey: string | null;
  /** Keys of the rows in table order. */
  readonly keys: readonly string[];
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useText();
  const words = useFieldWords();
  const secrets = useSecrets(rowKey);
  const { data, error, refetch } = useQuery({
    ...tableRowQuery(backup, table.name, rowKey ?? '', secrets.areShown),
    enabled: rowKey !== null,
    placeholderData: (previous) => (previous?.key === rowKey ? keepPreviousData(previous) : undefined),
  });
  return (
    <Sheet
      open={rowKey !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`${words.tableName(table)} ${rowKey ?? ''}`}
    >
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div className="flex flex-col gap-4">
          <div className="flex items-center gap-1">
            <StepButtons
              keys={keys}
              chosen={rowKey}
              labels={{ previous: t.tables.previousRow, next: t.tables.nextRow }}
              onStep={onStep}
            />
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
            <FieldList
              backup={backup}
              columns={table.columns}
              values={data.values}
              people={data.people ?? {}}
              secrets={{ ...secrets, masked: data.secrets }}
              nameOf={words.nameOf}
              describe={words.describe}
            />
          )}
        </div>
      )}
    </Sheet>
  );
}
