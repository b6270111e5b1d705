import { once } from 'node:events';
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type artifactTables, registry } from '../artifacts/registry.ts';
import type { BackupFolder } from '../backup/types.ts';
import { msg, type StoredMessage } from '../locales/messages.ts';
import type { ScannedRoot, Store } from '../storage/index.ts';
import type { Discovered } from './discovery-thread.ts';

/** A searched folder and the result. */
export interface SearchedRoot {
  readonly path: string;
  readonly found: number;
  /** Null if there was no problem. */
  readonly problem: StoredMessage | null;
}

/** Discovers backups and keeps their registry up to date. */
export interface Catalog {
  /** Rescans every root and records new, changed, moved and vanished backups. */
  refresh(): Promise<readonly SearchedRoot[]>;
  /** The roots of the last refresh; empty before the first. */
  searched(): readonly SearchedRoot[];
}

/** Dependencies and settings of the catalog. */
export interface CatalogOptions {
  readonly store: Store<typeof artifactTables>;
  /** Folders to search; each can be a root or one backup folder. */
  readonly roots: readonly { readonly path: string; readonly optional: boolean }[];
}

/** Creates the catalog of the backups under `roots`. Concurrent refreshes share one scan. */
export function createCatalog({ store, roots }: CatalogOptions): Catalog {
  let searched: readonly SearchedRoot[] = [];
  let running: Promise<readonly SearchedRoot[]> | null = null;

  async function scan(): Promise<readonly SearchedRoot[]> {
    const places = await Promise.all(roots.map(resolveRoot));
    // A backup opened by its own path stays registered although no root contains it.
    const known = (await store.backups.list()).map(({ path }) => path);
    const existing = places.filter(({ exists }) => exists).map(({ path }) => path);
    const discovered = await discoverInThread([...existing, ...known]);
    const found = new Map<string, BackupFolder>();
    for (const result of discovered.values()) {
      for (const folder of 'folders' in result ? result.folders : []) found.set(folder.path, folder);
    }
    const scanned: ScannedRoot[] = [];
    const results: SearchedRoot[] = [];
    for (const { given, path, exists, optional } of places) {
      // A missing default folder is not worth reporting.
      if (!exists && optional) continue;
      const { count, reachable, problem } = summary(discovered.get(path));
      scanned.push({ path, reachable });
      // Nor is an empty one.
      results.push({ path: given, found: count, problem: reachable && optional ? null : problem });
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

interface Place {
  readonly given: string;
  /** Real path if it exists. */
  readonly path: string;
  readonly exists: boolean;
  readonly optional: boolean;
}

async function resolveRoot({ path: given, optional }: CatalogOptions['roots'][number]): Promise<Place> {
  const absolute = resolve(given);
  try {
    return { given, path: await realpath(absolute), exists: true, optional };
  } catch (error) {
    // If it exists but is not accessible, discovery explains why.
    const exists = (error as NodeJS.ErrnoException).code !== 'ENOENT';
    return { given, path: absolute, exists, optional };
  }
}

/** For a readable folder, `problem` explains why it contains no backup. */
function summary(result: Discovered | undefined): { count: number; reachable: boolean; problem: StoredMessage | null } {
  if (result === undefined) return { count: 0, reachable: false, problem: msg('place.absent') };
  if ('folders' in result) return { count: result.folders.length, reachable: true, problem: result.why };
  return {
    count: 0,
    reachable: false,
    problem: msg('place.problem', { problem: result.detail, next: msg(`errors.${result.code}.next`) }),
  };
}

/** Discovers the backups at each path, all in one thread. */
async function discoverInThread(paths: readonly string[]): Promise<ReadonlyMap<string, Discovered>> {
  const distinct = [...new Set(paths)];
  const thread = new Worker(new URL('./discovery-thread.ts', import.meta.url), { workerData: distinct });
  try {
    const [results] = (await once(thread, 'message')) as [readonly Discovered[]];
    return new Map(distinct.flatMap((path, index) => (results[index] === undefined ? [] : [[path, results[index]]])));
  } finally {
    await thread.terminate();
  }
}

/** Marks backups for re-indexing if an artifact has a newer version than the one they were indexed with. */
async function markOutdated(store: Store<typeof artifactTables>): Promise<void> {
  for (const backup of await store.backups.list()) {
    if (backup.status !== 'INDEXED' || backup.stale) continue;
    const current = await store.runs.currentArtifactRuns(backup.publicId);
    const outdated = registry.filter(
      (artifact) => current.find((run) => run.artifact === artifact.id)?.version !== artifact.version,
    );
    if (outdated.length === 0) continue;
    const titles = outdated.map((artifact) => artifact.title).join(', ');
    await store.backups.markStale(backup.publicId, msg('stale.outdated', { titles }));
  }
}
