import type { SourceTable } from '../../kit/source-table.ts';

/** Maximum length of names, titles and paths in bytes; longer values are not loaded. */
const MAX_TEXT = 64 * 1024;

/** The first of `names` that the table has; Apple renamed columns between iOS releases. */
function firstColumn(table: SourceTable, ...names: readonly [string, ...string[]]): string {
  return names.find((name) => table.has(name)) ?? names[0];
}

/** A text column; NULL if too long. */
export function textColumn(table: SourceTable, ...names: readonly [string, ...string[]]): string {
  return table.bounded(firstColumn(table, ...names), MAX_TEXT);
}

/** A number, date or ROWID; NULL if outside JavaScript's range. */
export function numberColumn(table: SourceTable, ...names: readonly [string, ...string[]]): string {
  return table.integer(firstColumn(table, ...names));
}

/** 1 or 0. */
export function flagColumn(table: SourceTable, ...names: readonly [string, ...string[]]): string {
  return table.flag(firstColumn(table, ...names));
}
