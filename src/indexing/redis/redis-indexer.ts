import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { QueueEvents } from 'bullmq';
import type { artifactTables } from '../../artifacts/registry.ts';
import type { ClassKeys } from '../../backup/types.ts';
import { msg, type StoredMessage } from '../../locales/messages.ts';
import type { ArtifactChoice } from '../../model/artifact-choice.ts';
import { DomainError, isDomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { isDeadOwner } from '../../model/process-owner.ts';
import type { RunProgress } from '../../model/progress.ts';
import type { KeyHandover } from '../../sessions/index.ts';
import type { IndexRun, Store } from '../../storage/index.ts';
import { HEARTBEAT_EVERY_MS } from '../embedded-indexer.ts';
import { RunRegistry, type WatchedRun } from '../run-registry.ts';
import type { ExpectedBackup, Indexer, QueueReport } from '../types.ts';
import { openRedis, queueFailure, type RedisLink, type RedisWait } from './redis-connection.ts';
import { MAX_HELPERS, QUEUE_NAME, RunEventSchema, type RunJob, runOfJob } from './run-job.ts';
import { RunQueue } from './run-queue.ts';

/** Interval between checks of the running runs in milliseconds. */
const CHECK_EVERY_MS = 2_000;
/** A job that Redis has lost is queued again if its run has had no heartbeat for this many milliseconds. */
const QUEUE_AGAIN_AFTER_MS = 2 * HEARTBEAT_EVERY_MS;
/** A run outside the queue without a heartbeat for this many milliseconds is given up. */
const LOST_AFTER_MS = 4 * HEARTBEAT_EVERY_MS;
/** Maximum time to wait for the workers of a cancelled run, in milliseconds. */
const CANCEL_WAIT_MS = 10_000;
/** Number of recent runs among which running ones are searched at start. */
const RECENT = 500;
/** Prefix of the owner of leases of queued runs. */
const OWNER = 'redis';

/** Dependencies of the Redis indexer. */
export interface RedisIndexerOptions {
  readonly store: Store<typeof artifactTables>;
  readonly redisUrl: string;
  readonly handover: KeyHandover;
}

/** Queues runs for external workers, keeps their keys meanwhile, and follows them until they end. */
export class RedisIndexer implements Indexer {
  readonly #options: RedisIndexerOptions;
  readonly #registry = new RunRegistry();
  readonly #queue: RunQueue;
  /** Jobs of unfinished runs that this process started, by run: their keys are here. */
  readonly #jobs = new Map<string, RunJob>();
  readonly #link: RedisLink;
  readonly #events: QueueEvents;
  readonly #checks: NodeJS.Timeout;
  #checking = false;
  #closed = false;

  private constructor(options: RedisIndexerOptions, queue: RunQueue) {
    this.#options = options;
    this.#queue = queue;
    this.#link = openRedis(options.redisUrl, 'blocking');
    this.#events = new QueueEvents(QUEUE_NAME, { connection: this.#link.redis });
    this.#events.on('error', () => {});
    this.#events.on('active', ({ jobId }) => void this.#follow(jobId, (run) => run.begin()));
    this.#events.on('progress', ({ jobId, data }) => void this.#follow(jobId, (run) => applyEvent(run, data)));
    this.#events.on('completed', ({ jobId }) => void this.#follow(jobId, (run) => this.#check(run)));
    this.#events.on('failed', ({ jobId }) => void this.#follow(jobId, (run) => this.#check(run)));
    this.#checks = setInterval(() => void this.#checkAll(), CHECK_EVERY_MS);
  }

  /**
   * Connects, and follows the runs that are already in progress.
   * @throws QUEUE_UNAVAILABLE if Redis does not respond in time
   * @throws STORAGE_UNAVAILABLE
   */
  static async open(options: RedisIndexerOptions, wait: RedisWait): Promise<RedisIndexer> {
    const indexer = new RedisIndexer(options, await RunQueue.open(options.redisUrl, wait));
    try {
      await indexer.#events.waitUntilReady();
      for (const run of await options.store.runs.recent(RECENT)) {
        if (run.state === 'running' && run.owner.startsWith(`${OWNER}:`)) await indexer.#restore(run);
      }
      return indexer;
    } catch (error) {
      await indexer.close();
      throw error;
    }
  }

  async start(backup: BackupId, keys: ClassKeys | null, choice?: ArtifactChoice | null): Promise<RunProgress> {
    const { store, handover } = this.#options;
    try {
      const { job, watched } = await this.#accept(backup, keys, choice);
      if (keys !== null) handover.hold(job.run, keys);
      try {
        await this.#queue.add(job, 0);
        this.#jobs.set(job.run, job);
      } catch (error) {
        handover.drop(job.run);
        const reason = reasonOf(queueFailure(error));
        await store.runs.fail(job.run, { state: 'failed', code: 'QUEUE_UNAVAILABLE', reason });
        await this.#check(watched);
        throw error;
      }
      return watched.progress;
    } catch (error) {
      keys?.dispose();
      throw error;
    }
  }

  /** Workers elsewhere take any run, so none can be prepared for one. */
  async expect<T>(_backup: ExpectedBackup, unlocking: () => Promise<T>): Promise<T> {
    return unlocking();
  }

  progress(backup: BackupId): RunProgress | null {
    return this.#registry.of(backup)?.progress ?? null;
  }

  watch(backup: BackupId, listener: (progress: RunProgress) => void): () => void {
    return this.#registry.watch(backup, listener);
  }

  async cancel(backup: BackupId): Promise<void> {
    const run = this.#registry.running(backup);
    const reason = msg('run.cancelled');
    await this.#options.store.runs.fail(run.id, { state: 'cancelled', code: 'CANCELLED', reason });
    await this.#check(run);
    // The run has ended; its workers notice that and kill their processes.
    try {
      await this.#queue.withdraw(run.id);
      for (const end = Date.now() + CANCEL_WAIT_MS; Date.now() < end && (await this.#queue.isActive(run.id)); ) {
        await sleep(100);
      }
    } catch (error) {
      // A job that stays in the queue ends as soon as a worker takes it.
      if (!isDomainError(error, 'QUEUE_UNAVAILABLE')) throw error;
    }
  }

  wait(backup: BackupId): Promise<RunProgress> {
    const run = this.#registry.of(backup);
    if (run === null) return Promise.reject(new DomainError('NOT_FOUND', msg('detail.no-run-started')));
    return run.recorded.promise;
  }

  /** Workers elsewhere clean up by themselves. */
  async settled(backup: BackupId): Promise<void> {
    await this.wait(backup);
  }

  report(): Promise<QueueReport> {
    return this.#queue.report();
  }

  /** Discards the keys. Workers that already have theirs continue; queued jobs stay in the queue. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#checks);
    this.#options.handover.close();
    await this.#link.close(() => this.#events.close());
    await this.#queue.close();
    const closing = new DomainError('CANCELLED', msg('detail.shutting-down'));
    for (const run of this.#registry.open()) run.recorded.reject(closing);
  }

  /** Acquires the lease. */
  async #accept(
    backup: BackupId,
    keys: ClassKeys | null,
    choice?: ArtifactChoice | null,
  ): Promise<{ job: RunJob; watched: WatchedRun }> {
    if (this.#closed) throw new DomainError('CONFLICT', msg('detail.shutting-down'));
    const { store, handover } = this.#options;
    const record = await store.backups.get(backup);
    if (record.encrypted && keys === null) throw new DomainError('BACKUP_LOCKED');
    const server = keys === null ? null : handover.url;
    if (keys !== null && server === null) {
      throw new DomainError('CONFLICT', msg('detail.server-not-listening'));
    }
    const workers = await this.#queue.workers();
    const run = await store.runs.acquire(backup, {
      owner: `${OWNER}:${hostname()}:${process.pid}`,
      isDead: isDeadOwner,
      ...(choice === undefined ? {} : { choice }),
    });
    const helpers = Math.min(MAX_HELPERS, Math.max(1, workers.length));
    return { job: { run: run.id, backup, server, helpers }, watched: this.#registry.add(run) };
  }

  /** Calls `use` with the run of a job, even if another process started it. */
  async #follow(jobId: string, use: (run: WatchedRun) => void | Promise<void>): Promise<void> {
    try {
      const id = runOfJob(jobId);
      const run = this.#registry.open().find((open) => open.id === id) ?? (await this.#adopt(id));
      if (run !== null) await use(run);
    } catch {
      // The next check of all runs compensates.
    }
  }

  /** Follows a run started by another process, unless it has ended or is unknown. */
  async #adopt(id: string): Promise<WatchedRun | null> {
    const run = await this.#options.store.runs.get(id);
    return run.state === 'running' ? this.#restore(run) : null;
  }

  async #restore(run: IndexRun): Promise<WatchedRun> {
    const watched = this.#registry.add(run);
    const pieces = await this.#options.store.pieces.list(run.id);
    if (pieces.length > 0) watched.begin(run.startedAt);
    watched.restore(pieces);
    return watched;
  }

  async #checkAll(): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    try {
      for (const run of this.#registry.open()) {
        // While the database or Redis is unavailable nothing is known; the lease expires on its own.
        await this.#check(run).catch(() => {});
      }
      await this.#options.store.runs.expireLeases(isDeadOwner).catch(() => {});
    } finally {
      this.#checking = false;
    }
  }

  /** Applies the recorded state of a run. Extends the lease of a queued one; see {@link #isQueued}. */
  async #check(run: WatchedRun): Promise<void> {
    const { store, handover } = this.#options;
    let record = await store.runs.get(run.id);
    if (record.state === 'running') {
      const idleMs = Date.now() - record.heartbeatAt;
      if (idleMs < HEARTBEAT_EVERY_MS) return;
      if (await this.#isQueued(run.id, idleMs)) {
        await store.runs.heartbeat(run.id);
        return;
      }
      if (idleMs < LOST_AFTER_MS) return;
      const reason = msg('run.lost-by-queue');
      await store.runs.fail(run.id, { state: 'interrupted', code: 'INTERNAL', reason });
      record = await store.runs.get(run.id);
    }
    handover.drop(run.id);
    this.#jobs.delete(run.id);
    run.record(record);
  }

  /**
   * True if a worker has or will get a job of the run. A run that this process started also waits for a Redis that is
   * away, and its job is queued again if Redis has lost it with its data.
   */
  async #isQueued(run: string, idleMs: number): Promise<boolean> {
    const job = this.#jobs.get(run);
    try {
      if (await this.#queue.isAlive(run)) return true;
      if (job === undefined || idleMs < QUEUE_AGAIN_AFTER_MS || (await this.#queue.isKnown(run))) return false;
      await this.#queue.add(job, 0);
      return true;
    } catch (error) {
      if (job !== undefined && isDomainError(error, 'QUEUE_UNAVAILABLE')) return true;
      throw error;
    }
  }
}

/** Why a run could not be queued. */
function reasonOf({ detail }: DomainError): StoredMessage {
  return detail.code === 'detail.redis-away' ? msg('run.not-queued') : detail;
}

function applyEvent(run: WatchedRun, data: unknown): void {
  const event = RunEventSchema.safeParse(data);
  if (event.success) run.apply(event.data);
}
