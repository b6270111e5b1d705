import { type ChildProcess, fork } from 'node:child_process';
import type { artifactTables } from '../artifacts/registry.ts';
import { sweepSandboxes } from '../backup/index.ts';
import type { ClassKeys } from '../backup/types.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import type { RunProgress } from '../model/progress.ts';
import type { Store } from '../storage/index.ts';
import { ProgressTracker } from './progress-tracker.ts';
import type { Job, WorkerMessage } from './protocol.ts';
import type { Indexer } from './types.ts';

/** A lease is kept alive this often, milliseconds: while the run waits for its turn, and by its worker. */
const HEARTBEAT_EVERY_MS = 5_000;
/** Heap of a worker process's main thread, megabytes: one batch and the database's rows in flight. */
const WORKER_HEAP_MB = 256;

/** Young generation of each of the worker's threads, megabytes. */
const WORKER_SEMI_SPACE_MB = 16;

/** What the embedded indexer needs to know. */
export interface EmbeddedIndexerOptions {
  readonly store: Store<typeof artifactTables>;
  readonly dsn: string;
  readonly tempPath: string;
  /** Worker processes at one time. */
  readonly concurrency: number;
  /** A run without progress for so long is killed, milliseconds. */
  readonly stallMs: number;
  /** Between two heartbeats of a lease; for tests. */
  readonly heartbeatMs?: number;
}

type Ending = {
  readonly state: 'failed' | 'cancelled' | 'interrupted';
  readonly code: 'CANCELLED' | 'STALLED' | 'INTERNAL';
  readonly reason: string;
};

interface Run {
  readonly backup: BackupId;
  readonly id: string;
  readonly path: string;
  readonly keys: ClassKeys | null;
  progress: RunProgress;
  child: ChildProcess | null;
  /** Why we killed the worker; null while we did not. */
  killed: Ending | null;
  /** Resolves when the run has ended and its process is gone. */
  readonly ended: PromiseWithResolvers<RunProgress>;
  /** Resolves as soon as the end is recorded; the process may still be clearing up. */
  readonly recorded: PromiseWithResolvers<RunProgress>;
}

/** Runs indexing in child processes of this process, first come, first served. */
export class EmbeddedIndexer implements Indexer {
  readonly #options: EmbeddedIndexerOptions;
  /** The latest run of each backup. */
  readonly #runs = new Map<BackupId, Run>();
  readonly #queue: Run[] = [];
  readonly #active = new Set<Run>();
  readonly #listeners = new Map<BackupId, Set<(progress: RunProgress) => void>>();
  #closed = false;

  constructor(options: EmbeddedIndexerOptions) {
    this.#options = options;
  }

  async start(backup: BackupId, keys: ClassKeys | null): Promise<RunProgress> {
    let run: Run;
    try {
      run = await this.#accept(backup, keys);
    } catch (error) {
      keys?.dispose();
      throw error;
    }
    this.#runs.set(backup, run);
    this.#queue.push(run);
    this.#keepLease(run);
    this.#next();
    return run.progress;
  }

  progress(backup: BackupId): RunProgress | null {
    return this.#runs.get(backup)?.progress ?? null;
  }

