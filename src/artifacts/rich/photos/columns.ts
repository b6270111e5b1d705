import type { SourceTable } from '../../kit/source-table.ts';

/** Names, titles, paths: what takes more bytes is left out before it is loaded. */
const MAX_TEXT = 64 * 1024;

/** The first of `names` that the table has; Apple renamed columns from one iOS to the next. */
function firstColumn(table: SourceTable, ...names: readonly [string, ...string[]]): string {
  return names.find((name) => table.has(name)) ?? names[0];
}

/** A text column, NULL where it is unreasonably long. */
export function textColumn(table: SourceTable, ...names: readonly [string, ...string[]]): string {
  return table.bounded(firstColumn(table, ...names), MAX_TEXT);
}

/** A number, a date or a reference to a row; NULL where it is none that JavaScript can hold. */
export function numberColumn(table: SourceTable, ...names: readonly [string, ...string[]]): string {
  return table.integer(firstColumn(table, ...names));
}

/** 1 or 0. */
export function flagColumn(table: SourceTable, ...names: readonly [string, ...string[]]): string {
  return table.flag(firstColumn(table, ...names));
}
