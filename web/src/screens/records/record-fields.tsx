import type { ReactNode } from 'react';
import type { RecordDetailView } from '../../../../src/contract/kinds.ts';
import { Card } from '../../components/card.tsx';
import { useText } from '../../i18n/text.tsx';
import type { FieldColumn } from '../../records/column-filter.ts';
import { FieldList } from '../../records/field-list.tsx';
import { plainList } from '../../records/field-text.ts';
import type { Secrets } from '../../records/field-value.tsx';
import { useFieldWords } from '../../records/field-words.ts';
import { PaneSection } from '../../records/record-pane.tsx';

/** Columns with the location of the source row. */
const OF_SOURCE = /^source[A-Z]/;

function isTechnical({ name, isKey, kind, format }: FieldColumn, value: unknown): boolean {
  const isStructured = kind === 'json' && format !== 'code' && plainList(value) === null;
  return isKey || isStructured || OF_SOURCE.test(name);
}

/** All values of a record: important ones first, keys and structured data on demand. */
export function RecordFields({
  backup,
  columns,
  shown,
  record: { values, people },
  secrets,
}: {
  readonly backup: string;
  readonly columns: readonly FieldColumn[];
  /** Columns shown above. */
  readonly shown: ReadonlySet<string>;
  readonly record: RecordDetailView;
  readonly secrets: Secrets;
}): ReactNode {
  const { details, technical } = useText().records;
  const { nameOf, describe } = useFieldWords();
  const list = (of: readonly FieldColumn[]): ReactNode => (
    <FieldList
      backup={backup}
      columns={of}
      values={values}
      people={people}
      secrets={secrets}
      nameOf={nameOf}
      describe={describe}
    />
  );
  const listed = columns.filter(({ name }) => !shown.has(name));
  const hidden = listed.filter((column) => isTechnical(column, values[column.name]));
  return (
    <>
      <PaneSection title={details}>
        <Card className="@container px-5 py-2">{list(listed.filter((column) => !hidden.includes(column)))}</Card>
      </PaneSection>
      {hidden.length === 0 ? null : (
        <details>
          <summary className="w-fit rounded-sm text-sm text-muted hover:text-ink">{technical}</summary>
          <Card className="@container mt-2 px-5 py-2">{list(hidden)}</Card>
        </details>
      )}
    </>
  );
}
