import type { ArtifactDefinition, StorePattern } from '../artifacts/kit/artifact.ts';
import { byPlace } from '../backup/manifest/entry-order.ts';
import { type EntryPattern, GlobSet } from '../backup/manifest/glob-set.ts';
import type { Backup, BackupEntry, Manifest } from '../backup/types.ts';
import { FOLDER_DOMAIN } from '../model/folder-domain.ts';

/** The files of one store, by domain and path. */
export type StoreEntries = readonly BackupEntry[];

/** The files of the stores of one artifact, by store name. */
export type ArtifactEntries = Readonly<Record<string, StoreEntries>>;

/** The part of an artifact's definition needed to find its stores. */
type Artifact = Pick<ArtifactDefinition, 'id' | 'stores'>;

/** One of the patterns of a store. */
interface WantedPlace extends EntryPattern {
  readonly artifact: string;
  readonly store: string;
}

/**
 * Finds the files of the stores of all artifacts, by artifact: literal paths are looked up by key, and one pass over
 * the manifest finds those with wildcards. Property lists of the backup folder itself come from `folderFile`.
 */
export function matchStores(
  artifacts: readonly Artifact[],
  manifest: Pick<Manifest, 'find' | 'names'>,
  folderFile: Backup['folderFile'] = () => null,
): ReadonlyMap<string, ArtifactEntries> {
  const found = new FoundEntries(artifacts, manifest);
  const globs: WantedPlace[] = [];
  for (const { id, stores } of artifacts) {
    for (const [store, { places }] of Object.entries<StorePattern>(stores)) {
      for (const place of places) {
        if (place.domain === FOLDER_DOMAIN) found.addEntry(id, store, folderFile(place.path));
        else if (/[*?]/.test(place.domain + place.path)) globs.push({ ...place, artifact: id, store });
        else found.add(id, store, place.domain, place.path);
      }
    }
  }
  if (globs.length > 0) {
    const set = new GlobSet(globs);
    for (const [domain, relativePath] of manifest.names()) {
      for (const index of set.match(domain, relativePath)) {
        const { artifact, store } = globs[index] as WantedPlace;
        found.add(artifact, store, domain, relativePath);
      }
    }
  }
  return found.sorted();
}

/** Collects files by artifact and store, without duplicates. */
class FoundEntries {
  readonly #manifest: Pick<Manifest, 'find'>;
  readonly #stores: ReadonlyMap<string, ReadonlyMap<string, Map<string, BackupEntry>>>;

  constructor(artifacts: readonly Artifact[], manifest: Pick<Manifest, 'find'>) {
    this.#manifest = manifest;
    this.#stores = new Map(
      artifacts.map(({ id, stores }) => [id, new Map(Object.keys(stores).map((name) => [name, new Map()]))]),
    );
  }

  add(artifact: string, store: string, domain: string, relativePath: string): void {
    this.addEntry(artifact, store, this.#manifest.find(domain, relativePath));
  }

  addEntry(artifact: string, store: string, entry: BackupEntry | null): void {
    if (entry?.kind === 'file') this.#stores.get(artifact)?.get(store)?.set(entry.fileID, entry);
  }

  sorted(): ReadonlyMap<string, ArtifactEntries> {
    return new Map(
      [...this.#stores].map(([id, stores]) => [
        id,
        Object.fromEntries([...stores].map(([name, entries]) => [name, [...entries.values()].toSorted(byPlace)])),
      ]),
    );
  }
}
