import type { SourceTable } from '../../../kit/source-table.ts';

// Columns of a hostile store can hold integers beyond JavaScript's range, which makes reading the whole row fail. These
// expressions give values of one type and NULL for any other, so that only the bad value is lost.

/** Maximum number suffix of a column; the highest seen is 8 (iOS 17). */
const MAX_SUFFIX = 15;

/** The column as text; numbers are converted. */
export function textOf(table: SourceTable, name: string): string {
  const column = table.value(name);
  return column === 'NULL' ? column : `iif(typeof(${column}) = 'integer', CAST(${column} AS TEXT), ${column})`;
}

/** The column as text of at most `maxBytes`, otherwise NULL. */
export function boundedTextOf(table: SourceTable, name: string, maxBytes: number): string {
  const column = table.value(name);
  return column === 'NULL' ? column : `iif(octet_length(${column}) <= ${maxBytes}, ${textOf(table, name)}, NULL)`;
}

/** The column as a floating-point number; NULL for other types. */
export function numberOf(table: SourceTable, name: string): string {
  const column = table.value(name);
  return column === 'NULL' ? column : `iif(typeof(${column}) IN ('integer', 'real'), CAST(${column} AS REAL), NULL)`;
}

/** The column as a blob of at most `maxBytes` bytes, otherwise NULL. */
export function blobOf(table: SourceTable, name: string, maxBytes: number): string {
  const column = table.value(name);
  return column === 'NULL'
    ? column
    : `iif(typeof(${column}) = 'blob' AND octet_length(${column}) <= ${maxBytes}, ${column}, NULL)`;
}

/**
 * Columns of a table for one field name, highest first. Core Data stores the fields of all entities in one table and
 * numbers those of the same name: `ZACCOUNT`, `ZACCOUNT1` … The number differs between iOS releases.
 */
export function columnFamily(table: SourceTable, name: string): readonly string[] {
  const names = [name, ...Array.from({ length: MAX_SUFFIX }, (_, index) => `${name}${index + 1}`)];
  return names.filter((column) => table.has(column)).toReversed();
}

/**
 * The first non-NULL column for a field name; columns of other entities are NULL.
 *
 * @param read returns the expression for a column
 */
export function anyOf(table: SourceTable, name: string, read: (table: SourceTable, column: string) => string): string {
  const columns = columnFamily(table, name).map((column) => read(table, column));
  return columns.length > 1 ? `coalesce(${columns.join(', ')})` : (columns[0] ?? 'NULL');
}

/** The primary key in the columns for a field name. */
export function anyKeyOf(table: SourceTable, name: string): string {
  return anyOf(table, name, (each, column) => each.integer(column));
}
