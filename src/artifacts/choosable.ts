import type { Area, Privacy } from '../model/kind.ts';
import { lazy } from '../model/lazy.ts';
import type { ArtifactDefinition, StorePattern } from './kit/artifact.ts';
import { registry } from './registry.ts';

/** Globs of files that belong together. */
export type FileGroup = readonly { readonly domain: string; readonly path: string }[];

/** An artifact as people choose it. */
export interface Choosable {
  readonly artifact: string;
  readonly title: string;
  readonly area: Area;
  /** That of its most sensitive kind. */
  readonly privacy: Privacy;
  readonly kinds: readonly string[];
  readonly stores: FileGroup;
  /** Files that can be records where no store has them. */
  readonly looseFiles: FileGroup;
}

/** All artifacts, in the order of the registry. */
export const choosable: () => readonly Choosable[] = lazy(() => registry.map(choiceOf));

function choiceOf(artifact: ArtifactDefinition): Choosable {
  const { id, title, area, stores, looseFiles } = artifact;
  const kinds = kindsOf(artifact);
  return {
    artifact: id,
    title,
    area,
    privacy:
      kinds
        .map(({ privacy }) => privacy)
        .toSorted()
        .at(-1) ?? 'P1',
    kinds: kinds.map((kind) => kind.id),
    stores: Object.values<StorePattern>(stores).flatMap(({ places }) => places),
    looseFiles: (looseFiles?.paths ?? []).map((path) => ({ domain: looseFiles?.domain ?? '', path })),
  };
}

function kindsOf({ kinds }: ArtifactDefinition) {
  return Object.values(kinds).filter((kind) => kind !== undefined);
}
