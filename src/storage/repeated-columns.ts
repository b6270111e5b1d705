import type { ColumnKind, TableDefinition } from '../model/columns.ts';

/** The columns of a table whose values may be stored once; see `repeats` in `model/columns.ts`. */
export function repeatedColumns({ columns }: Pick<TableDefinition, 'columns'>): string[] {
  return Object.entries(columns).flatMap(([name, { repeats }]) => (repeats === true ? name : []));
}

/** The table with the rows of an artifact table that is a view. */
export const storedTable = (name: string) => `${name}__stored`;

/** The table with the values of repeated columns of a kind. */
export const valuesTable = (kind: ColumnKind) => (kind === 'json' ? 'repeated_json' : 'repeated_texts');
