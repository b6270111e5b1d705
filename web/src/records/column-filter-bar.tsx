import type { ReactNode } from 'react';
import { SearchField } from '../components/search-field.tsx';
import { Select } from '../components/select.tsx';
import { TextField } from '../components/text-field.tsx';
import { useText } from '../i18n/text.tsx';
import { type ColumnFilter, type FieldColumn, questionOf } from './column-filter.ts';
import { codeLabel } from './field-text.ts';

/** Props of {@link ColumnFilterBar}. */
export interface ColumnFilterBarProps<Search extends ColumnFilter> {
  readonly columns: readonly FieldColumn[];
  readonly nameOf: (column: FieldColumn) => string;
  readonly search: Search;
  readonly onChange: (next: (now: Search) => Search | null) => void;
}

/** Filter of rows: a condition on one column, depending on its type. */
export function ColumnFilterBar<Search extends ColumnFilter>({
  columns,
  nameOf,
  search,
  onChange,
}: ColumnFilterBarProps<Search>): ReactNode {
  const t = useText();
  const column = columns.find(({ name }) => name === search.column);
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Select
        label={t.tables.filterColumn}
        hideLabel
        className="w-52 max-md:w-full"
        value={column?.name ?? ''}
        options={[
          { value: '', label: t.tables.noFilter },
          ...columns.flatMap((each) => (questionOf(each) === null ? [] : [{ value: each.name, label: nameOf(each) }])),
        ]}
        onChange={(name) =>
          onChange((now) => {
            const { column: _column, value: _value, until: _until, ...others } = now;
            return { ...others, ...(name === '' ? {} : { column: name }) } as Search;
          })
        }
      />
      {column === undefined ? null : (
        <Condition key={column.name} column={column} name={nameOf(column)} search={search} onChange={onChange} />
      )}
    </div>
  );
}

function Condition<Search extends ColumnFilter>({
  column,
  name,
  search,
  onChange,
}: {
  readonly column: FieldColumn;
  readonly name: string;
  readonly search: Search;
  readonly onChange: (next: (now: Search) => Search | null) => void;
}): ReactNode {
  const t = useText();
  const { value = '', until = '' } = search;
  const ask = (wanted: { readonly value?: string; readonly until?: string }): void =>
    onChange((now) => {
      const { value: _value, until: _until, ...others } = now;
      const next = { ...now, ...wanted };
      // The column may have been changed meanwhile.
      if (now.column !== column.name) return null;
      return {
        ...others,
        ...(next.value === undefined || next.value === '' ? {} : { value: next.value }),
        ...(next.until === undefined || next.until === '' ? {} : { until: next.until }),
      } as Search;
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
  if (question === 'boolean' || question === 'code') {
    const choices =
      question === 'code'
        ? codesOf(column, value)
        : [
            { value: 'true', label: t.common.yes },
            { value: 'false', label: t.common.no },
          ];
    return (
      <Select
        label={`${name} ${t.tables.is}`}
        hideLabel
        className={question === 'code' ? 'w-52' : 'w-36'}
        value={value}
        options={[{ value: '', label: question === 'code' ? t.tables.any : t.tables.either }, ...choices]}
        onChange={(next) => ask({ value: next })}
      />
    );
  }
  const label = question === 'equals' ? t.tables.equals : t.tables.contains;
  return (
    <SearchField
      label={`${name} ${label}`}
      placeholder={`${label} …`}
      clearLabel={t.tables.clear}
      className="min-w-48 flex-1"
      value={value}
      onSearch={(text) => ask({ value: text })}
    />
  );
}

/** The codes of a column by name, with the one that is asked for, which this version may not know. */
function codesOf(column: FieldColumn, asked: string): readonly { readonly value: string; readonly label: string }[] {
  const codes = Object.keys(column.labels ?? {});
  const all = asked === '' || codes.includes(asked) ? codes : [...codes, asked];
  return all.map((value) => ({ value, label: codeLabel(column, value) ?? value }));
}
