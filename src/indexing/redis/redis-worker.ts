import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq';
import type { artifactTables } from '../../artifacts/registry.ts';
import { sweepSandboxes } from '../../backup/index.ts';
import { type ErrorCode, isDomainError } from '../../model/errors.ts';
import type { ExportedKeys } from '../../sessions/index.ts';
import type { IndexRun, IndexRuns, Store } from '../../storage/index.ts';
import { endingOf, HEARTBEAT_EVERY_MS } from '../embedded-indexer.ts';
import type { RunEvent } from '../protocol.ts';
import { startWorker, type WorkerChild, type WorkerExit } from '../worker-child.ts';
import { fetchKeys, ServerAway } from './fetch-keys.ts';
import { openRedis, type RedisLink, type RedisWait } from './redis-connection.ts';
import { QUEUE_NAME, type RunJob, RunJobSchema } from './run-job.ts';
import { type RunJobResult, RunQueue } from './run-queue.ts';

type Ending = Parameters<IndexRuns['fail']>[1];

/** A worker that has not renewed its lock for so long has lost its job, milliseconds. */
const LOCK_MS = 10_000;
/** Between two looks for jobs whose worker was lost, milliseconds. */
const STALLED_CHECK_MS = 5_000;
/** How often a job may lose its worker. The pieces of its run have a limit of their own. */
const MAX_LOST_WORKERS = 10;
/** Between two looks whether a run was cancelled meanwhile, milliseconds. */
const CANCEL_CHECK_MS = 1_000;
/** How long a worker that is stopped takes to give its jobs back, at most, milliseconds; then their locks run out. */
const GIVE_BACK_WAIT_MS = 10_000;
/** A job that is given back is taken up again after this time, milliseconds. */
const GIVE_BACK_MS = 500;

/** What a worker needs to know. */
export interface RedisWorkerOptions {
  readonly store: Store<typeof artifactTables>;
  readonly dsn: string;
  readonly tempPath: string;
  readonly redisUrl: string;
  /** Shared with the servers: see `KeyHandover`. */
  readonly secret: string;
  /** What people call this worker. */
  readonly name: string;
  /** Worker processes at one time. */
  readonly concurrency: number;
  /** A run without progress for so long is ended, milliseconds. */
  readonly stallMs: number;
  /** Stores of fewer bytes are not shared with other workers. */
  readonly sliceFromBytes: number;
  /** Is told what becomes of jobs. */
  readonly onNews: (news: JobNews) => void;
}

/** What became of a job, for a log: ids and codes. */
export interface JobNews {
  readonly job: string;
  readonly state: 'active' | 'completed' | 'failed';
  readonly code?: string;
}

/**
 * Takes jobs from Redis and works on their runs in child processes, one for each job. The database says what there is to
 * do and how it ended; a job in Redis only says that help with a run is wanted, so that a lost one loses nothing.
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
    // Redis going away is no reason to end: the connections come back, and running children need it not.
    this.#worker.on('error', () => {});
    const { onNews } = options;
    this.#worker.on('active', ({ id = '' }) => onNews({ job: id, state: 'active' }));
    this.#worker.on('completed', ({ id = '' }) => onNews({ job: id, state: 'completed' }));
    this.#worker.on('failed', (job, { message }) => onNews({ job: job?.id ?? '', state: 'failed', code: message }));
  }

  /** Connects and takes jobs from then on. @throws QUEUE_UNAVAILABLE when Redis does not answer for the time given */
  static async open(options: RedisWorkerOptions, wait: RedisWait): Promise<RedisWorker> {
    const queue = await RunQueue.open(options.redisUrl, wait);
    const worker = new RedisWorker(options, queue);
    await worker.#worker.waitUntilReady();
    return worker;
  }

  /** Kills what runs, gives its jobs back to the queue for other workers, and disconnects. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const child of this.#children) child.kill();
    await this.#link.close(() => this.#worker.close(), GIVE_BACK_WAIT_MS);
    await this.#queue.close();
  }

  /** @throws UnrecoverableError with a code for what cannot go better, Error with a code for what can */
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
      // Only a code may reach Redis: the text of an error can name anything.
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
    const { path, encrypted } = await store.backups.get(backup);
    let keys: ExportedKeys | null = null;
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
    const tell = new Teller(job, name);
    const child = startWorker(
      {
        dsn,
        tempPath,
        backup,
        path,
        run,
        keys,
        heartbeatMs: HEARTBEAT_EVERY_MS,
        holder: id,
        worker: name,
        helpers,
        sliceFromBytes,
      },
      {
        stallMs,
        onEvent: (event) => {
          tell.event(event);
          if (event.type === 'planned') void this.#callOthers({ run, backup, server, helpers }, event);
        },
      },
    );
    this.#children.add(child);
    if (this.#closing) child.kill();
    const stopWatching = this.#killWhenEnded(run, child);
    const exit = await child.gone;
    stopWatching();
    this.#children.delete(child);
    await tell.done();
    await sweepSandboxes(tempPath);
    return exit;
  }

  async #keys(job: string, run: string, server: string | null): Promise<ExportedKeys> {
    // A job for an encrypted backup always names a server; one that does not was forged, and gets nowhere.
    if (server === null) throw new UnrecoverableError('BAD_REQUEST' satisfies ErrorCode);
    try {
      return await fetchKeys(this.#options.secret, { server, job, run });
    } catch (error) {
      if (!(error instanceof ServerAway)) throw error;
      throw new Retry({
        state: 'locked',
        code: 'BACKUP_LOCKED',
        reason: error.detail,
      });
    }
  }

  /** Once it is known what there is to read, as many workers are asked for help as there is work for. */
  async #callOthers(job: RunJob, { artifacts }: Extract<RunEvent, { type: 'planned' }>): Promise<void> {
    const pieces = artifacts.reduce(
      (sum, { unchanged, slices, outcome }) => sum + (unchanged || outcome !== null ? 0 : slices),
      0,
    );
    for (let helper = 1; helper < Math.min(job.helpers, pieces); helper++) {
      // Without them it only takes longer.
      await this.#queue.add(job, helper).catch(() => {});
    }
  }

  /** A run that was cancelled, or ended by another helper's failure, ends the child too. */
  #killWhenEnded(run: string, child: WorkerChild): () => void {
    const timer = setInterval(() => {
      // The child finds out by itself when the database is away.
      this.#killIfEnded(run, child).catch(() => {});
    }, CANCEL_CHECK_MS);
    return () => clearInterval(timer);
  }

  async #killIfEnded(run: string, child: WorkerChild): Promise<void> {
    const { state } = await this.#options.store.runs.get(run);
    // A child that has just recorded its success still clears up.
    if (state !== 'running' && state !== 'succeeded') child.kill();
  }

  /** What the end of a child means for its job. */
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

/** What can go better the next time, and what to record when that was the last one. */
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
  if (state === 'succeeded') return { state };
  throw new UnrecoverableError(errorCode ?? 'INTERNAL');
}

/** Passes events on to Redis, one after another; what cannot be sent is left out, as the database has it too. */
class Teller {
  readonly #job: Job;
  readonly #worker: string;
  #last: Promise<void> = Promise.resolve();

  constructor(job: Job, worker: string) {
    this.#job = job;
    this.#worker = worker;
  }

  event(event: RunEvent): void {
    const progress = { ...event, worker: this.#worker, at: Date.now() };
    this.#last = this.#last.then(() => this.#job.updateProgress(progress)).catch(() => {});
  }

  async done(): Promise<void> {
    await this.#last;
  }
}
