import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { QueueEvents } from 'bullmq';
import type { artifactTables } from '../../artifacts/registry.ts';
import type { ClassKeys } from '../../backup/types.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import type { RunProgress } from '../../model/progress.ts';
import type { KeyHandover } from '../../sessions/index.ts';
import type { IndexRun, Store } from '../../storage/index.ts';
import { HEARTBEAT_EVERY_MS } from '../embedded-indexer.ts';
import { RunBoard, type WatchedRun } from '../run-board.ts';
import type { Indexer, QueueReport } from '../types.ts';
import { openRedis, type RedisLink, type RedisWait } from './redis-connection.ts';
import { MAX_HELPERS, QUEUE_NAME, RunEventSchema, type RunJob, runOfJob } from './run-job.ts';
import { RunQueue } from './run-queue.ts';

/** Between two looks at the runs under way, milliseconds. */
const CHECK_EVERY_MS = 2_000;
/** A run of which the queue knows nothing, and nobody has worked on for so long, is given up, milliseconds. */
const LOST_AFTER_MS = 4 * HEARTBEAT_EVERY_MS;
/** How long a cancelled run's workers are waited for, milliseconds. */
const CANCEL_WAIT_MS = 10_000;
/** Runs that are looked through for those that go on, at start. */
const RECENT = 500;
/** Begins the name under which leases of the queue's runs are taken. */
const OWNER = 'redis';

/** What the indexer on Redis needs to know. */
export interface RedisIndexerOptions {
  readonly store: Store<typeof artifactTables>;
  readonly redisUrl: string;
  readonly handover: KeyHandover;
}

