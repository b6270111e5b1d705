import type { ClassKeys } from '../backup/types.ts';
import type { ArtifactChoice } from '../model/artifact-choice.ts';
import type { BackupId } from '../model/ids.ts';
import type { RunProgress } from '../model/progress.ts';
import type { BackupRecord } from '../storage/index.ts';

/** A backup that may be indexed next. */
export type ExpectedBackup = Pick<BackupRecord, 'path' | 'lastIndexedAt'>;

/** Starts, watches and cancels index runs, at most one per backup. The work is done in worker processes. */
export interface Indexer {
  /**
   * Queues a run. `keys` are required for an encrypted backup. They reach the worker over its IPC channel or sealed to
   * a key of the worker. The indexer takes ownership of them and disposes of them. `choice` says what this run and later
   * ones read, null for everything; if absent, what was chosen before.
   * @throws BACKUP_NOT_FOUND, CONFLICT (a run is in progress, here or in another process), BACKUP_LOCKED,
   * QUEUE_UNAVAILABLE
   */
  start(backup: BackupId, keys: ClassKeys | null, choice?: ArtifactChoice | null): Promise<RunProgress>;
  /**
   * Prepares for the first run of a backup while it is unlocked: if that fails, or no run follows soon, nothing is left.
   * Rejects like `unlocking`.
   */
  expect<T>(backup: ExpectedBackup, unlocking: () => Promise<T>): Promise<T>;
  /** The current or last run known to this process; null if there is none. */
  progress(backup: BackupId): RunProgress | null;
  /** Calls `listener` on every change (at most a few times per second) until the returned function is called. */
  watch(backup: BackupId, listener: (progress: RunProgress) => void): () => void;
  /**
   * Kills the worker; the earlier index is kept. Resolves when it has ended.
   * @throws NOT_FOUND if nothing is running here
   */
  cancel(backup: BackupId): Promise<void>;
  /** Resolves with the final progress of the current run. */
  wait(backup: BackupId): Promise<RunProgress>;
  /** Resolves when the last run is over and this process's worker has deleted the rows it superseded. */
  settled(backup: BackupId): Promise<void>;
  /** State of the queue itself, apart from the database. */
  report(): Promise<QueueReport>;
  /** Ends this process's part in its runs: the embedded indexer cancels them, remote workers continue. */
  close(): Promise<void>;
}

/** A worker connected to the queue. */
export interface QueueWorker {
  /** `host:process` unless another name was configured. */
  readonly name: string;
  /** Seconds since it connected. */
  readonly connectedSeconds: number;
}

/** A job in the queue: one worker's help with one run. */
export interface QueueJob {
  readonly id: string;
  readonly run: string;
  readonly state: 'waiting' | 'active' | 'delayed' | 'completed' | 'failed';
  /** Number of attempts. */
  readonly attempts: number;
  /** The current or last worker; null if none so far. */
  readonly worker: string | null;
  /** Error code of the last failure. */
  readonly code: string | null;
}

/** State of the queue. The embedded queue has no workers, and no jobs besides those in the database. */
export interface QueueReport {
  readonly kind: 'embedded' | 'redis';
  /** False if Redis does not respond. */
  readonly reachable: boolean;
  readonly workers: readonly QueueWorker[];
  readonly jobs: readonly QueueJob[];
}
