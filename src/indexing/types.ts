import type { ClassKeys } from '../backup/types.ts';
import type { BackupId } from '../model/ids.ts';
import type { RunProgress } from '../model/progress.ts';

/** Starts, watches and cancels index runs. One run per backup, whoever asks; the work is done in worker processes. */
export interface Indexer {
  /**
   * Queues a run. `keys` are needed for an encrypted backup and go to the worker over its IPC channel, or sealed to a key
   * that the worker made; they are the indexer's from here on, which disposes of them.
   * @throws BACKUP_NOT_FOUND, CONFLICT (a run is under way, here or in another process), BACKUP_LOCKED, QUEUE_UNAVAILABLE
   */
  start(backup: BackupId, keys: ClassKeys | null): Promise<RunProgress>;
  /** The run under way or the last one of this process; null when there is none. */
  progress(backup: BackupId): RunProgress | null;
  /** Calls `listener` at every change (at most some times a second) until the returned function is called. */
  watch(backup: BackupId, listener: (progress: RunProgress) => void): () => void;
  /** Kills the worker; the earlier index stays. Resolves when it is gone. @throws NOT_FOUND when nothing runs here */
  cancel(backup: BackupId): Promise<void>;
  /** Resolves with the last progress of the run under way. */
  wait(backup: BackupId): Promise<RunProgress>;
  /** What the queue itself knows, besides the database. */
  report(): Promise<QueueReport>;
  /** Ends what this process does for its runs: the embedded indexer cancels them, workers elsewhere go on. */
  close(): Promise<void>;
}

/** A worker that is connected to the queue. */
export interface QueueWorker {
  /** `host:process` unless it was given another name. */
  readonly name: string;
  /** Seconds it has been connected. */
  readonly connectedSeconds: number;
}

/** A job as the queue has it: help with one run. */
export interface QueueJob {
  readonly id: string;
  readonly run: string;
  readonly state: 'waiting' | 'active' | 'delayed' | 'completed' | 'failed';
  /** How often it was begun. */
  readonly attempts: number;
  /** Who has it, or had it last; null before anybody did. */
  readonly worker: string | null;
  /** Error code of the last failure. */
  readonly code: string | null;
}

/** What the queue knows. The embedded one has neither workers nor jobs that are not in the database. */
export interface QueueReport {
  readonly kind: 'embedded' | 'redis';
  /** False while Redis does not answer. */
  readonly reachable: boolean;
  readonly workers: readonly QueueWorker[];
  readonly jobs: readonly QueueJob[];
}
