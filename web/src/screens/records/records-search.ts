import { type ColumnFilter, readColumnFilter } from '../../records/column-filter.ts';
import { type RawSearch, textParam } from '../../search-params.ts';

/** What the address of the screen says: of the record that is open its key, which is a part of the path. */
export interface RecordsSearch extends ColumnFilter {
  readonly key?: string;
  /** A handle of the person whose records alone are listed. */
  readonly person?: string;
}

/** Reads what stands behind the question mark. */
export function readRecordsSearch(raw: RawSearch): Omit<RecordsSearch, 'key'> {
  return { ...readColumnFilter(raw), ...textParam(raw, 'person') };
}

/** The address of a record in the same list, or of the list alone. */
export function toRecord({ key: _open, ...list }: RecordsSearch, key?: string): RecordsSearch {
  return key === undefined ? list : { ...list, key };
}

/** True where only some of the records are listed. */
export function isNarrowed({ column, value, until, person }: RecordsSearch): boolean {
  return person !== undefined || (column !== undefined && (value !== undefined || until !== undefined));
}
