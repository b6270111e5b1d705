import { hash } from 'node:crypto';
import type { JsonValue, TableDefinition } from './columns.ts';
import type { ExampleRow } from './example.ts';

/** The values that an example gives to the columns of a row; files as their fileIDs. */
export function exampleValues(
  { columns }: Pick<TableDefinition, 'columns'>,
  row: ExampleRow,
): { readonly [column: string]: JsonValue } {
  const values = Object.entries(row).map(([column, value = null]) => {
    const isFile = columns[column]?.kind === 'file' && typeof value === 'string';
    return [column, isFile ? hash('sha1', value.replace('/', '-')) : value];
  });
  return Object.fromEntries(values) as { readonly [column: string]: JsonValue };
}
