import type { ReactNode } from 'react';
import { useText } from '../i18n/text.tsx';
import type { FieldColumn } from './column-filter.ts';
import type { People } from './field-cell.tsx';
import { isNothing } from './field-text.ts';
import { FieldValue, type Secrets } from './field-value.tsx';

/** All values of a row with their column names, and the number of empty columns. */
export function FieldList({
  backup,
  columns,
  values,
  people,
  secrets,
  nameOf,
  describe,
}: {
  readonly backup: string;
  readonly columns: readonly FieldColumn[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly people: People;
  readonly secrets: Secrets;
  readonly nameOf: (column: FieldColumn) => string;
  /** Description of a column, shown as the title of its name. */
  readonly describe: (column: FieldColumn) => string;
}): ReactNode {
  const t = useText();
  const filled = columns.filter(({ name }) => !isNothing(values[name]) || secrets.masked.includes(name));
  const empty = columns.length - filled.length;
  return (
    <>
      <dl className="divide-y divide-line">
        {filled.map((column) => (
          <div key={column.name} className="py-2 @xl:grid @xl:grid-cols-[minmax(9rem,1fr)_3fr] @xl:gap-x-5">
            <dt className="text-sm text-muted" title={describe(column)}>
              {nameOf(column)}
            </dt>
            <dd className="hostile min-w-0">
              <FieldValue
                backup={backup}
                column={column}
                value={values[column.name]}
                people={people}
                secrets={secrets}
              />
            </dd>
          </div>
        ))}
      </dl>
      {empty === 0 ? null : <p className="text-sm text-muted">{t.tables.emptyValues({ count: empty })}</p>}
    </>
  );
}
