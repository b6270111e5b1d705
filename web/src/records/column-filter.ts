import type { KindColumnView } from '../../../src/contract/kinds.ts';
import type { RowFilter } from '../api/tables.ts';
import { startOfDay } from '../format/start-of-day.ts';
import { flagParam, type RawSearch, textParam } from '../search-params.ts';

/** A column with everything needed to show, sort and filter its values. */
export type FieldColumn = KindColumnView;

/** Order and filter of rows in the URL. */
export interface ColumnFilter {
  readonly sort?: string;
  readonly desc?: true;
  /** Column of the filter, and its value; for times the first and the last day. */
  readonly column?: string;
  readonly value?: string;
  readonly until?: string;
}

/** Parses the URL parameters. */
export function readColumnFilter(raw: RawSearch): ColumnFilter {
  return {
    ...textParam(raw, 'sort'),
    ...flagParam(raw, 'desc'),
    ...textParam(raw, 'column'),
    ...textParam(raw, 'value'),
    ...textParam(raw, 'until'),
  };
}

/**
 * Supported condition of a column: contains a text, equals a value or one of the names of codes, or between two days;
 * null for none.
 */
export function questionOf({
  kind,
  format,
  labels,
}: Pick<FieldColumn, 'kind' | 'format' | 'labels'>): 'contains' | 'equals' | 'code' | 'boolean' | 'time' | null {
  if (format === 'secret') return null;
  // Lists contain codes and equal none.
  if (format === 'code' && labels !== null && kind !== 'json') return 'code';
  if (kind === 'time' || kind === 'boolean') return kind;
  return kind === 'integer' || kind === 'real' ? 'equals' : 'contains';
}

/** Maximum length of a text in a filter, as limited by the API. */
const MAX_CONTAINS = 200;

/** The API filter for URL parameters; parameters that do not match the columns are ignored. */
export function rowFilterOf(
  { sort, desc, column, value, until }: ColumnFilter,
  columns: readonly FieldColumn[],
  zone: string,
): RowFilter {
  const sorted = columns.find(({ name, isSortable }) => name === sort && isSortable);
  return {
    ...(sorted === undefined ? {} : { sort: sorted.name, order: desc === true ? 'desc' : 'asc' }),
    ...conditionOf(
      columns.find(({ name }) => name === column),
      value,
      until,
      zone,
    ),
  };
}

function conditionOf(
  column: FieldColumn | undefined,
  value: string | undefined,
  until: string | undefined,
  zone: string,
): RowFilter {
  const question = column === undefined ? null : questionOf(column);
  if (column === undefined || question === null) return {};
  const { name } = column;
  if (question === 'time') {
    const from = value === undefined ? null : startOfDay(value, zone);
    const to = until === undefined ? null : startOfDay(until, zone, 1);
    if (from === null && to === null) return {};
    return { column: name, ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
  }
  if (value === undefined) return {};
  if (question === 'contains') return { column: name, contains: value.slice(0, MAX_CONTAINS) };
  return fits(value, column, question) ? { column: name, equals: value } : {};
}

function fits(value: string, column: FieldColumn, question: 'equals' | 'code' | 'boolean'): boolean {
  if (question === 'boolean') return value === 'true' || value === 'false';
  // A code that this version does not know is one, too.
  return (question === 'code' && column.kind === 'text') || isNumber(value, column);
}

function isNumber(text: string, { kind }: FieldColumn): boolean {
  const number = Number(text);
  return text.trim() !== '' && (kind === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number));
}
