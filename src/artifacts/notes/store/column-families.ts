import type { SourceTable } from '../../source-table.ts';

/** Highest number that is looked for behind the name of a column; 8 is the highest seen (iOS 17). */
const MAX_SUFFIX = 15;

/**
 * The columns of this name that a table has: Core Data puts the equally named fields of all entities into one table, and
 * numbers them: `ZACCOUNT`, `ZACCOUNT1` … Which number is whose changes with every iOS. Highest first.
 */
export function columnFamily(table: SourceTable, name: string): readonly string[] {
  const names = [name, ...Array.from({ length: MAX_SUFFIX }, (_, index) => `${name}${index + 1}`)];
  return names.filter((column) => table.has(column)).toReversed();
}

/** The first column of a family that a row has, as an expression: the fields of other entities are NULL in it. */
export function anyOf(table: SourceTable, name: string): string {
  const columns = columnFamily(table, name).map((column) => table.value(column));
  return columns.length > 1 ? `coalesce(${columns.join(', ')})` : (columns[0] ?? 'NULL');
}

/** As {@link anyOf}, of columns that hold primary keys. */
export function anyKeyOf(table: SourceTable, name: string): string {
  const columns = columnFamily(table, name).map((column) => table.integer(column));
  return columns.length > 1 ? `coalesce(${columns.join(', ')})` : (columns[0] ?? 'NULL');
}
