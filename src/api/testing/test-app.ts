import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discoverBackups } from '../../backup/index.ts';
import type { SearchedRoot } from '../../indexing/catalog.ts';
import type { Indexer } from '../../indexing/types.ts';
import type { App } from '../../main.ts';
import { DomainError } from '../../model/errors.ts';
import { derivedId } from '../../model/ids.ts';
import type { RunProgress } from '../../model/progress.ts';
import { createUnlockManager } from '../../sessions/index.ts';
import { readSettings } from '../../settings.ts';
import type { BackupRecord, BackupRegistry } from '../../storage/index.ts';

/** An app over real backups with a real unlock manager; registry and indexer are as small as they can be. */
export interface TestApp {
  readonly app: App;
  /** Public id of the backup at `path`. */
  idOf(path: string): string;
  readonly indexer: FakeIndexer;
  readonly tempPath: string;
  /** Moves the clock of the sessions, milliseconds. */
  advance(milliseconds: number): void;
}

/** Minutes a session of a {@link TestApp} lives. */
export const TTL_MINUTES = 30;

/** Opens an app over the backups at `paths`. */
export async function openTestApp(paths: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<TestApp> {
  const tempPath = await mkdtemp(join(tmpdir(), 'aj-api-'));
  const settings = readSettings(
    {
      APPLE_JUICER_BACKUP_PATHS__TEMP_PATH: join(tempPath, 'sandbox'),
      APPLE_JUICER_POSTGRES__DSN: `sqlite:///${tempPath}/db.sqlite`,
      APPLE_JUICER_API__PORT: '0',
      ...env,
    },
    '/dev/null',
  );
  let shift = 0;
  const records = new Map<string, BackupRecord>();
  let searched: SearchedRoot[] = [];
  const refresh = async (): Promise<SearchedRoot[]> => {
    searched = [];
    for (const path of paths) {
      const found = await discoverBackups(path);
      for (const folder of found) records.set(derivedId(folder.path), { ...folder, ...NEW, publicId: derivedId(folder.path) });
      searched.push({ path, found: found.length, problem: null });
    }
    return searched;
  };
  await refresh();
  const sessions = createUnlockManager({
    ttlMs: TTL_MINUTES * 60_000,
    tempPath: settings.backup_paths.temp_path,
    now: () => Date.now() + shift,
  });
  const indexer = new FakeIndexer();
  const store = {
    backups: registryOf(records),
    ledger: { latest: async () => [] },
    sources: { list: async () => [] },
    deleteIndex: async () => undefined,
    purge: async () => ({ runs: 0, rows: 0, backups: 0 }),
  } as unknown as App['store'];
  const app: App = {
    settings,
    store,
    catalog: { refresh, searched: () => searched },
    sessions,
    indexer,
    views: { store, isUnlocked: (id) => sessions.isUnlocked(id) },
    close: async () => {
      await sessions.close();
      await rm(tempPath, { recursive: true });
    },
  };
  return {
    app,
    idOf: (path) => derivedId(path),
    indexer,
    tempPath,
    advance: (milliseconds) => {
      shift += milliseconds;
    },
  };
}

/** An indexer that a test drives by hand. */
export class FakeIndexer implements Indexer {
  readonly listeners = new Set<(progress: RunProgress) => void>();
  current: RunProgress | null = null;
  /** Class keys the last start was given. */
  keys: number | null = null;

  async start(_backup: string, keys: Awaited<ReturnType<App['sessions']['keys']>>): Promise<RunProgress> {
    if (this.current?.state === 'running') throw new DomainError('CONFLICT', 'A run is under way.');
    this.keys = keys === null ? null : Object.keys(keys.export()).length;
    this.current = { ...STARTED };
    return this.current;
  }

  progress(): RunProgress | null {
    return this.current;
  }

  watch(_backup: string, listener: (progress: RunProgress) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async cancel(): Promise<void> {
    if (this.current?.state !== 'running') throw new DomainError('NOT_FOUND', 'No index run is under way here.');
    this.tell({ state: 'cancelled' });
  }

  async wait(): Promise<RunProgress> {
    return this.current ?? STARTED;
  }

  async close(): Promise<void> {
    this.listeners.clear();
  }

  /** Changes the progress and tells whoever watches. */
  tell(change: Partial<RunProgress>): void {
    this.current = { ...(this.current ?? STARTED), ...change };
    for (const listener of this.listeners) listener(this.current);
  }
}

const STARTED: RunProgress = {
  run: 'run',
  state: 'running',
  fraction: 0,
  records: 0,
  recordsPerSecond: 0,
  artifacts: [],
  code: null,
  reason: null,
  startedAt: 0,
  finishedAt: null,
};

const NEW = {
  sizeBytes: null,
  fileCount: null,
  status: 'DISCOVERED',
  stale: false,
  staleReason: null,
  lastRunOutcome: null,
  lastRunReason: null,
  lastRunCode: null,
  createdAt: 0,
  updatedAt: 0,
  lastSeenAt: 0,
  lastUnlockedAt: null,
  lastIndexedAt: null,
  vanishedAt: null,
} as const;

function registryOf(records: Map<string, BackupRecord>): Pick<BackupRegistry, 'list' | 'get' | 'touchUnlocked'> {
  const get = async (id: string): Promise<BackupRecord> => {
    const record = records.get(id);
    if (record === undefined) throw new DomainError('BACKUP_NOT_FOUND');
    return record;
  };
  return {
    list: async () => [...records.values()],
    get,
    touchUnlocked: async (id) => {
      records.set(id, { ...(await get(id)), lastUnlockedAt: Date.now() });
    },
  };
}