  watch(backup: BackupId, listener: (progress: RunProgress) => void): () => void {
    const listeners = this.#listeners.get(backup) ?? new Set();
    this.#listeners.set(backup, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(backup);
    };
  }

  async cancel(backup: BackupId): Promise<void> {
    const run = this.#runs.get(backup);
    if (run === undefined || isOver(run.progress))
      throw new DomainError('NOT_FOUND', 'No index run is under way here.');
    this.#kill(run, { state: 'cancelled', code: 'CANCELLED', reason: 'The index run was cancelled.' });
    await run.ended.promise;
  }

  wait(backup: BackupId): Promise<RunProgress> {
    const run = this.#runs.get(backup);
    if (run === undefined) return Promise.reject(new DomainError('NOT_FOUND', 'No index run was started here.'));
    return run.recorded.promise;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const open = [...this.#queue, ...this.#active];
    for (const run of open) {
      this.#kill(run, { state: 'interrupted', code: 'CANCELLED', reason: 'Apple Juicer was stopped during the run.' });
    }
    await Promise.all(open.map((run) => run.ended.promise));
  }

  /** Takes the lease. */
  async #accept(backup: BackupId, keys: ClassKeys | null): Promise<Run> {
    if (this.#closed) throw new DomainError('CONFLICT', 'Apple Juicer is shutting down.');
    const { store } = this.#options;
    const record = await store.backups.get(backup);
    if (record.encrypted && keys === null) throw new DomainError('BACKUP_LOCKED');
    const { id, startedAt } = await store.runs.acquire(backup, { owner: `process:${process.pid}` });
    const recorded = Promise.withResolvers<RunProgress>();
    const ended = Promise.withResolvers<RunProgress>();
    // Nobody has to wait for a run: an end that nobody asked for is no unhandled rejection.
    recorded.promise.catch(() => {});
    ended.promise.catch(() => {});
    const progress = new ProgressTracker(id, startedAt, 'queued').snapshot();
    return { backup, id, path: record.path, keys, progress, child: null, killed: null, recorded, ended };
  }

  /** Kills the worker, or takes the run out of the queue when it has none yet. */
  #kill(run: Run, ending: Ending): void {
    run.killed ??= ending;
    if (run.child !== null) {
      run.child.kill('SIGKILL');
      return;
    }
    const place = this.#queue.indexOf(run);
    if (place === -1) return;
    this.#queue.splice(place, 1);
    run.keys?.dispose();
    void this.#settle(run);
  }

  /** While a run waits for its turn its lease must not expire; once it has a worker, that one keeps it. */
  #keepLease(run: Run): void {
    const timer = setInterval(() => {
      if (!this.#queue.includes(run)) clearInterval(timer);
      else this.#options.store.runs.heartbeat(run.id).catch((error: unknown) => this.#lose(run, error));
    }, this.#options.heartbeatMs ?? HEARTBEAT_EVERY_MS);
  }

  #lose(run: Run, error: unknown): void {
    const reason = `The lease of the run was lost (${error instanceof Error ? error.message : String(error)}).`;
    this.#kill(run, { state: 'interrupted', code: 'INTERNAL', reason });
  }

  #next(): void {
    while (this.#active.size < this.#options.concurrency) {
      const run = this.#queue.shift();
      if (run === undefined) return;
      this.#active.add(run);
      this.#fork(run);
    }
  }

  #fork(run: Run): void {
    const child = fork(new URL('./worker/worker-process.ts', import.meta.url), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // A small young generation: half of the memory would otherwise be garbage that waits for a larger one.
      execArgv: [`--max-old-space-size=${WORKER_HEAP_MB}`, `--max-semi-space-size=${WORKER_SEMI_SPACE_MB}`],
    });
    run.child = child;
    this.#publish(run, { ...run.progress, state: 'running' });
    let lastAdvance = Date.now();
    let lastSeen = '';
    const watchdog = setInterval(
      () => {
        if (Date.now() - lastAdvance < this.#options.stallMs || isOver(run.progress)) return;
        const seconds = Math.round(this.#options.stallMs / 1000);
        const reason = `Nothing was read for ${seconds} seconds: a database of the backup may be made to never end.`;
        this.#kill(run, { state: 'failed', code: 'STALLED', reason });
      },
      Math.min(this.#options.stallMs / 4, 1_000),
    );
    child.on('message', (raw) => {
      const { type, progress } = raw as WorkerMessage;
      // A heartbeat is no progress: only more records, or another artifact, are.
      const seen = progress.artifacts.map(({ state, records }) => `${state}${records}`).join();
      if (seen !== lastSeen) lastAdvance = Date.now();
      lastSeen = seen;
      this.#publish(run, progress);
      if (type === 'ended') run.recorded.resolve(progress);
    });
    child.on('error', (error) => {
      run.killed ??= { state: 'failed', code: 'INTERNAL', reason: `The worker could not be started (${error.name}).` };
      if (child.pid === undefined) void this.#leave(run, watchdog);
    });
    child.on('exit', () => void this.#leave(run, watchdog));
    const { dsn, tempPath, heartbeatMs = HEARTBEAT_EVERY_MS } = this.#options;
    const job: Job = {
      dsn,
      tempPath,
      backup: run.backup,
      path: run.path,
      run: run.id,
      keys: run.keys?.export() ?? null,
      heartbeatMs,
    };
    run.keys?.dispose();
    child.send(job);
  }

  async #leave(run: Run, watchdog: NodeJS.Timeout): Promise<void> {
    clearInterval(watchdog);
    await this.#settle(run);
    this.#active.delete(run);
    this.#next();
  }

  /** Records how a run ended whose worker could not do so itself, and clears away what it left. */
  async #settle(run: Run): Promise<void> {
    try {
      if (!isOver(run.progress)) {
        const ending = run.killed ?? {
          state: 'interrupted',
          code: 'INTERNAL',
          reason: 'The worker process ended unexpectedly; the earlier index is untouched.',
        };
        await this.#options.store.runs.fail(run.id, ending);
        const { state, code, reason } = ending;
        this.#publish(run, { ...run.progress, state, code, reason, finishedAt: Date.now() });
      }
      await sweepSandboxes(this.#options.tempPath);
    } catch (error) {
      run.recorded.reject(error);
      run.ended.reject(error);
      return;
    }
    run.recorded.resolve(run.progress);
    run.ended.resolve(run.progress);
  }

  #publish(run: Run, progress: RunProgress): void {
    run.progress = progress;
    for (const listener of this.#listeners.get(run.backup) ?? []) listener(progress);
  }
}

function isOver(progress: RunProgress): boolean {
  return progress.state !== 'queued' && progress.state !== 'running';
}
