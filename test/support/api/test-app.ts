import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../../../src/app.ts';
import { artifactTables } from '../../../src/artifacts/registry.ts';
import { titleOf } from '../../../src/artifacts/title-of.ts';
import type { ClassKeys } from '../../../src/backup/types.ts';
import { createCatalog } from '../../../src/indexing/catalog.ts';
import { discoverInThread } from '../../../src/indexing/discover-in-thread.ts';
import type { Indexer, QueueReport } from '../../../src/indexing/types.ts';
import { plain } from '../../../src/locales/messages.ts';
import { createMedia } from '../../../src/media/index.ts';
import type { ArtifactChoice } from '../../../src/model/artifact-choice.ts';
import { DomainError } from '../../../src/model/errors.ts';
import type { BackupId } from '../../../src/model/ids.ts';
import type { RunProgress } from '../../../src/model/progress.ts';
import { createUnlockManager } from '../../../src/sessions/index.ts';
import { readSettings } from '../../../src/settings.ts';
import { openStore } from '../../../src/storage/index.ts';
import { copySqliteSchema } from '../storage/engines.ts';

/** An app like that of `openApp`, with an adjustable clock for sessions and a fake indexer. */
export interface TestApp {
  readonly app: App;
  /** Public id of the backup at `path`. */
  idOf(path: string): BackupId;
  readonly indexer: FakeIndexer;
  /** Advances the clock of the sessions. */
  advance(milliseconds: number): void;
}

/** Session lifetime of a {@link TestApp} in minutes. */
export const TTL_MINUTES = 30;

/** Opens an app with the backups at `paths`. */
export async function openTestApp(paths: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), 'aj-api-'));
  const tempPath = join(folder, 'sandbox');
  const dsn = `sqlite:///${folder}/db.sqlite`;
  const settings = readSettings(
    {
      APPLE_JUICER_BACKUP_PATHS__TEMP_PATH: tempPath,
      APPLE_JUICER_POSTGRES__DSN: dsn,
      APPLE_JUICER_API__PORT: '0',
      ...env,
    },
    join(folder, 'no.env'),
  );
  let shift = 0;
  await copySqliteSchema(join(folder, 'db.sqlite'), artifactTables);
  const store = await openStore({ dsn, tables: artifactTables });
  const catalog = createCatalog({
    store,
    roots: paths.map((path) => ({ path, origin: 'setting' })),
    discover: discoverInThread,
  });
  await catalog.refresh();
  const ids = new Map((await store.backups.list()).map(({ path, publicId }) => [path, publicId]));
  const media = createMedia({ tempPath, ffmpeg: null });
  const sessions = createUnlockManager({
    ttlMs: TTL_MINUTES * 60_000,
    tempPath,
    now: () => Date.now() + shift,
    onLock: (id) => media.forget(id),
  });
  const indexer = new FakeIndexer();
  const app: App = {
    settings,
    store,
    catalog,
    sessions,
    indexer,
    workerKeys: null,
    views: { store, isUnlocked: (id) => sessions.isUnlocked(id), titleOf },
    media,
    close: async () => {
      media.close();
      await sessions.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
  return {
    app,
    idOf: (path) => {
      const id = ids.get(path);
      if (id === undefined) throw new Error(`no backup was found at ${path}`);
      return id;
    },
    indexer,
    advance: (milliseconds) => {
      shift += milliseconds;
    },
  };
}

/** An {@link Indexer} without workers, controlled by the test. */
export class FakeIndexer implements Indexer {
  readonly listeners = new Set<(progress: RunProgress) => void>();
  current: RunProgress | null = null;
  /** Number of class keys passed to the last start; null if none. */
  keys: number | null = null;
  /** Choice passed to the last start. */
  choice: ArtifactChoice | null | undefined;

  async start(_backup: BackupId, keys: ClassKeys | null, choice?: ArtifactChoice | null): Promise<RunProgress> {
    if (this.current?.state === 'running') throw new DomainError('CONFLICT', plain('A run is under way.'));
    this.keys = keys === null ? null : Object.keys(keys.export()).length;
    this.choice = choice;
    this.current = STARTED;
    return this.current;
  }

  async expect<T>(_backup: unknown, unlocking: () => Promise<T>): Promise<T> {
    return unlocking();
  }

  progress(): RunProgress | null {
    return this.current;
  }

  watch(_backup: BackupId, listener: (progress: RunProgress) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async cancel(): Promise<void> {
    if (this.current?.state !== 'running')
      throw new DomainError('NOT_FOUND', plain('No index run is in progress for this backup.'));
    this.update({ state: 'cancelled' });
  }

  async wait(): Promise<RunProgress> {
    return this.current ?? STARTED;
  }

  async settled(): Promise<void> {}

  async report(): Promise<QueueReport> {
    return { kind: 'embedded', reachable: true, workers: [], jobs: [] };
  }

  async close(): Promise<void> {
    this.listeners.clear();
  }

  /** Changes the progress and notifies the listeners. */
  update(change: Partial<RunProgress>): void {
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
  secondsLeft: null,
  artifacts: [],
  previews: [],
  code: null,
  reason: null,
  startedAt: 0,
  finishedAt: null,
};
