import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq';
import type { artifactTables } from '../../artifacts/registry.ts';
import { sweepSandboxes } from '../../backup/index.ts';
import { type ErrorCode, isDomainError } from '../../model/errors.ts';
import { isIndexed } from '../../model/progress.ts';
import type { IndexRun, IndexRuns, Store } from '../../storage/index.ts';
import { endingOf, HEARTBEAT_EVERY_MS } from '../embedded-indexer.ts';
import type { RunEvent } from '../protocol.ts';
import { startWorker, type WorkerChild, type WorkerExit } from '../worker-child.ts';
import { fetchKeys, ServerUnavailable } from './fetch-keys.ts';
import { openRedis, type RedisLink, type RedisWait } from './redis-connection.ts';
import { QUEUE_NAME, type RunJob, RunJobSchema } from './run-job.ts';
import { type RunJobResult, RunQueue } from './run-queue.ts';

type Ending = Parameters<IndexRuns['fail']>[1];

/** A worker that has not renewed its lock for this many milliseconds has lost its job. */
const LOCK_MS = 10_000;
/** Interval between checks for jobs whose worker was lost, in milliseconds. */
const STALLED_CHECK_MS = 5_000;
/** How often a job may lose its worker. The pieces of its run have a separate limit. */
const MAX_LOST_WORKERS = 10;
/** Interval between checks for cancelled runs in milliseconds. */
const CANCEL_CHECK_MS = 1_000;
/** Maximum time for a stopping worker to return its jobs, in milliseconds; then their locks expire. */
const GIVE_BACK_WAIT_MS = 10_000;
/** Delay until a returned job is available again, in milliseconds. */
const GIVE_BACK_MS = 500;

/** Dependencies and settings of a worker. */
export interface RedisWorkerOptions {
  readonly store: Store<typeof artifactTables>;
  readonly dsn: string;
  readonly tempPath: string | null;
  readonly redisUrl: string;
  /** Shared with the servers; see `KeyHandover`. */
  readonly secret: string;
  /** Display name of this worker. */
  readonly name: string;
  /** Maximum number of concurrent worker processes. */
  readonly concurrency: number;
  /** A run without progress for this many milliseconds is ended. */
  readonly stallMs: number;
  /** Stores smaller than this are not shared with other workers. */
  readonly sliceFromBytes: number;
  /** Called when the state of a job changes. */
  readonly onJobEvent: (event: JobEvent) => void;
}

/** A change of a job's state for the log: ids and codes only. */
export interface JobEvent {
  readonly job: string;
  readonly state: 'active' | 'completed' | 'failed';
  readonly code?: string;
}

/**
 * Takes jobs from Redis and works on their runs in child processes, one per job. The database holds the work and its
 * results; a job in Redis only requests help with a run, so a lost job loses nothing.
 */
export class RedisWorker {
  readonly #options: RedisWorkerOptions;
  readonly #queue: RunQueue;
  readonly #link: RedisLink;
  readonly #worker: Worker<RunJob, RunJobResult>;
  readonly #children = new Set<WorkerChild>();
  #closing = false;

