import type { ErrorCode } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import type { LedgerEntry, SourceFile } from '../model/outcome.ts';
import type { RunProgress } from '../model/progress.ts';
import type { Batch, WriteTarget } from '../storage/index.ts';

/** What a worker process is told at its start, over IPC. `keys` exist nowhere else on their way. */
export interface Job {
  readonly dsn: string;
  readonly tempPath: string;
  readonly backup: BackupId;
  readonly path: string;
  /** Public id of the run, whose lease the starter has taken and the worker keeps. */
  readonly run: string;
  readonly keys: Readonly<Record<number, string>> | null;
  /** Between two heartbeats of the lease. */
  readonly heartbeatMs: number;
}

/** From a worker process to the one that started it. */
export type WorkerMessage =
  | { readonly type: 'progress'; readonly progress: RunProgress }
  /** The run has ended and is recorded as `progress.state`; the process may still be removing old rows. */
  | { readonly type: 'ended'; readonly progress: RunProgress };

/** What the extracting thread is started with. */
export interface ExtractorInput {
  readonly path: string;
  readonly tempPath: string;
  readonly keys: Readonly<Record<number, string>> | null;
  /** Signature of the current rows of each artifact: an equal plan is not read again. */
  readonly current: Readonly<Record<string, string>>;
  /** Counts batches that were posted and not yet written; see `BatchCredits`. */
  readonly credits: SharedArrayBuffer;
}

/** One artifact of the plan as the thread announces it. */
export interface PlannedArtifact {
  readonly artifact: string;
  readonly signature: string;
  readonly version: number;
  readonly unchanged: boolean;
  /** Bytes of its stores as the manifest has them: its share of the whole run's progress. */
  readonly weight: number;
}

/** From the extracting thread to the writing main thread of a worker process. */
export type ExtractorMessage =
  | { readonly type: 'planned'; readonly artifacts: readonly PlannedArtifact[]; readonly size: BackupSize }
  | { readonly type: 'started'; readonly artifact: string }
  | { readonly type: 'batch'; readonly artifact: string; readonly batch: Batch }
  | { readonly type: 'progress'; readonly artifact: string; readonly fraction: number; readonly records: number }
  | {
      readonly type: 'read';
      readonly artifact: string;
      readonly ledger: LedgerEntry;
      readonly sources: readonly SourceFile[];
    }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly reason: string };

/** What a run learns of the backup as a whole. */
export interface BackupSize {
  /** Sum of the payloads in the folder. */
  readonly sizeBytes: number;
  readonly fileCount: number;
}

/** Answer to `planned`: where the rows of each artifact that is read go. */
export interface ExtractorOrder {
  readonly targets: Readonly<Record<string, WriteTarget>>;
}
