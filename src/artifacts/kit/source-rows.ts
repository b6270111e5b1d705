import type { SourceRow } from '../../model/columns.ts';

/** The source rows of one table of a store by key, without unknown keys. */
export function sourceRows(
  store: string,
  tables: string | readonly string[],
  column: string,
  keys: readonly (number | null)[],
): SourceRow[] {
  return keys.flatMap((key) =>
    key === null ? [] : { store, tables: typeof tables === 'string' ? [tables] : tables, where: { [column]: key } },
  );
}
