import { type Column, table as declare, type TableDefinition } from '../model/columns.ts';

/**
 * Declares an artifact's table. As `table` of the model, but the result is accepted where any table will do:
 * TypeScript takes `TableDefinition<C>` for invariant in `C` because of `keyof C`, and compares by name instead of shape.
 */
export function table<const C extends Readonly<Record<string, Column>>>(
  definition: TableDefinition<C>,
): ArtifactTable<C> {
  return declare(definition);
}

/** The shape of a {@link TableDefinition} spelled out. */
export type ArtifactTable<C> = {
  readonly primaryKey: readonly (keyof C & string)[];
  readonly columns: C;
  readonly indexes?: readonly (readonly (keyof C & string)[])[];
};
