import type { TableDefinition } from '../model/columns.ts';
import type { Kind, KindNames } from '../model/kind.ts';
import { lazy } from '../model/lazy.ts';
import { registry } from './registry.ts';
import { artifactNames, kindNames } from './texts.ts';

/** A kind with the definition of its table. */
export interface RegisteredKind extends Kind {
  /** What its artifact is called, by language tag; English is there always. */
  readonly artifactNames: Readonly<Record<string, string>>;
  /** What one and several records are called, by language tag; English is there always. */
  readonly names: Readonly<Record<string, KindNames>>;
  readonly definition: TableDefinition;
}

/** Every kind of record, in the order of the artifacts. */
export const kinds: readonly RegisteredKind[] = registry.flatMap((artifact) =>
  Object.entries(artifact.kinds).flatMap(([table, kind]) => {
    const definition = artifact.tables[table];
    if (kind === undefined || definition === undefined) return [];
    // Translated when first read: every process loads the kinds, and few show their names.
    const texts = { artifact: lazy(() => artifactNames(artifact)), kind: lazy(() => kindNames(kind, artifact.title)) };
    return {
      area: artifact.area,
      ...kind,
      artifact: artifact.id,
      get artifactNames() {
        return texts.artifact();
      },
      get names() {
        return texts.kind();
      },
      table,
      searchable: kind.searchable ?? true,
      definition,
    };
  }),
);

const BY_ID = new Map(kinds.map((kind) => [kind.id, kind]));
const BY_TABLE = new Map(kinds.map((kind) => [kind.table, kind]));

/** The kind with this id; null where there is none. */
export function kindOf(id: string): RegisteredKind | null {
  return BY_ID.get(id) ?? null;
}

/** The kind whose records are the rows of this table; null for tables that are parts of other records. */
export function kindOfTable(table: string): RegisteredKind | null {
  return BY_TABLE.get(table) ?? null;
}
