import { type ColumnFilter, type FieldColumn, readColumnFilter } from '../../records/column-filter.ts';
import { type RawSearch, textParam } from '../../search-params.ts';

/** What the address of the screen says. */
export interface TableSearch extends ColumnFilter {
  /** Name of the table. */
  readonly t?: string;
  /** Names of the columns that are shown, with commas between them. */
  readonly cols?: string;
  /** Key of the row that is open. */
  readonly r?: string;
}

/** Reads the address. */
export function readTableSearch(raw: RawSearch): TableSearch {
  return { ...textParam(raw, 't'), ...readColumnFilter(raw), ...textParam(raw, 'cols'), ...textParam(raw, 'r') };
}

/** Columns shown at first. */
const FIRST_COLUMNS = 7;

/** Columns whose values tell records apart, and a reader nothing. */
const IDENTIFIER = /^(guid|uuid|uid)$|(Key|Id|Uuid|Guid)$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The columns that are shown: the chosen ones, else the first few whose values differ in the first rows. Keys and JSON are
 * left for those who ask for them.
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