/** Queues runs for workers elsewhere, holds their keys meanwhile, and follows them to their end. */
export class RedisIndexer implements Indexer {
  readonly #options: RedisIndexerOptions;
  readonly #board = new RunBoard();
  readonly #queue: RunQueue;
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
    this.#events.on('progress', ({ jobId, data }) => void this.#follow(jobId, (run) => seeEvent(run, data)));
    this.#events.on('completed', ({ jobId }) => void this.#follow(jobId, (run) => this.#check(run)));
    this.#events.on('failed', ({ jobId }) => void this.#follow(jobId, (run) => this.#check(run)));
    this.#checks = setInterval(() => void this.#checkAll(), CHECK_EVERY_MS);
  }

  /**
   * Starts it, and follows the runs that are under way from before.
   * @throws QUEUE_UNAVAILABLE when Redis does not answer for the time given, STORAGE_UNAVAILABLE
   */
  static async open(options: RedisIndexerOptions, wait: RedisWait): Promise<RedisIndexer> {
    const indexer = new RedisIndexer(options, await RunQueue.open(options.redisUrl, wait));
    try {
      await indexer.#events.waitUntilReady();
      for (const run of await options.store.runs.recent(RECENT)) {
        if (run.state === 'running' && run.owner.startsWith(`${OWNER}:`)) await indexer.#recall(run);
      }
      return indexer;
    } catch (error) {
      await indexer.close();
      throw error;
    }
  }

  async start(backup: BackupId, keys: ClassKeys | null): Promise<RunProgress> {
    const { store, handover } = this.#options;
    try {
      const { job, watched } = await this.#accept(backup, keys);
      if (keys !== null) handover.hold(job.run, keys);
      try {
        await this.#queue.add(job, 0);
      } catch (error) {
        handover.drop(job.run);
        const reason = msg('run.not-queued');
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

  progress(backup: BackupId): RunProgress | null {
    return this.#board.of(backup)?.progress ?? null;
  }

  watch(backup: BackupId, listener: (progress: RunProgress) => void): () => void {
    return this.#board.watch(backup, listener);
  }

  async cancel(backup: BackupId): Promise<void> {
    const run = this.#board.running(backup);
    const reason = msg('run.cancelled');
    await this.#options.store.runs.fail(run.id, { state: 'cancelled', code: 'CANCELLED', reason });
    await this.#check(run);
    await this.#queue.withdraw(run.id);
    // The run has ended; its workers see that and kill their processes.
    for (const end = Date.now() + CANCEL_WAIT_MS; Date.now() < end && (await this.#queue.isActive(run.id)); ) {
      await sleep(100);
    }
  }

  wait(backup: BackupId): Promise<RunProgress> {
    const run = this.#board.of(backup);
    if (run === null) return Promise.reject(new DomainError('NOT_FOUND', msg('detail.no-index-run-was-started-here')));
    return run.recorded.promise;
  }

  report(): Promise<QueueReport> {
    return this.#queue.report();
  }

  /** Forgets the keys. Workers that have theirs go on; what waits in the queue stays there. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#checks);
    this.#options.handover.close();
    await this.#link.close(() => this.#events.close());
    await this.#queue.close();
    const closing = new DomainError('CANCELLED', 'Apple Juicer is shutting down; the run goes on without it.');
    for (const run of this.#board.open()) run.recorded.reject(closing);
  }

  /** Takes the lease. */
  async #accept(backup: BackupId, keys: ClassKeys | null): Promise<{ job: RunJob; watched: WatchedRun }> {
    if (this.#closed) throw new DomainError('CONFLICT', 'Apple Juicer is shutting down.');
    const { store, handover } = this.#options;
    const record = await store.backups.get(backup);
    if (record.encrypted && keys === null) throw new DomainError('BACKUP_LOCKED');
    const server = keys === null ? null : handover.url;
    if (keys !== null && server === null) {
      throw new DomainError('CONFLICT', 'Workers have nobody to ask for the keys: the server does not listen yet.');
    }
    const workers = await this.#queue.workers();
    const run = await store.runs.acquire(backup, { owner: `${OWNER}:${hostname()}:${process.pid}` });
    const helpers = Math.min(MAX_HELPERS, Math.max(1, workers.length));
    return { job: { run: run.id, backup, server, helpers }, watched: this.#board.add(run) };
  }

  /** Does something for the run of a job, also when another process started it. */
  async #follow(jobId: string, use: (run: WatchedRun) => void | Promise<void>): Promise<void> {
    try {
      const id = runOfJob(jobId);
      const run = this.#board.open().find((open) => open.id === id) ?? (await this.#adopt(id));
      if (run !== null) await use(run);
    } catch {
      // The next check of all runs makes up for it.
    }
  }

  /** Follows a run that another process started, unless it has ended or is unknown. */
  async #adopt(id: string): Promise<WatchedRun | null> {
    const run = await this.#options.store.runs.get(id);
    return run.state === 'running' ? this.#recall(run) : null;
  }

  async #recall(run: IndexRun): Promise<WatchedRun> {
    const watched = this.#board.add(run);
    const pieces = await this.#options.store.pieces.list(run.id);
    if (pieces.length > 0) watched.begin(run.startedAt);
    watched.recall(pieces);
    return watched;
  }

  async #checkAll(): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    try {
      for (const run of this.#board.open()) {
        // While the database or Redis is away nothing can be said; the lease runs out by itself.
        await this.#check(run).catch(() => {});
      }
      await this.#options.store.runs.expireLeases().catch(() => {});
    } finally {
      this.#checking = false;
    }
  }

  /** Takes in what became of a run. One that waits keeps its lease; one that the queue has lost ends. */
  async #check(run: WatchedRun): Promise<void> {
    const { store, handover } = this.#options;
    let record = await store.runs.get(run.id);
    if (record.state === 'running') {
      const idleMs = Date.now() - record.heartbeatAt;
      if (idleMs < HEARTBEAT_EVERY_MS) return;
      if (await this.#queue.isAlive(run.id)) {
        await store.runs.heartbeat(run.id);
        return;
      }
      if (idleMs < LOST_AFTER_MS) return;
      const reason = msg('run.lost-by-queue');
      await store.runs.fail(run.id, { state: 'interrupted', code: 'INTERNAL', reason });
      record = await store.runs.get(run.id);
    }
    handover.drop(run.id);
    run.record(record);
  }
}

function seeEvent(run: WatchedRun, data: unknown): void {
  const event = RunEventSchema.safeParse(data);
  if (event.success) run.see(event.data);
}
