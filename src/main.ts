import type { App } from './app.ts';
import { storedTables as tables } from './artifacts/registry-facts.ts';
import { titleOf } from './artifacts/title-of.ts';
import { defaultBackupRoots, folderOfBackups, sweepSandboxes } from './backup/index.ts';
import { createCatalog } from './indexing/catalog.ts';
import { discoverInThread } from './indexing/discover-in-thread.ts';
import { discoverPaths } from './indexing/discover-paths.ts';
import { EmbeddedIndexer } from './indexing/embedded-indexer.ts';
import type { Root } from './indexing/roots.ts';
import { msg } from './locales/messages.ts';
import { createMedia } from './media/index.ts';
import { DomainError, isDomainError } from './model/errors.ts';
import { isDeadOwner } from './model/process-owner.ts';
import { reportWaiting } from './report-waiting.ts';
import { createUnlockManager } from './sessions/unlock-manager.ts';
import { ownPaths, plaintextPath, type Settings } from './settings.ts';
import { openStore } from './storage/index.ts';

/** Options of {@link openApp}. */
export interface AppOptions {
  /** `embedded`: index in own processes even if workers are configured, for commands that wait for the result. */
  readonly queue?: 'as-set' | 'embedded';
  /** False for short commands: they read the database in this thread, which blocks. True by default. */
  readonly threads?: boolean;
}

/**
 * Creates the application: migrates the database, removes leftovers of a crash, and connects the modules. Does not scan
 * or unlock anything.
 * @throws BAD_SETTINGS, STORAGE_UNAVAILABLE, QUEUE_UNAVAILABLE
 */
export async function openApp(settings: Settings, { queue = 'as-set', threads = true }: AppOptions = {}): Promise<App> {
  const { base_path: basePaths, default_folders: defaults, temp_path: tempPath } = settings.backup_paths;
  const roots: Root[] = [
    ...basePaths.map((path): Root => ({ path, origin: 'setting' })),
    ...(defaults ? defaultBackupRoots(process.platform, process.env) : []).map(
      (path): Root => ({ path, origin: 'default' }),
    ),
  ];
  const { dsn } = settings.postgres;
  const ours = ownPaths(settings);
  await refuseInsideBackups(roots, ours);
  const store = await openStore({
    dsn,
    tables,
    threads,
    waitMs: settings.postgres.wait_seconds * 1000,
    onWait: reportWaiting,
  });
  try {
    await store.migrate();
    await refuseInsideBackups(await store.folders.list(), ours);
    await sweepSandboxes(tempPath);
    await endDeadRuns(store);
  } catch (error) {
    await store.close();
    throw error;
  }
  const plaintext = plaintextPath(settings);
  const media = createMedia({ tempPath: plaintext });
  const sessions = createUnlockManager({
    ttlMs: settings.sessions.ttl_minutes * 60_000,
    tempPath: plaintext,
    onLock: (backup) => media.forget(backup),
  });
  const { indexer, workerKeys } = await openIndexer(settings, store, queue).catch(async (error: unknown) => {
    media.close();
    await store.close();
    throw error;
  });
  return {
    settings,
    store,
    sessions,
    indexer,
    workerKeys,
    // A command waits for it anyway, and a thread takes longer to start than most folders to read.
    catalog: createCatalog({ store, roots, discover: queue === 'embedded' ? discoverPaths : discoverInThread }),
    views: { store, isUnlocked: (backup) => sessions.isUnlocked(backup), titleOf },
    media,
    async close() {
      media.close();
      await indexer.close();
      await sessions.close();
      await store.close();
    },
  };
}

/** Ends runs of processes that are gone. On a full disk they wait for room: what is indexed can be read meanwhile. */
async function endDeadRuns({ runs }: App['store']): Promise<void> {
  try {
    await runs.expireLeases(isDeadOwner);
  } catch (error) {
    if (!isDomainError(error, 'DISK_FULL')) throw error;
  }
}

/** @throws BAD_SETTINGS (no secret), QUEUE_UNAVAILABLE */
async function openIndexer(
  settings: Settings,
  store: App['store'],
  queue: NonNullable<AppOptions['queue']>,
): Promise<Pick<App, 'indexer' | 'workerKeys'>> {
  if (settings.redis.url === undefined || queue === 'embedded') {
    const indexer = new EmbeddedIndexer({
      store,
      dsn: settings.postgres.dsn,
      tempPath: plaintextPath(settings),
      concurrency: settings.indexing.concurrency,
      // A command waits for the end of the run.
      previews: queue !== 'embedded',
      stallMs: settings.indexing.stall_seconds * 1000,
    });
    return { indexer, workerKeys: null };
  }
  // BullMQ takes a tenth of a second to load, so it is loaded only when needed.
  const { openQueue } = await import('./open-queue.ts');
  return openQueue(settings, store);
}

/** Refuses a database or sandbox inside a backup or a folder of backups, which must never be written to. */
async function refuseInsideBackups(
  roots: readonly { readonly path: string }[],
  ours: Readonly<Record<string, string | null>>,
): Promise<void> {
  const paths = roots.map(({ path }) => path);
  for (const [setting, path] of Object.entries(ours)) {
    const folder = path === null ? null : await folderOfBackups(path, paths);
    if (folder !== null)
      throw new DomainError('BAD_SETTINGS', msg('detail.setting-inside-backup', { setting, folder }));
  }
}
