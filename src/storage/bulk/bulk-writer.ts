import type { Batch } from './batch.ts';

/** Result of writing one batch. */
export interface WriteResult {
  /** Rows written to artifact tables. */
  readonly records: number;
  /** Rows skipped because their key was already written in this run: the source contains duplicates. */
  readonly duplicates: number;
}

/** Writes finished batches. For the main thread of the indexing worker, because SQLite blocks it while writing. */
export interface BulkWriter {
  /**
   * Writes one batch of a `BatchBuilder` in one transaction. Pause a few milliseconds between batches to let other
   * writers in. Batches are written in the order of the calls. A further one may be given before the last one is
   * written: an engine that waits for another process converts it meanwhile, and needs memory for both.
   * @throws CONFLICT (the run has ended: its lease expired, or it was cancelled), STORAGE_UNAVAILABLE, DISK_FULL,
   * INTERNAL
   */
  write(batch: Batch): Promise<WriteResult>;
  /** Waits for batches that are being written, and closes the connection. */
  close(): Promise<void>;
}
