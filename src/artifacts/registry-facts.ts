import type { Column, TableDefinition } from '../model/columns.ts';
import { type PreviewPlaces, previewPlaces } from './kit/preview-places.ts';
import { type ArtifactTables, artifactTables, registry } from './registry.ts';

/** What is known of an artifact without the code that reads it. */
export interface ArtifactFacts {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  /** Where the stores are from which its newest records are shown at once; null if they are not. */
  readonly preview: PreviewPlaces | null;
}

/**
 * All artifacts, in the order of the registry. This and {@link storedTables} are plain data: the bundle has the values
 * themselves, so that commands and the writing half of a worker need not load and evaluate every artifact.
 */
export const artifactFacts: readonly ArtifactFacts[] = registry.map((artifact) => ({
  id: artifact.id,
  title: artifact.title,
  version: artifact.version,
  preview: previewPlaces(artifact),
}));

/** `artifactTables` without descriptions: what the database is made from, and which columns search rows take their text from. */
export const storedTables: ArtifactTables = Object.fromEntries(
  Object.entries(artifactTables).map(([name, definition]) => [name, stored(definition)]),
) as unknown as ArtifactTables;

function stored({ primaryKey, columns, indexes, large, searched }: TableDefinition): TableDefinition {
  return {
    primaryKey,
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, { kind, repeats }]): [string, Column] => [
        name,
        { kind, description: '', ...(repeats === undefined ? {} : { repeats }) },
      ]),
    ),
    ...(indexes === undefined ? {} : { indexes }),
    ...(large === undefined ? {} : { large }),
    ...(searched === undefined ? {} : { searched }),
  };
}
