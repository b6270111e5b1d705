import { once } from 'node:events';
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type artifactTables, registry } from '../artifacts/registry.ts';
import type { BackupFolder } from '../backup/types.ts';
import { ERROR_TABLE } from '../model/errors.ts';
import type { ScannedRoot, Store } from '../storage/index.ts';
import type { Discovered } from './discovery-thread.ts';

/** Where we looked for backups and what stood in the way. */
export interface SearchedRoot {
  readonly path: string;
  readonly found: number;
  /** Plain English; null when all went well. */
  readonly problem: string | null;
}

/** Looks for backups and keeps the registry of them up to date. */
export interface Catalog {
  /** Rescans every root and upserts what it finds: new, changed, moved, vanished. */
  refresh(): Promise<readonly SearchedRoot[]>;
  /** The roots of the last refresh; empty before the first. */
  searched(): readonly SearchedRoot[];
}

/** What the catalog needs to know. */
export interface CatalogOptions {
  readonly store: Store<typeof artifactTables>;
  /** Folders to look into; each can be a root or one backup folder. */
  readonly roots: readonly { readonly path: string; readonly optional: boolean }[];
}

/** Creates the catalog of the backups under `roots`. Refreshes asked for at the same time share one scan. */
export function createCatalog({ store, roots }: CatalogOptions): Catalog {
  let searched: readonly SearchedRoot[] = [];
  let running: Promise<readonly SearchedRoot[]> | null = null;

  async function scan(): Promise<readonly SearchedRoot[]> {
    const found = new Map<string, BackupFolder>();
    const scanned: ScannedRoot[] = [];
    const results: SearchedRoot[] = [];
    for (const { path, optional } of roots) {
      const result = await scanRoot(path, found);
      // A default folder that is not there is no news.
      if (result.missing && optional) continue;
      scanned.push({ path: result.realPath, reachable: result.problem === null });
      results.push({ path, found: result.found, problem: result.problem });
    }
    await store.backups.refresh([...found.values()], scanned);
    await markOutdated(store);
    searched = results;
    return results;
  }

  return {
    searched: () => searched,
    refresh: () => {
      running ??= scan().finally(() => {
        running = null;
      });
      return running;
    },
  };
}

interface RootResult {
  readonly realPath: string;
  readonly found: number;
  readonly problem: string | null;
  readonly missing: boolean;
}

async function scanRoot(path: string, found: Map<string, BackupFolder>): Promise<RootResult> {
  const absolute = resolve(path);
  let realPath = absolute;
  try {
    realPath = await realpath(absolute);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return { realPath, found: 0, problem: 'There is no such folder.', missing: true };
    }
  }
  const result = await discoverInThread(realPath);
  if ('code' in result) {
    const problem = `${result.message} ${ERROR_TABLE[result.code].next}`;
    return { realPath, found: 0, problem, missing: false };
  }
  for (const folder of result.folders) found.set(folder.path, folder);
  return { realPath, found: result.folders.length, problem: null, missing: false };
}

async function discoverInThread(path: string): Promise<Discovered> {
  const thread = new Worker(new URL('./discovery-thread.ts', import.meta.url), { workerData: path });
  try {
    const [result] = (await once(thread, 'message')) as [Discovered];
    return result;
  } finally {
    await thread.terminate();
  }
}

/** An artifact that reads more, or better, than it did when a backup was indexed asks for a re-index. */
async function markOutdated(store: Store<typeof artifactTables>): Promise<void> {
  for (const backup of await store.backups.list()) {
    if (backup.status !== 'INDEXED' || backup.stale) continue;
    const current = await store.runs.currentArtifactRuns(backup.publicId);
    const outdated = registry.filter(
      (artifact) => current.find((run) => run.artifact === artifact.id)?.version !== artifact.version,
    );
    if (outdated.length === 0) continue;
    const titles = outdated.map((artifact) => artifact.title).join(', ');
    await store.backups.markStale(backup.publicId, `This version of Apple Juicer reads more of: ${titles}.`);
  }
}
