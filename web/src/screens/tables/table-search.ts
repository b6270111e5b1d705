import { type MarkSearch, readMarkSearch } from '../../marks/mark-search.ts';
import { type ColumnFilter, type FieldColumn, readColumnFilter } from '../../records/column-filter.ts';
import { type RawSearch, textParam } from '../../search-params.ts';

/** URL state of the screen. */
export interface TableSearch extends ColumnFilter, MarkSearch {
  /** Name of the table. */
  readonly t?: string;
  /** Names of the visible columns, separated by commas. */
  readonly cols?: string;
  /** Key of the open row. */
  readonly r?: string;
}

/** Parses the URL parameters. */
export function readTableSearch(raw: RawSearch): TableSearch {
  return {
    ...textParam(raw, 't'),
    ...readColumnFilter(raw),
    ...readMarkSearch(raw),
    ...textParam(raw, 'cols'),
    ...textParam(raw, 'r'),
  };
}

/** Number of columns visible by default. */
const FIRST_COLUMNS = 7;

/** Names of identifier columns, which are not useful to read. */
const IDENTIFIER = /^(guid|uuid|uid)$|(Key|Id|Uuid|Guid)$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The visible columns: the chosen ones, otherwise the first few whose values differ in the first rows, without keys and
 * JSON.
 */
export function shownColumns(
  columns: readonly FieldColumn[],
  cols: string | undefined,
  rows: readonly { readonly values: Readonly<Record<string, unknown>> }[],
): readonly FieldColumn[] {
  const wanted = new Set(cols?.split(','));
  const chosen = columns.filter(({ name }) => wanted.has(name));
  if (chosen.length > 0) return chosen;
  const differs = ({ name }: FieldColumn): boolean => new Set(rows.map(({ values }) => values[name] ?? null)).size > 1;
  const identifies = ({ name, isKey }: FieldColumn): boolean =>
    isKey || IDENTIFIER.test(name) || rows.some(({ values }) => UUID.test(String(values[name])));
  const telling = columns.filter((column) => column.kind !== 'json' && !identifies(column) && differs(column));
  const isFirst = new Set(telling.length > 1 ? telling.slice(0, FIRST_COLUMNS) : columns.slice(0, FIRST_COLUMNS));
  return columns.filter((column) => isFirst.has(column));
}
