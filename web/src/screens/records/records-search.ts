import type { KindView } from '../../../../src/contract/kinds.ts';
import type { WantedExport } from '../../api/make-export.ts';
import { isByMarks, type MarkSearch, marksIn, readMarkSearch } from '../../marks/mark-search.ts';
import { type ColumnFilter, readColumnFilter, rowFilterOf } from '../../records/column-filter.ts';
import { type RawSearch, textParam } from '../../search-params.ts';

/** URL state of the screen; the key of the open record is part of the path. */
export interface RecordsSearch extends ColumnFilter, MarkSearch {
  readonly key?: string;
  /** A handle of the person by whom records are filtered. */
  readonly person?: string;
}

/** Parses the URL parameters. */
export function readRecordsSearch(raw: RawSearch): Omit<RecordsSearch, 'key'> {
  return { ...readColumnFilter(raw), ...readMarkSearch(raw), ...textParam(raw, 'person') };
}

/** The URL state with this record open in the same list, or none. */
export function toRecord({ key: _open, ...list }: RecordsSearch, key?: string): RecordsSearch {
  return key === undefined ? list : { ...list, key };
}

/** True if the list is filtered. */
export function isNarrowed({ column, value, until, person, ...search }: RecordsSearch): boolean {
  return (
    isByMarks(search) || person !== undefined || (column !== undefined && (value !== undefined || until !== undefined))
  );
}

/** The filter of the list as that of an export, which has an order of its own. */
export function exportFilterOf(
  search: RecordsSearch,
  { columns }: Pick<KindView, 'columns'>,
  zone: string,
): NonNullable<WantedExport['records']> {
  const { sort: _sort, order: _order, ...filter } = rowFilterOf(search, columns, zone);
  return { ...filter, person: search.person, ...marksIn(search) };
}
