import type { SourceTable } from '../../../kit/source-table.ts';

// A column of a hostile store can hold an integer that JavaScript cannot represent: reading the whole row fails. These
// expressions give values of one kind and NULL for any other, so that only the bad value is lost.

/** Maximum number after the name of a column; 8 is the highest seen (iOS 17). */
const MAX_SUFFIX = 15;

/** The column as text, also where it holds a number. */
export function textOf(table: SourceTable, name: string): string {
  const column = table.value(name);
  return column === 'NULL' ? column : `iif(typeof(${column}) = 'integer', CAST(${column} AS TEXT), ${column})`;
}

/** The column as text of at most `maxBytes`, else NULL. */
export function boundedTextOf(table: SourceTable, name: string, maxBytes: number): string {
  const column = table.value(name);
  return column === 'NULL' ? column : `iif(octet_length(${column}) <= ${maxBytes}, ${textOf(table, name)}, NULL)`;
}

/** The column where it holds a number: as a floating-point one. */
export function numberOf(table: SourceTable, name: string): string {
  const column = table.value(name);
  return column === 'NULL' ? column : `iif(typeof(${column}) IN ('integer', 'real'), CAST(${column} AS REAL), NULL)`;
}

/** The column where it holds at most `maxBytes` bytes. */
export function blobOf(table: SourceTable, name: string, maxBytes: number): string {
  const column = table.value(name);
  return column === 'NULL'
    ? column
    : `iif(typeof(${column}) = 'blob' AND octet_length(${column}) <= ${maxBytes}, ${column}, NULL)`;
}

/**
 * The columns of this name that a table has: Core Data puts the fields of all entities into one table and numbers those
 * of one name: `ZACCOUNT`, `ZACCOUNT1` … The number of an entity's field changes with every iOS. Highest first.
 */
export function columnFamily(table: SourceTable, name: string): readonly string[] {
  const names = [name, ...Array.from({ length: MAX_SUFFIX }, (_, index) => `${name}${index + 1}`)];
  return names.filter((column) => table.has(column)).toReversed();
}

/**
 * The first column of a family that is not NULL: those of other entities are.
 *
 * @param read gives the expression for a column
 */
export function anyOf(table: SourceTable, name: string, read: (table: SourceTable, column: string) => string): string {
  const columns = columnFamily(table, name).map((column) => read(table, column));
  return columns.length > 1 ? `coalesce(${columns.join(', ')})` : (columns[0] ?? 'NULL');
}

/** The primary key that a family of columns holds. */
export function anyKeyOf(table: SourceTable, name: string): string {
  return anyOf(table, name, (each, column) => each.integer(column));
}
