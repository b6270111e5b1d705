import { once } from 'node:events';
import { type Job, type JobsOptions, Queue } from 'bullmq';
import { ERROR_TABLE } from '../../model/errors.ts';
import type { QueueJob, QueueReport, QueueWorker } from '../types.ts';
import { openRedis, queueFailure, type RedisLink, type RedisWait, waitForRedis } from './redis-connection.ts';
import { jobIdOf, MAX_HELPERS, QUEUE_NAME, type RunJob, runOfJob } from './run-job.ts';

/** Result of a job: the state of its run at that time. */
export interface RunJobResult {
  readonly state: string;
}

/** Ended jobs are kept for a week, and at most this many. */
const KEPT = { age: 7 * 24 * 3600, count: 200 };

/** Timeout for a second connection after the first has succeeded, in milliseconds. */
const READY_MS = 5_000;

/** Maximum number of jobs in a report. */
const MAX_REPORTED = 200;

const JOB_OPTIONS: JobsOptions = {
  // Only errors that a retry may resolve are retried; all others end the job immediately.
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: KEPT,
  removeOnFail: KEPT,
  // A stack trace may contain data that was read; codes are sufficient.
  stackTraceLimit: 0,
};

/** States in which a job will still be processed. */
const UNFINISHED: ReadonlySet<string> = new Set(['active', 'waiting', 'delayed', 'prioritized', 'waiting-children']);

/** Job states included in a report. */
const REPORTED: readonly QueueJob['state'][] = ['active', 'waiting', 'delayed', 'failed', 'completed'];

/** The producing side of the queue, on a single connection. */
export class RunQueue {
  readonly #link: RedisLink;
  readonly #queue: Queue<RunJob, RunJobResult>;

  private constructor(link: RedisLink) {
    this.#link = link;
    this.#queue = new Queue(QUEUE_NAME, {
      connection: link.redis,
      defaultJobOptions: JOB_OPTIONS,
      // If Redis is unreachable, requests must fail instead of hanging.
      skipWaitingForReady: true,
    });
    // Every failing call reports the error itself.
    this.#queue.on('error', () => {});
  }

  /** Connects, retrying for the given time. @throws QUEUE_UNAVAILABLE */
  static async open(url: string, wait: RedisWait): Promise<RunQueue> {
    await waitForRedis(url, wait);
    const link = openRedis(url, 'commands');
    try {
      if (link.redis.status !== 'ready') await once(link.redis, 'ready', { signal: AbortSignal.timeout(READY_MS) });
      return new RunQueue(link);
    } catch (error) {
      await link.close(async () => {});
      throw queueFailure(error);
    }
  }

  /** Requests a worker's help with a run. Idempotent. @throws QUEUE_UNAVAILABLE */
  async add(job: RunJob, helper: number): Promise<void> {
    await this.#call(() => this.#queue.add('index', job, { jobId: jobIdOf(job.run, helper) }));
  }

  /** True if a worker has or will get a job of the run. @throws QUEUE_UNAVAILABLE */
  async isAlive(run: string): Promise<boolean> {
    const states = await this.#call(() =>
      Promise.all(Array.from({ length: MAX_HELPERS }, (_, helper) => this.#queue.getJobState(jobIdOf(run, helper)))),
    );
    return states.some((state) => UNFINISHED.has(state));
  }

  /** True if Redis has the first job of the run, in whatever state. @throws QUEUE_UNAVAILABLE */
  async isKnown(run: string): Promise<boolean> {
    return (await this.#call(() => this.#queue.getJobState(jobIdOf(run, 0)))) !== 'unknown';
  }

  /** True if a worker is processing a job of the run. @throws QUEUE_UNAVAILABLE */
  async isActive(run: string): Promise<boolean> {
    const active = await this.#call(() => this.#queue.getJobs(['active'], 0, MAX_REPORTED));
    return active.some((job) => job.id !== undefined && runOfJob(job.id) === run);
  }

  /** Removes jobs of the run that have not started. @throws QUEUE_UNAVAILABLE */
  async withdraw(run: string): Promise<void> {
    await this.#call(async () => {
      const jobs = await this.#queue.getJobs(['waiting', 'delayed'], 0, MAX_REPORTED);
      for (const job of jobs) if (job.id !== undefined && runOfJob(job.id) === run) await job.remove();
    });
  }

  /** The currently connected workers. @throws QUEUE_UNAVAILABLE */
  async workers(): Promise<QueueWorker[]> {
    const clients = await this.#call(() => this.#queue.getWorkers());
    return clients.map(({ rawname, age }) => ({
      name: workerName(rawname ?? ''),
      connectedSeconds: Number(age ?? 0),
    }));
  }

  /** Workers and jobs. Reports an unreachable Redis instead of throwing. */
  async report(): Promise<QueueReport> {
    try {
      const workers = await this.workers();
      const jobs = await this.#call(() =>
        Promise.all(
          REPORTED.map(async (state) => {
            const found = await this.#queue.getJobs([state], 0, MAX_REPORTED);
            return found.map((job) => queueJob(job, state));
          }),
        ),
      );
      return { kind: 'redis', reachable: true, workers, jobs: jobs.flat() };
    } catch (error) {
      if (queueFailure(error).code !== 'QUEUE_UNAVAILABLE') throw error;
      return { kind: 'redis', reachable: false, workers: [], jobs: [] };
    }
  }

  /** Closes the connection. */
  async close(): Promise<void> {
    await this.#link.close(() => this.#queue.close());
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#link.failure(error);
    }
  }
}

/** BullMQ names a worker's connection after its queue, `:w:` and the worker. */
function workerName(connection: string): string {
  const mark = connection.indexOf(':w:');
  return mark === -1 ? 'unnamed' : connection.slice(mark + 3);
}

function queueJob(job: Job<RunJob, RunJobResult>, state: QueueJob['state']): QueueJob {
  const id = job.id ?? '';
  return {
    id,
    run: runOfJob(id),
    state,
    attempts: job.attemptsStarted,
    worker: job.processedBy ?? null,
    code: state === 'failed' || state === 'delayed' ? codeOf(job.failedReason) : null,
  };
}

/** Our workers fail with codes; BullMQ itself fails jobs with its own messages after too many stalls. */
function codeOf(reason: string | undefined): string | null {
  if (reason === undefined || reason === '') return null;
  return reason in ERROR_TABLE ? reason : 'INTERNAL';
}
