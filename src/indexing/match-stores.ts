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

/** Finds the files of the stores of all artifacts in one pass over the manifest, see {@link StoreMatcher}. */
export function matchStores(
  artifacts: readonly Artifact[],
  manifest: Pick<Manifest, 'find' | 'names'>,
  folderFile?: Backup['folderFile'],
): ReadonlyMap<string, ArtifactEntries> {
  const matcher = new StoreMatcher(artifacts, manifest, folderFile);
  for (const [domain, relativePath] of manifest.names()) matcher.add(domain, relativePath);
  return matcher.found();
}

/**
 * Finds the files of the stores of all artifacts: literal paths are looked up by key at once, those with wildcards are
 * found when all names of the manifest were added. Property lists of the backup folder itself come from `folderFile`.
 */
export class StoreMatcher {
  readonly #found: FoundEntries;
  readonly #globs: WantedPlace[] = [];
  readonly #set: GlobSet;

  constructor(
    artifacts: readonly Artifact[],
    manifest: Pick<Manifest, 'find'>,
    folderFile: Backup['folderFile'] = () => null,
  ) {
    this.#found = new FoundEntries(artifacts, manifest);
    for (const { id, stores } of artifacts) {
      for (const [store, { places }] of Object.entries<StorePattern>(stores)) {
        for (const place of places) {
          if (place.domain === FOLDER_DOMAIN) this.#found.addEntry(id, store, folderFile(place.path));
          else if (/[*?]/.test(place.domain + place.path)) this.#globs.push({ ...place, artifact: id, store });
          else this.#found.add(id, store, place.domain, place.path);
        }
      }
    }
    this.#set = new GlobSet(this.#globs);
  }

  /** Adds a name of the manifest. */
  add(domain: string, relativePath: string): void {
    for (const index of this.#set.match(domain, relativePath)) {
      const { artifact, store } = this.#globs[index] as WantedPlace;
      this.#found.add(artifact, store, domain, relativePath);
    }
  }

  /** What was found so far, by artifact. */
  found(): ReadonlyMap<string, ArtifactEntries> {
    return this.#found.sorted();
  }
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
