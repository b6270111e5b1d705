import type { artifactTables } from '../artifacts/registry.ts';
import { isDomainError } from '../model/errors.ts';
import type { BackupRecord, Store } from '../storage/index.ts';
import type { Catalog } from './catalog.ts';
import { measureInThread } from './discover-in-thread.ts';
import { type FolderWatch, watchFolders } from './folder-watch.ts';

/** Options of {@link watchCatalog}. */
export interface CatalogWatchOptions {
  readonly catalog: Catalog;
  readonly store: Store<typeof artifactTables>;
  readonly onError: (error: unknown) => void;
}

/** Refreshes the catalog when backups are added, removed or made anew, and measures those that were not yet. */
export function watchCatalog({ catalog, store, onError }: CatalogWatchOptions): FolderWatch {
  const closing = new AbortController();
  let measuring: Promise<void> | null = null;

  const measure = (): void => {
    measuring ??= measureAll(store, closing.signal)
      .catch((error: unknown) => {
        if (!isDomainError(error, 'CANCELLED')) onError(error);
      })
      .finally(() => {
        measuring = null;
      });
  };

  const watch = watchFolders({
    places: async () => {
      const [roots, backups] = await Promise.all([catalog.roots(), store.backups.list()]);
      return {
        roots: roots.map(({ real }) => real),
        backups: backups.filter(({ vanishedAt }) => vanishedAt === null).map(({ path }) => path),
      };
    },
    onChange: () => catalog.refreshAnew(),
    onError,
  });
  const stopListening = catalog.onScanned(() => {
    measure();
    watch.lookSoon();
  });
  measure();
  return {
    ready: watch.ready,
    lookSoon: watch.lookSoon,
    async close() {
      stopListening();
      closing.abort();
      await watch.close();
      await measuring;
    },
  };
}

/** Measures backups one after another: it is one system call for each of hundreds of thousands of files. */
async function measureAll(store: Store<typeof artifactTables>, signal: AbortSignal): Promise<void> {
  const tried = new Set<string>();
  for (;;) {
    const backup = (await store.backups.list()).find(
      (each) => isUnmeasured(each) && !tried.has(each.publicId + each.fingerprint),
    );
    if (backup === undefined || signal.aborted) return;
    tried.add(backup.publicId + backup.fingerprint);
    const sizeBytes = await measureInThread(backup.path, signal);
    if (sizeBytes === null) continue;
    const now = (await store.backups.list()).find(({ publicId }) => publicId === backup.publicId);
    // Indexing measures too, and better.
    if (now === undefined || !isUnmeasured(now) || now.fingerprint !== backup.fingerprint) continue;
    await store.backups.setSize(backup.publicId, { sizeBytes, fileCount: null });
  }
}

const isUnmeasured = ({ sizeBytes, state, status, vanishedAt }: BackupRecord): boolean =>
  sizeBytes === null && state === 'complete' && status !== 'INDEXING' && vanishedAt === null;
