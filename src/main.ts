import { realpath } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { artifactTables, titleOf } from './artifacts/registry.ts';
import { defaultBackupRoots, sweepSandboxes } from './backup/index.ts';
import { type Catalog, createCatalog } from './indexing/catalog.ts';
import { EmbeddedIndexer } from './indexing/embedded-indexer.ts';
import type { Indexer } from './indexing/types.ts';
import { DomainError } from './model/errors.ts';
import type { UnlockManager } from './sessions/types.ts';
import { createUnlockManager } from './sessions/unlock-manager.ts';
import type { Settings } from './settings.ts';
import { openStore, type Store, sqliteFile } from './storage/index.ts';
import type { ViewContext } from './views/types.ts';

/** The running application: what the API serves and the CLI's commands use. */
export interface App {
  readonly settings: Settings;
  readonly store: Store<typeof artifactTables>;
  /** Looks for backups and keeps the registry up to date. */
  readonly catalog: Catalog;
  readonly sessions: UnlockManager;
  readonly indexer: Indexer;
  readonly views: ViewContext;
  /** Locks everything, stops workers, empties the sandbox. */
  close(): Promise<void>;
}

/**
 * Puts the application together: migrates the database, sweeps what a crash left, and connects the rooms. Nothing is
 * scanned or unlocked yet.
 * @throws BAD_SETTINGS, STORAGE_UNAVAILABLE
 */
export async function openApp(settings: Settings): Promise<App> {
  const { base_path: basePaths, default_folders: defaults, temp_path: tempPath } = settings.backup_paths;
  const roots = [
    ...basePaths.map((path) => ({ path, optional: false })),
    ...(defaults ? defaultBackupRoots(process.platform, process.env) : []).map((path) => ({ path, optional: true })),
  ];
  const { dsn } = settings.postgres;
  await refuseInsideRoots(roots, { 'backup_paths.temp_path': tempPath, 'postgres.dsn': sqliteFile(dsn) });
  const store = await openStore({ dsn, tables: artifactTables });
  try {
    await store.migrate();
    await sweepSandboxes(tempPath);
    await store.runs.expireLeases();
  } catch (error) {
    await store.close();
    throw error;
  }
  const sessions = createUnlockManager({ ttlMs: settings.sessions.ttl_minutes * 60_000, tempPath });
  const indexer = new EmbeddedIndexer({
    store,
    dsn,
    tempPath,
    concurrency: settings.indexing.concurrency,
    stallMs: settings.indexing.stall_seconds * 1000,
  });
  return {
    settings,
    store,
    sessions,
    indexer,
    catalog: createCatalog({ store, roots }),
    views: { store, isUnlocked: (backup) => sessions.isUnlocked(backup), titleOf },
    async close() {
      await indexer.close();
      await sessions.close();
      await store.close();
    },
  };
}

/** A database or a sandbox inside a backup root would break the promise that nothing is ever written there. */
async function refuseInsideRoots(
  roots: readonly { readonly path: string }[],
  ours: Readonly<Record<string, string | null>>,
): Promise<void> {
  for (const [setting, path] of Object.entries(ours)) {
    if (path === null) continue;
    const real = await realPathOfExisting(resolve(path));
    for (const root of roots) {
      const inside = relative(await realPathOfExisting(resolve(root.path)), real);
      if (inside === '..' || inside.startsWith(`..${sep}`) || resolve(inside) === inside) continue;
      throw new DomainError(
        'BAD_SETTINGS',
        `${setting} lies inside the folder of backups, where nothing is ever written.`,
      );
    }
  }
}

/** Real path of the deepest folder that exists, with the rest appended. */
async function realPathOfExisting(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === path) return path;
    return resolve(await realPathOfExisting(parent), relative(parent, path));
  }
}
