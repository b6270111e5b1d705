import type { TableView } from '../../../../src/contract/tables.ts';
import type { RowFilter } from '../../api/tables.ts';
import { startOfDay } from '../../format/start-of-day.ts';
import { flagParam, type RawSearch, textParam } from '../../search-params.ts';

/** One column of a table. */
export type TableColumn = TableView['columns'][number];

/** What the address of the screen says. */
export interface TableSearch {
  /** Name of the table. */
  readonly t?: string;
  readonly sort?: string;
  readonly desc?: true;
  /** The column that the filter is about, and what it asks for; of times the first and the last day. */
  readonly column?: string;
  readonly value?: string;
  readonly until?: string;
  /** Names of the columns that are shown, with commas between them. */
  readonly cols?: string;
  /** Key of the row that is open. */
  readonly r?: string;
}

/** Reads the address. */
export function readTableSearch(raw: RawSearch): TableSearch {
  return {
    ...textParam(raw, 't'),
    ...textParam(raw, 'sort'),
    ...flagParam(raw, 'desc'),
    ...textParam(raw, 'column'),
    ...textParam(raw, 'value'),
    ...textParam(raw, 'until'),
    ...textParam(raw, 'cols'),
    ...textParam(raw, 'r'),
  };
}

/** What a column can be asked: whether it contains a text, is a value, or lies between two days. */
export function questionOf({ kind }: TableColumn): 'contains' | 'equals' | 'boolean' | 'time' {
  if (kind === 'time' || kind === 'boolean') return kind;
  return kind === 'integer' || kind === 'real' ? 'equals' : 'contains';
}

/** Longest text that the API looks for. */
const MAX_CONTAINS = 200;

/** The filter of the API that an address means; what does not fit the table is left out. */
export function filterOf(
  { sort, desc, column, value, until }: TableSearch,
  columns: readonly TableColumn[],
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
  column: TableColumn | undefined,
  value: string | undefined,
  until: string | undefined,
  zone: string,
): RowFilter {
  if (column === undefined) return {};
  const { name } = column;
  const question = questionOf(column);
  if (question === 'time') {
    const from = value === undefined ? null : startOfDay(value, zone);
    const to = until === undefined ? null : startOfDay(until, zone, 1);
    if (from === null && to === null) return {};
    return { column: name, ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
  }
  if (value === undefined) return {};
  if (question === 'contains') return { column: name, contains: value.slice(0, MAX_CONTAINS) };
  const fits = question === 'boolean' ? value === 'true' || value === 'false' : isNumber(value, column);
  return fits ? { column: name, equals: value } : {};
}

function isNumber(text: string, { kind }: TableColumn): boolean {
  const number = Number(text);
  return text.trim() !== '' && (kind === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number));
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
  columns: readonly TableColumn[],
  cols: string | undefined,
  rows: readonly { readonly values: Readonly<Record<string, unknown>> }[],
): readonly TableColumn[] {
  const wanted = new Set(cols?.split(','));
  const chosen = columns.filter(({ name }) => wanted.has(name));
  if (chosen.length > 0) return chosen;
  const differs = ({ name }: TableColumn): boolean => new Set(rows.map(({ values }) => values[name] ?? null)).size > 1;
  const identifies = ({ name, isKey }: TableColumn): boolean =>
    isKey || IDENTIFIER.test(name) || rows.some(({ values }) => UUID.test(String(values[name])));
  const telling = columns.filter((column) => column.kind !== 'json' && !identifies(column) && differs(column));
  const isFirst = new Set(telling.length > 1 ? telling.slice(0, FIRST_COLUMNS) : columns.slice(0, FIRST_COLUMNS));
  return columns.filter((column) => isFirst.has(column));
}
