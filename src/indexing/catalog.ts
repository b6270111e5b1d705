import type { artifactTables } from '../artifacts/registry.ts';
import { artifactFacts } from '../artifacts/registry-facts.ts';
import { msg, type StoredMessage } from '../locales/messages.ts';
import { isChosen } from '../model/artifact-choice.ts';
import type { BackupFolder } from '../model/backup-folder.ts';
import { isDomainError, nextStep } from '../model/errors.ts';
import type { ScannedRoot, Store } from '../storage/index.ts';
import type { Discovered } from './discover-paths.ts';
import { type ResolvedRoot, type Root, type RootOrigin, resolveRoots } from './roots.ts';

/** A searched folder and the result. */
export interface SearchedRoot {
  readonly path: string;
  readonly origin: RootOrigin;
  readonly found: number;
  /** Null if there was no problem. */
  readonly problem: StoredMessage | null;
  /** The system denies access to it. */
  readonly isForbidden: boolean;
}

/** Discovers backups and keeps their registry up to date. */
export interface Catalog {
  /** Rescans every root and records new, changed, moved and vanished backups. Concurrent calls share one scan. */
  refresh(): Promise<readonly SearchedRoot[]>;
  /** The same in a scan that starts after the call, after roots were added or removed. */
  refreshAnew(): Promise<readonly SearchedRoot[]>;
  /**
   * Runs `work` while no scan is running, then a scan. What it takes out of the registry is not put back by a scan that
   * began before.
   */
  refreshAfter(work: () => Promise<void>): Promise<readonly SearchedRoot[]>;
  /** The roots of the last refresh; empty before the first. */
  searched(): readonly SearchedRoot[];
  /** All roots as they are now, also those that do not exist. */
  roots(): Promise<readonly ResolvedRoot[]>;
  /** Calls `listener` after every scan until the returned function is called. */
  onScanned(listener: () => void): () => void;
}

/** Dependencies and settings of the catalog. */
export interface CatalogOptions {
  readonly store: Store<typeof artifactTables>;
  /** Folders to search besides the added ones. */
  readonly roots: readonly Root[];
  /** Finds the backups at each path. */
  readonly discover: (paths: readonly string[]) => Promise<ReadonlyMap<string, Discovered>>;
}

/** Creates the catalog of the backups under `roots` and under the folders that people added. */
export function createCatalog({ store, roots: given, discover }: CatalogOptions): Catalog {
  const listeners = new Set<() => void>();
  let searched: readonly SearchedRoot[] = [];
  let running: Promise<readonly SearchedRoot[]> | null = null;
  let waiting: Promise<readonly SearchedRoot[]> | null = null;

  async function roots(): Promise<ResolvedRoot[]> {
    const added = await store.folders.list();
    return resolveRoots([...given, ...added.map(({ path }): Root => ({ path, origin: 'added' }))]);
  }

  async function scan(): Promise<readonly SearchedRoot[]> {
    const places = await roots();
    // A backup opened by its own path stays registered although no root contains it.
    const known = (await store.backups.list()).map(({ path }) => path);
    const existing = places.filter(({ exists }) => exists).map(({ real }) => real);
    const discovered = await discover([...existing, ...known]);
    const found = new Map<string, BackupFolder>();
    for (const result of discovered.values()) {
      for (const folder of 'folders' in result ? result.folders : []) found.set(folder.path, folder);
    }
    const scanned: ScannedRoot[] = [];
    const results: SearchedRoot[] = [];
    for (const { path, real, exists, origin } of places) {
      // A missing default folder is not reported.
      if (!exists && origin === 'default') continue;
      const { count, reachable, leftOut, problem, isForbidden } = summary(discovered.get(real));
      scanned.push({ path: real, reachable });
      // Nor is an empty one.
      const isExpected = reachable && origin === 'default';
      results.push({ path, origin, found: count, problem: leftOut ?? (isExpected ? null : problem), isForbidden });
    }
    const unwritten = await write([...found.values()], scanned);
    searched = unwritten === null ? results : results.map((root) => ({ ...root, problem: root.problem ?? unwritten }));
    for (const listener of listeners) listener();
    return searched;
  }

  /**
   * Records what was found. If the disk is full, what is already recorded stays readable: new findings are recorded once
   * there is room, and their folders have the returned problem.
   */
  async function write(found: readonly BackupFolder[], scanned: readonly ScannedRoot[]): Promise<StoredMessage | null> {
    try {
      await store.backups.refresh(found, scanned);
      await markOutdated(store);
      return null;
    } catch (error) {
      if (isDomainError(error, 'DISK_FULL')) return error.detail;
      throw error;
    }
  }

  function refresh(): Promise<readonly SearchedRoot[]> {
    running ??= scan().finally(() => {
      running = null;
    });
    return running;
  }

  async function afterRunning(): Promise<readonly SearchedRoot[]> {
    await running?.catch(() => undefined);
    waiting = null;
    return refresh();
  }

  async function refreshAfter(work: () => Promise<void>): Promise<readonly SearchedRoot[]> {
    if (running !== null) {
      await running.catch(() => undefined);
      // Another may have begun.
      return refreshAfter(work);
    }
    running = work()
      .then(scan)
      .finally(() => {
        running = null;
      });
    return running;
  }

  return {
    searched: () => searched,
    refreshAfter,
    roots,
    onScanned: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    refreshAnew: () => {
      if (running === null) return refresh();
      waiting ??= afterRunning();
      return waiting;
    },
  };
}

interface Summary {
  readonly count: number;
  readonly reachable: boolean;
  /** Why a backup in it is left out. */
  readonly leftOut: StoredMessage | null;
  readonly problem: StoredMessage | null;
  readonly isForbidden: boolean;
}

/** For a readable folder, `problem` explains why it contains no backup. */
function summary(result: Discovered | undefined): Summary {
  if (result === undefined) {
    return { count: 0, reachable: false, leftOut: null, problem: msg('place.absent'), isForbidden: false };
  }
  if ('folders' in result) {
    const { folders, leftOut, why } = result;
    return { count: folders.length, reachable: true, leftOut, problem: why, isForbidden: false };
  }
  return {
    count: 0,
    reachable: false,
    leftOut: null,
    problem: msg('place.problem', { problem: result.detail, next: nextStep(result) }),
    isForbidden: result.code === 'NO_ACCESS',
  };
}

/** Marks backups for re-indexing if an artifact has a newer version than the one they were indexed with. */
async function markOutdated(store: Store<typeof artifactTables>): Promise<void> {
  for (const backup of await store.backups.list()) {
    if (backup.status !== 'INDEXED' || backup.stale) continue;
    const current = await store.runs.currentArtifactRuns(backup.publicId);
    const outdated = artifactFacts.filter(
      ({ id, version }) =>
        isChosen(backup.choice, id) && current.find(({ artifact }) => artifact === id)?.version !== version,
    );
    if (outdated.length === 0) continue;
    // Names in all languages need every artifact and catalogue, which take a while to load.
    const { titlesOf } = await import('./outdated-titles.ts');
    await store.backups.markStale(backup.publicId, msg('stale.outdated', { titles: titlesOf(outdated) }));
  }
}
