import type { ClassKeys } from '../backup/types.ts';
import type { BackupId } from '../model/ids.ts';
import type { RunProgress } from '../model/progress.ts';

/** Starts, watches and cancels index runs. One run per backup, whoever asks; the work is done in worker processes. */
export interface Indexer {
  /**
   * Queues a run. `keys` are needed for an encrypted backup and go to the worker over its IPC channel only; they are
   * the indexer's from here on, which disposes of them.
   * @throws BACKUP_NOT_FOUND, CONFLICT (a run is under way, here or in another process), BACKUP_LOCKED
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
  /** Cancels what runs and waits for the worker processes to end. */
  close(): Promise<void>;
}
