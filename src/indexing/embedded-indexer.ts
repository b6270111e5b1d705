import { setTimeout } from 'node:timers/promises';
import type { artifactTables } from '../artifacts/registry.ts';
import { sweepSandboxes } from '../backup/index.ts';
import type { ClassKeys } from '../backup/types.ts';
import { msg } from '../locales/messages.ts';
import type { ArtifactChoice } from '../model/artifact-choice.ts';
import { DomainError, isDomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import { isDeadOwner, processOwner } from '../model/process-owner.ts';
import type { RunProgress } from '../model/progress.ts';
import type { IndexRuns, Store } from '../storage/index.ts';
import { RunRegistry, type WatchedRun } from './run-registry.ts';
import type { ExpectedBackup, Indexer, QueueReport } from './types.ts';
import { startWorker, WaitingWorker, type WorkerChild, type WorkerExit } from './worker-child.ts';

/** Interval between heartbeats of a lease in milliseconds, both while the run is queued and by its worker. */
export const HEARTBEAT_EVERY_MS = 5_000;

/** Time after a backup was unlocked in which its run is expected, in milliseconds. */
const EXPECTED_WITHIN_MS = 10_000;

/** The embedded queue has one worker for a run, which reads every store as a whole. */
const ALONE = { helpers: 1, sliceFromBytes: Number.MAX_SAFE_INTEGER };

/** Dependencies and settings of the embedded indexer. */
export interface EmbeddedIndexerOptions {
  readonly store: Store<typeof artifactTables>;
  readonly dsn: string;
  readonly tempPath: string | null;
  /** Maximum number of concurrent worker processes. */
  readonly concurrency: number;
  /** False if an index is not shown before its run ends. */
  readonly previews: boolean;
  /** A run without progress for this many milliseconds is killed. */
  readonly stallMs: number;
  /** Interval between heartbeats of a lease in milliseconds; for tests. */
  readonly heartbeatMs?: number;
  /** Time after a backup was unlocked in which its run is expected, in milliseconds; for tests. */
  readonly expectedWithinMs?: number;
}

type Ending = Parameters<IndexRuns['fail']>[1];

interface Run {
  readonly watched: WatchedRun;
  readonly path: string;
  readonly isFirst: boolean;
  readonly keys: ClassKeys | null;
  child: WorkerChild | null;
  /** Why the worker was killed; null if it was not. */
  killed: Ending | null;
  /** Resolves when the run has ended and its process has exited. */
  readonly ended: PromiseWithResolvers<void>;
}

/** Runs indexing in child processes of this process, in order of arrival. */
export class EmbeddedIndexer implements Indexer {
  readonly #options: EmbeddedIndexerOptions;
  readonly #registry = new RunRegistry();
  readonly #queue: Run[] = [];
  readonly #active = new Set<Run>();
  /** A process for the next first run. */
  #waiting: WaitingWorker | null = null;
  #closed = false;

  constructor(options: EmbeddedIndexerOptions) {
    this.#options = options;
  }

  async start(backup: BackupId, keys: ClassKeys | null, choice?: ArtifactChoice | null): Promise<RunProgress> {
    let run: Run;
    try {
      run = await this.#accept(backup, keys, choice);
    } catch (error) {
      keys?.dispose();
      throw error;
    }
    this.#queue.push(run);
    this.#next();
    this.#keepLease(run);
    return run.watched.progress;
  }

  async expect<T>({ path, lastIndexedAt }: ExpectedBackup, unlocking: () => Promise<T>): Promise<T> {
    const { dsn, tempPath, previews, concurrency, expectedWithinMs = EXPECTED_WITHIN_MS } = this.#options;
    const isOfUse = previews && lastIndexedAt === null && this.#waiting === null && !this.#closed;
    if (!isOfUse || this.#open().length >= concurrency) return unlocking();
    const waiting = new WaitingWorker({ dsn, path, tempPath, ...ALONE });
    this.#waiting = waiting;
    try {
      const unlocked = await unlocking();
      void setTimeout(expectedWithinMs, undefined, { ref: false }).then(() => this.#endWaiting(waiting));
      return unlocked;
    } catch (error) {
      this.#endWaiting(waiting);
      throw error;
    }
  }

  #endWaiting(waiting: WaitingWorker): void {
    waiting.stop();
    if (this.#waiting === waiting) this.#waiting = null;
  }

  progress(backup: BackupId): RunProgress | null {
    return this.#registry.of(backup)?.progress ?? null;
  }

  watch(backup: BackupId, listener: (progress: RunProgress) => void): () => void {
    return this.#registry.watch(backup, listener);
  }

  async cancel(backup: BackupId): Promise<void> {
    const watched = this.#registry.running(backup);
    const run = this.#open().find((open) => open.watched === watched);
    if (run === undefined) return;
    this.#kill(run, { state: 'cancelled', code: 'CANCELLED', reason: msg('run.cancelled') });
    await run.ended.promise;
  }

  wait(backup: BackupId): Promise<RunProgress> {
    const run = this.#registry.of(backup);
    if (run === null) return Promise.reject(new DomainError('NOT_FOUND', msg('detail.no-run-started')));
    return run.recorded.promise;
  }

  async settled(backup: BackupId): Promise<void> {
    const watched = this.#registry.of(backup);
    await this.#open().find((open) => open.watched === watched)?.ended.promise;
  }

  async report(): Promise<QueueReport> {
    return { kind: 'embedded', reachable: true, workers: [], jobs: [] };
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#waiting !== null) this.#endWaiting(this.#waiting);
    const open = this.#open();
    for (const run of open) {
      this.#kill(run, { state: 'interrupted', code: 'CANCELLED', reason: msg('run.stopped') });
    }
    await Promise.all(open.map((run) => run.ended.promise));
  }

  #open(): Run[] {
    return [...this.#queue, ...this.#active];
  }

  /** Acquires the lease. */
  async #accept(backup: BackupId, keys: ClassKeys | null, choice?: ArtifactChoice | null): Promise<Run> {
    if (this.#closed) throw new DomainError('CONFLICT', msg('detail.shutting-down'));
    const { store } = this.#options;
    const record = await store.backups.get(backup);
    if (record.encrypted && keys === null) throw new DomainError('BACKUP_LOCKED');
    const watched = this.#registry.add(
      await store.runs.acquire(backup, {
        owner: processOwner(),
        isDead: isDeadOwner,
        ...(choice === undefined ? {} : { choice }),
      }),
    );
    const ended = Promise.withResolvers<void>();
    ended.promise.catch(() => {});
    return {
      watched,
      path: record.path,
      isFirst: record.lastIndexedAt === null,
      keys,
      child: null,
      killed: null,
      ended,
    };
  }

  /** Kills the worker, or removes the run from the queue if it has none yet. */
  #kill(run: Run, ending: Ending): void {
    run.killed ??= ending;
    if (run.child !== null) {
      run.child.kill();
      return;
    }
    const place = this.#queue.indexOf(run);
    if (place === -1) return;
    this.#queue.splice(place, 1);
    run.keys?.dispose();
    void this.#settle(run, { state: 'killed' });
  }

  /** Extends the lease of a queued run; once it has a worker, the worker does so. */
  #keepLease(run: Run): void {
    if (!this.#queue.includes(run)) return;
    const timer = setInterval(() => {
      if (!this.#queue.includes(run)) clearInterval(timer);
      else this.#options.store.runs.heartbeat(run.watched.id).catch((error: unknown) => this.#lose(run, error));
    }, this.#options.heartbeatMs ?? HEARTBEAT_EVERY_MS);
    // Do not keep the process alive until the next heartbeat.
    timer.unref();
  }

  #lose(run: Run, error: unknown): void {
    const problem = isDomainError(error) ? error.detail : error instanceof Error ? error.message : String(error);
    const reason = msg('run.lease-lost', { problem });
    this.#kill(run, { state: 'interrupted', code: 'INTERNAL', reason });
  }

  #next(): void {
    while (this.#active.size < this.#options.concurrency) {
      const run = this.#queue.shift();
      if (run === undefined) return;
      this.#active.add(run);
      void this.#perform(run);
    }
  }

  async #perform(run: Run): Promise<void> {
    const { dsn, tempPath, previews, stallMs, heartbeatMs = HEARTBEAT_EVERY_MS } = this.#options;
    const { watched, path, isFirst } = run;
    const worker = `process:${process.pid}`;
    const waiting = this.#waiting;
    const keys = run.keys?.export() ?? null;
    run.keys?.dispose();
    watched.begin();
    let recording: Promise<void> = Promise.resolve();
    run.child = startWorker(
      {
        dsn,
        tempPath,
        backup: watched.backup,
        path,
        run: watched.id,
        heartbeatMs,
        holder: worker,
        worker,
        previews,
        isFirst,
        ...ALONE,
      },
      keys,
      {
        stallMs,
        onEvent: (event) => watched.apply(event),
        onEnd: () => {
          recording = this.#record(run);
          // Errors show up again when the run is settled.
          recording.catch(() => {});
        },
      },
      waiting,
    );
    if (waiting?.isTaken === true) this.#waiting = null;
    const exit = await run.child.gone;
    await recording.catch(() => {});
    await this.#settle(run, exit);
    this.#active.delete(run);
    this.#next();
  }

  async #record({ watched }: Run): Promise<void> {
    watched.record(await this.#options.store.runs.get(watched.id));
  }

  /** Records the end of a run whose worker could not do so itself, and cleans up after it. */
  async #settle(run: Run, exit: WorkerExit): Promise<void> {
    const { watched, ended } = run;
    const ending = run.killed ?? endingOf(exit, this.#options.stallMs);
    try {
      await this.#endAndSweep(run, ending);
    } catch (error) {
      watched.recorded.reject(error);
      ended.reject(error);
      void this.#endLater(run, ending);
      return;
    }
    ended.resolve();
  }

  /** The sandbox is swept whether or not the end could be recorded. */
  async #endAndSweep(run: Run, ending: Ending): Promise<void> {
    try {
      await this.#end(run, ending);
    } finally {
      await sweepSandboxes(this.#options.tempPath);
    }
  }

  async #end(run: Run, ending: Ending): Promise<void> {
    const { watched } = run;
    if (watched.isOver) return;
    // Has no effect if the worker recorded the end itself.
    await this.#options.store.runs.fail(watched.id, ending);
    await this.#record(run);
  }

  /**
   * Retries recording the end until the database accepts it. The run belongs to this live process, so no other process
   * ends it: without a retry the backup would stay “being indexed” and could not be indexed again.
   */
  async #endLater(run: Run, ending: Ending): Promise<void> {
    const { heartbeatMs = HEARTBEAT_EVERY_MS } = this.#options;
    while (!this.#closed) {
      await setTimeout(heartbeatMs, undefined, { ref: false });
      try {
        return await this.#end(run, ending);
      } catch (error) {
        if (!isDomainError(error, 'STORAGE_UNAVAILABLE', 'DISK_FULL')) return;
      }
    }
  }
}

/** The ending to record for a run whose worker process exited without recording one. */
export function endingOf(exit: WorkerExit, stallMs: number): Ending {
  if (exit.state === 'stalled') {
    const seconds = Math.round(stallMs / 1000);
    return { state: 'failed', code: 'STALLED', reason: msg('run.stalled', { seconds }) };
  }
  if (exit.state === 'lost') return { state: 'interrupted', code: exit.code, reason: exit.reason };
  return { state: 'interrupted', code: 'INTERNAL', reason: msg('run.worker-ended') };
}
