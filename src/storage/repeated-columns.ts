import type { ColumnKind, TableDefinition } from '../model/columns.ts';

const STORED = '__stored';

/** The columns of a table whose values may be stored once; see `repeats` in `model/columns.ts`. */
export function repeatedColumns({ columns }: Pick<TableDefinition, 'columns'>): string[] {
  return Object.entries(columns).flatMap(([name, { repeats }]) => (repeats === true ? name : []));
}

/** The table with the rows of an artifact table that is a view. */
export const storedTable = (name: string) => `${name}${STORED}`;

/** The artifact table that shows the rows of a table: the inverse of {@link storedTable}, and any other table itself. */
export const shownTable = (name: string) => (name.endsWith(STORED) ? name.slice(0, -STORED.length) : name);

/** The table with the values of repeated columns of a kind. */
export const valuesTable = (kind: ColumnKind) => (kind === 'json' ? 'repeated_json' : 'repeated_texts');
