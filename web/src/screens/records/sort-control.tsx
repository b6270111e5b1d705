import { ArrowDownWideNarrow, ArrowUpNarrowWide } from 'lucide-react';
import type { ReactNode } from 'react';
import type { KindView } from '../../../../src/contract/kinds.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { Select } from '../../components/select.tsx';
import { useText } from '../../i18n/text.tsx';
import type { FieldColumn } from '../../records/column-filter.ts';
import type { RecordsSearch } from './records-search.ts';

/** Control for sort column and direction. */
export function SortControl({
  kind: { columns, roles },
  nameOf,
  search,
  onChange,
}: {
  readonly kind: KindView;
  readonly nameOf: (column: FieldColumn) => string;
  readonly search: RecordsSearch;
  readonly onChange: (next: (now: RecordsSearch) => RecordsSearch) => void;
}): ReactNode {
  const t = useText();
  const { sort, isDescending } = orderOf(search, roles);
  const by = (column: string, descending: boolean): void =>
    onChange(({ sort: _sort, desc: _desc, ...rest }) =>
      column === roles.order?.column && descending === (roles.order.direction === 'desc')
        ? rest
        : { ...rest, sort: column, ...(descending ? { desc: true } : {}) },
    );
  const sortable = columns.filter(({ name, isSortable, isKey }) => isSortable && (!isKey || name === sort));
  if (sortable.length === 0) return null;
  return (
    <>
      <Select
        label={t.records.sort.by}
        hideLabel
        className="min-w-0 flex-1"
        value={sort ?? ''}
        options={[
          ...(sort === null ? [{ value: '', label: t.records.sort.stored }] : []),
          ...sortable.map((column) => ({ value: column.name, label: t.common.sortBy({ column: nameOf(column) }) })),
        ]}
        onChange={(column) => by(column, columns.find(({ name }) => name === column)?.kind === 'time')}
      />
      {sort === null ? null : (
        <IconButton
          label={isDescending ? t.records.sort.descending : t.records.sort.ascending}
          onClick={() => by(sort, !isDescending)}
        >
          {isDescending ? <ArrowDownWideNarrow size={16} /> : <ArrowUpNarrowWide size={16} />}
        </IconButton>
      )}
    </>
  );
}

/** Sort order of a URL state. Default: that of the kind. */
export function orderOf(
  { sort, desc }: Pick<RecordsSearch, 'sort' | 'desc'>,
  { order }: Pick<KindView['roles'], 'order'>,
): { readonly sort: string | null; readonly isDescending: boolean } {
  if (sort !== undefined) return { sort, isDescending: desc === true };
  return { sort: order?.column ?? null, isDescending: order?.direction === 'desc' };
}
