import type { SourceFileBytes } from '../../artifacts/kit/artifact.ts';
import type { Backup, BackupEntry } from '../../backup/types.ts';
import { findByAnyNormalForm } from '../find-by-any-normal-form.ts';
import type { ArtifactPlan } from '../plan.ts';
import { type ReadObserver, sourceBytes } from '../source-bytes.ts';

/** Callbacks of {@link FileStores}; see {@link ReadObserver}. */
interface StoreObserver {
  readonly onRead: (entry: BackupEntry, store: string, size: number, sha256: string) => void;
  readonly onFailure: (error: unknown) => void;
}

/** The artifact's stores that are not databases, and files referenced by its records. */
export class FileStores {
  readonly stores: Readonly<Record<string, readonly SourceFileBytes[]>>;
  readonly #backup: Backup;
  readonly #observer: StoreObserver;
  #files: number;
  #bytes = 0;

  constructor(plan: ArtifactPlan, backup: Backup, observer: StoreObserver) {
    this.#backup = backup;
    this.#observer = observer;
    const stores = Object.entries(plan.stores).filter(([name]) => plan.artifact.stores[name]?.format === 'file');
    this.stores = Object.fromEntries(
      stores.map(([name, entries]) => [name, entries.map((entry) => sourceBytes(backup, entry, this.#noting(name)))]),
    );
    this.#files = stores.reduce((sum, [, entries]) => sum + entries.length, 0);
  }

  /** Maximum number of records that the files read so far can contain: one per file and one per byte. */
  get most(): number {
    return this.#files + this.#bytes;
  }

  /** A file referenced by a record; it is cited under the store `named`. */
  file(domain: string, relativePath: string): SourceFileBytes | null {
    const entry = findByAnyNormalForm((path) => this.#backup.manifest.find(domain, path), relativePath);
    if (entry === null || entry.kind !== 'file') return null;
    this.#files++;
    return sourceBytes(this.#backup, entry, this.#noting('named'));
  }

  #noting(store: string): ReadObserver {
    const { onRead, onFailure } = this.#observer;
    return {
      onRead: (entry, size, sha256) => {
        this.#bytes += size;
        onRead(entry, store, size, sha256);
      },
      onFailure,
    };
  }
}
