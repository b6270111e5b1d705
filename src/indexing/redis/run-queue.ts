import { once } from 'node:events';
import { type Job, type JobsOptions, Queue } from 'bullmq';
import { ERROR_TABLE } from '../../model/errors.ts';
import type { QueueJob, QueueReport, QueueWorker } from '../types.ts';
import { openRedis, queueFailure, type RedisLink, type RedisWait, waitForRedis } from './redis-connection.ts';
import { jobIdOf, MAX_HELPERS, QUEUE_NAME, type RunJob, runOfJob } from './run-job.ts';

/** What a job's end says: how its run stood then. */
export interface RunJobResult {
  readonly state: string;
}

/** Jobs that ended are kept for looking at: a week, and no more than these. */
const KEPT = { age: 7 * 24 * 3600, count: 200 };

/** How long a second connection may take where the first was answered, milliseconds. */
const READY_MS = 5_000;

/** Jobs that a report lists. */
const MAX_REPORTED = 200;

const JOB_OPTIONS: JobsOptions = {
  // Only what can go better the next time is tried again; everything else ends a job at once.
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: KEPT,
  removeOnFail: KEPT,
  // A stack may name what was read; codes say enough.
  stackTraceLimit: 0,
};

/** States in which a job will still be worked on. */
const ALIVE: ReadonlySet<string> = new Set(['active', 'waiting', 'delayed', 'prioritized', 'waiting-children']);

/** What is read of a job for a report. */
const REPORTED: readonly QueueJob['state'][] = ['active', 'waiting', 'delayed', 'failed', 'completed'];

/** The producing side of the queue, on one connection that is opened once. */
export class RunQueue {
  readonly #link: RedisLink;
  readonly #queue: Queue<RunJob, RunJobResult>;

  private constructor(link: RedisLink) {
    this.#link = link;
    this.#queue = new Queue(QUEUE_NAME, {
      connection: link.redis,
      defaultJobOptions: JOB_OPTIONS,
      // While Redis is away, requests are to be told so and not to hang.
      skipWaitingForReady: true,
    });
    // Every call that fails says so itself.
    this.#queue.on('error', () => {});
  }

  /** Connects, trying again for the time given. @throws QUEUE_UNAVAILABLE */
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

  /** Asks for a worker's help with a run. Asking twice is asking once. @throws QUEUE_UNAVAILABLE */
  async add(job: RunJob, helper: number): Promise<void> {
    await this.#call(() => this.#queue.add('index', job, { jobId: jobIdOf(job.run, helper) }));
  }

  /** True while a worker has, or will get, a job of the run. @throws QUEUE_UNAVAILABLE */
  async isAlive(run: string): Promise<boolean> {
    const states = await this.#call(() =>
      Promise.all(Array.from({ length: MAX_HELPERS }, (_, helper) => this.#queue.getJobState(jobIdOf(run, helper)))),
    );
    return states.some((state) => ALIVE.has(state));
  }

  /** True while a worker has a job of the run in hand. @throws QUEUE_UNAVAILABLE */
  async isActive(run: string): Promise<boolean> {
    const active = await this.#call(() => this.#queue.getJobs(['active'], 0, MAX_REPORTED));
    return active.some((job) => job.id !== undefined && runOfJob(job.id) === run);
  }

  /** Takes jobs of the run that nobody has begun out of the queue. @throws QUEUE_UNAVAILABLE */
  async withdraw(run: string): Promise<void> {
    await this.#call(async () => {
      const jobs = await this.#queue.getJobs(['waiting', 'delayed'], 0, MAX_REPORTED);
      for (const job of jobs) if (job.id !== undefined && runOfJob(job.id) === run) await job.remove();
    });
  }

  /** The workers that are connected now. @throws QUEUE_UNAVAILABLE */
  async workers(): Promise<QueueWorker[]> {
    const clients = await this.#call(() => this.#queue.getWorkers());
    return clients.map(({ rawname, age }) => ({
      name: workerName(rawname ?? ''),
      connectedSeconds: Number(age ?? 0),
    }));
  }

  /** Workers and jobs; says so where Redis does not answer. */
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
      throw queueFailure(error);
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

/** Our workers fail with codes; the queue itself fails jobs in its own words, when they stalled too often. */
function codeOf(reason: string | undefined): string | null {
  if (reason === undefined || reason === '') return null;
  return reason in ERROR_TABLE ? reason : 'INTERNAL';
}
