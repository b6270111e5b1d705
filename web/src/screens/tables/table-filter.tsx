import type { ReactNode } from 'react';
import { SearchField } from '../../components/search-field.tsx';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useText } from '../../i18n/text.tsx';
import { useSchemaNames } from './names.ts';
import { questionOf, type TableColumn, type TableSearch } from './table-search.ts';

/** Which rows: a condition on one column, as its kind allows. */
export function TableFilter({
  columns,
  search,
  onChange,
}: {
  readonly columns: readonly TableColumn[];
  readonly search: TableSearch;
  readonly onChange: (next: (now: TableSearch) => TableSearch | null) => void;
}): ReactNode {
  const t = useText();
  const { columnName } = useSchemaNames();
  const column = columns.find(({ name }) => name === search.column);
  return (
    <div className="flex shrink-0 flex-wrap items-end gap-2 border-b border-line bg-surface px-3 py-2 md:px-5">
      <Select
        label={t.tables.filterColumn}
        hideLabel
        className="w-52 max-md:w-full"
        value={column?.name ?? ''}
        options={[
          { value: '', label: t.tables.noFilter },
          ...columns.map(({ name }) => ({ value: name, label: columnName(name) })),
        ]}
        onChange={(name) =>
          onChange(({ column: _column, value: _value, until: _until, ...others }) =>
            name === '' ? others : { ...others, column: name },
          )
        }
      />
      {column === undefined ? null : (
        <Condition key={column.name} column={column} search={search} onChange={onChange} />
      )}
    </div>
  );
}

function Condition({
  column,
  search,
  onChange,
}: {
  readonly column: TableColumn;
  readonly search: TableSearch;
  readonly onChange: (next: (now: TableSearch) => TableSearch | null) => void;
}): ReactNode {
  const t = useText();
  const { columnName } = useSchemaNames();
  const { value = '', until = '' } = search;
  const ask = (wanted: { readonly value?: string; readonly until?: string }): void =>
    onChange((now) => {
      const { value: _value, until: _until, ...others } = now;
      const next = { ...now, ...wanted };
      // Another column is asked by then.
      if (now.column !== column.name) return null;
      return {
        ...others,
        ...(next.value === undefined || next.value === '' ? {} : { value: next.value }),
        ...(next.until === undefined || next.until === '' ? {} : { until: next.until }),
      };
    });
  const question = questionOf(column);
  if (question === 'time') {
    return (
      <>
        <TextField
          label={t.tables.from}
          hideLabel
          title={t.tables.from}
          type="date"
          className="w-40"
          value={value}
          onChange={(event) => ask({ value: event.target.value })}
        />
        <TextField
          label={t.tables.to}
          hideLabel
          title={t.tables.to}
          type="date"
          className="w-40"
          value={until}
          onChange={(event) => ask({ until: event.target.value })}
        />
      </>
    );
  }
  if (question === 'boolean') {
    return (
      <Select
        label={t.tables.is}
        hideLabel
        className="w-36"
        value={value}
        options={[
          { value: '', label: t.tables.either },
          { value: 'true', label: t.common.yes },
          { value: 'false', label: t.common.no },
        ]}
        onChange={(next) => ask({ value: next })}
      />
    );
  }
  const label = question === 'equals' ? t.tables.equals : t.tables.contains;
  return (
    <SearchField
      label={`${columnName(column.name)} ${label}`}
      placeholder={`${label} …`}
      clearLabel={t.tables.clear}
      className="min-w-48 flex-1"
      value={value}
      onSearch={(text) => ask({ value: text })}
    />
  );
}