  private constructor(options: RedisWorkerOptions, queue: RunQueue) {
    this.#options = options;
    this.#queue = queue;
    this.#link = openRedis(options.redisUrl, 'blocking');
    this.#worker = new Worker(QUEUE_NAME, (job, token) => this.#process(job, token ?? ''), {
      connection: this.#link.redis,
      name: options.name,
      concurrency: options.concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: MAX_LOST_WORKERS,
    });
    // Losing Redis does not end the worker: connections are restored, and running children do not need it.
    this.#worker.on('error', () => {});
    const { onJobEvent } = options;
    this.#worker.on('active', ({ id = '' }) => onJobEvent({ job: id, state: 'active' }));
    this.#worker.on('completed', ({ id = '' }) => onJobEvent({ job: id, state: 'completed' }));
    this.#worker.on('failed', (job, { message }) => onJobEvent({ job: job?.id ?? '', state: 'failed', code: message }));
  }

  /** Connects and starts taking jobs. @throws QUEUE_UNAVAILABLE if Redis does not respond in time */
  static async open(options: RedisWorkerOptions, wait: RedisWait): Promise<RedisWorker> {
    const queue = await RunQueue.open(options.redisUrl, wait);
    const worker = new RedisWorker(options, queue);
    await worker.#worker.waitUntilReady();
    return worker;
  }

  /** Kills the child processes, returns their jobs to the queue for other workers, and disconnects. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const child of this.#children) child.kill();
    await this.#link.close(() => this.#worker.close(), GIVE_BACK_WAIT_MS);
    await this.#queue.close();
  }

  /** @throws UnrecoverableError with a code if a retry cannot succeed, else Error with a code */
  async #process(job: Job<RunJob, RunJobResult>, token: string): Promise<RunJobResult> {
    const data = RunJobSchema.safeParse(job.data);
    if (!data.success || job.id === undefined) throw new UnrecoverableError('BAD_REQUEST' satisfies ErrorCode);
    const { run } = data.data;
    try {
      const exit = await this.#help(job.id, data.data, job);
      return await this.#conclude(exit, run, job, token);
    } catch (error) {
      if (error instanceof UnrecoverableError || error instanceof DelayedError) throw error;
      const retry = asRetry(error);
      // Only the code may reach Redis: error messages can contain anything.
      if (retry === null) throw new UnrecoverableError(isDomainError(error) ? error.code : 'INTERNAL');
      if (job.attemptsMade + 1 < (job.opts.attempts ?? 1)) throw retry;
      await this.#options.store.runs.fail(run, retry.ending);
      throw new UnrecoverableError(retry.ending.code);
    }
  }

  /** Works on the run until nothing is left for this worker. */
  async #help(id: string, { run, backup, server, helpers }: RunJob, job: Job): Promise<WorkerExit> {
    const { store, dsn, tempPath, name, stallMs, sliceFromBytes } = this.#options;
    const before = await store.runs.get(run);
    if (before.state !== 'running') return { state: 'ended' };
    if (before.backup !== backup) throw new UnrecoverableError('BAD_REQUEST' satisfies ErrorCode);
    const { path, encrypted, lastIndexedAt } = await store.backups.get(backup);
    let keys: Uint8Array | null = null;
    if (encrypted) {
      try {
        keys = await this.#keys(id, run, server);
      } catch (error) {
        if (!isDomainError(error)) throw error;
        const state = error.code === 'BACKUP_LOCKED' ? 'locked' : 'failed';
        await store.runs.fail(run, { state, code: error.code, reason: error.detail });
        return { state: 'ended' };
      }
    }
    const publisher = new EventPublisher(job, name);
    const child = startWorker(
      {
        dsn,
        tempPath,
        backup,
        path,
        run,
        heartbeatMs: HEARTBEAT_EVERY_MS,
        holder: id,
        worker: name,
        previews: true,
        isFirst: lastIndexedAt === null,
        helpers,
        sliceFromBytes,
      },
      keys,
      {
        stallMs,
        onEvent: (event) => {
          publisher.publish(event);
          if (event.type === 'planned') void this.#requestHelp({ run, backup, server, helpers }, event);
        },
      },
    );
    this.#children.add(child);
    if (this.#closing) child.kill();
    const stopWatching = this.#killWhenEnded(run, child);
    const exit = await child.gone;
    stopWatching();
    this.#children.delete(child);
    await publisher.done();
    await sweepSandboxes(tempPath);
    return exit;
  }

  async #keys(job: string, run: string, server: string | null): Promise<Uint8Array> {
    // Jobs for encrypted backups always name a server; one that does not was forged.
    if (server === null) throw new UnrecoverableError('BAD_REQUEST' satisfies ErrorCode);
    try {
      return await fetchKeys(this.#options.secret, { server, job, run });
    } catch (error) {
      if (!(error instanceof ServerUnavailable)) throw error;
      throw new Retry({
        state: 'locked',
        code: 'BACKUP_LOCKED',
        reason: error.detail,
      });
    }
  }

  /** Once the amount of work is known, requests help from as many workers as there are pieces. */
  async #requestHelp(job: RunJob, { artifacts }: Extract<RunEvent, { type: 'planned' }>): Promise<void> {
    const pieces = artifacts.reduce(
      (sum, { unchanged, slices, outcome }) => sum + (unchanged || outcome !== null ? 0 : slices),
      0,
    );
    for (let helper = 1; helper < Math.min(job.helpers, pieces); helper++) {
      // Without help the run only takes longer.
      await this.#queue.add(job, helper).catch(() => {});
    }
  }

  /** Kills the child when its run is cancelled or ended by another helper's failure. */
  #killWhenEnded(run: string, child: WorkerChild): () => void {
    const timer = setInterval(() => {
      // If the database is unavailable, the child notices itself.
      this.#killIfEnded(run, child).catch(() => {});
    }, CANCEL_CHECK_MS);
    return () => clearInterval(timer);
  }

  async #killIfEnded(run: string, child: WorkerChild): Promise<void> {
    const { state } = await this.#options.store.runs.get(run);
    // A child that has just recorded its success is still cleaning up.
    if (state !== 'running' && !isIndexed(state)) child.kill();
  }

  /** Determines the result of a job from the exit of its child. */
  async #conclude(exit: WorkerExit, run: string, job: Job<RunJob, RunJobResult>, token: string): Promise<RunJobResult> {
    const { store, stallMs } = this.#options;
    if (exit.state === 'stalled') await store.runs.fail(run, endingOf(exit, stallMs));
    const record = await store.runs.get(run);
    if (record.state !== 'running') return resultOf(record);
    if (exit.state === 'left') return { state: record.state };
    if (this.#closing) {
      await job.moveToDelayed(Date.now() + GIVE_BACK_MS, token);
      throw new DelayedError();
    }
    throw new Retry(endingOf(exit, stallMs));
  }
}

/** An error after which a retry may succeed, with the ending to record if it was the last attempt. */
class Retry extends Error {
  override readonly name = 'Retry';
  readonly ending: Ending;

  constructor(ending: Ending) {
    super(ending.code);
    this.ending = ending;
  }
}

function asRetry(error: unknown): Retry | null {
  if (error instanceof Retry) return error;
  if (!isDomainError(error, 'STORAGE_UNAVAILABLE')) return null;
  return new Retry({ state: 'interrupted', code: error.code, reason: error.detail });
}

function resultOf({ state, errorCode }: IndexRun): RunJobResult {
  if (isIndexed(state)) return { state };
  throw new UnrecoverableError(errorCode ?? 'INTERNAL');
}

/** Sends events to Redis, one at a time. Failures are ignored, as the database has the same state. */
class EventPublisher {
  readonly #job: Job;
  readonly #worker: string;
  #last: Promise<void> = Promise.resolve();

  constructor(job: Job, worker: string) {
    this.#job = job;
    this.#worker = worker;
  }

  publish(event: RunEvent): void {
    const progress = { ...event, worker: this.#worker, at: Date.now() };
    this.#last = this.#last.then(() => this.#job.updateProgress(progress)).catch(() => {});
  }

  async done(): Promise<void> {
    await this.#last;
  }
}
