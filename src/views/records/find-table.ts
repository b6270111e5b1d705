import { registry } from '../../artifacts/registry.ts';
import { partNames } from '../../artifacts/texts.ts';
import { msg } from '../../locales/messages.ts';
import type { TableDefinition } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import type { Area } from '../../model/kind.ts';

/** A table of an artifact. */
export interface ArtifactTable {
  /** SQL name. */
  readonly name: string;
  readonly artifact: string;
  readonly area: Area;
  /** Display names by language; null if it has a kind. Made when read: compiling the texts takes longer than all else here. */
  readonly names: Readonly<Record<string, string>> | null;
  readonly definition: TableDefinition;
}

/** All tables, in the order of the artifacts. */
export const ARTIFACT_TABLES: readonly ArtifactTable[] = registry.flatMap((artifact) =>
  Object.entries(artifact.tables).map(([name, definition]) => ({
    name,
    artifact: artifact.id,
    area: artifact.area,
    get names() {
      return partNames(artifact, name);
    },
    definition,
  })),
);

const BY_NAME = new Map(ARTIFACT_TABLES.map((table) => [table.name, table]));

/** The table with this name. @throws NOT_FOUND */
export function findTable(name: string): ArtifactTable {
  const table = BY_NAME.get(name);
  if (table === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-table'));
  return table;
}

/** Columns by which rows can be sorted: the first of the key, and those with an index that continues with the key. */
export function sortableColumns({ primaryKey, indexes = [] }: TableDefinition): ReadonlySet<string> {
  const sortable = indexes.filter(
    ([, ...rest]) => primaryKey.every((column, at) => rest[at] === column) || rest.length === 0,
  );
  const [firstOfKey = ''] = primaryKey;
  return new Set([firstOfKey, ...sortable.flatMap(([column]) => column ?? [])]);
}
