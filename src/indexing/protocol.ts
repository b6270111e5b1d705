import { type StoredMessage } from '../locales/messages.ts';
import type { ErrorCode } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import type { Batch, DomainBytes, PieceResult, PlannedPieces, WriteTarget } from '../storage/index.ts';

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
  /** Under whose name pieces are claimed: see `Claimant`. */
  readonly holder: string;
  /** What people call this worker. */
  readonly worker: string;
  /** Workers that may share this run: an artifact is read in at most so many slices. */
  readonly helpers: number;
  /** Stores of fewer bytes are read as a whole. */
  readonly sliceFromBytes: number;
}

/** How far one piece is. Ids, counts and words of ours only: it also goes through Redis. */
export interface PieceProgress {
  readonly artifact: string;
  readonly slice: number;
  /** 0..1 */
  readonly fraction: number;
  readonly records: number;
}

/** One artifact of the plan, as far as watchers want to know. */
export interface PlannedArtifact extends Pick<PlannedPieces, 'artifact' | 'unchanged' | 'weight' | 'slices'> {
  /** Set where there is nothing to read. */
  readonly outcome: string | null;
}

/** What watchers are told of an artifact of the plan. */
export function plannedArtifact({ artifact, unchanged, weight, slices, ledger }: PlannedPieces): PlannedArtifact {
  return { artifact, unchanged, weight, slices, outcome: ledger?.outcome ?? null };
}

/** What watchers of a run are told while it goes on. */
export type RunEvent =
  | { readonly type: 'planned'; readonly artifacts: readonly PlannedArtifact[] }
  | ({ readonly type: 'piece' } & PieceProgress)
  | { readonly type: 'artifact'; readonly artifact: string; readonly outcome: string };

/**
 * How a worker process ended by itself.
 *
 * - `ended`: the run has ended, and how is recorded
 * - `left`: others work on all that is left of the run
 * - `lost`: nothing is recorded, and another try may well succeed (the database went away)
 */
export type WorkerEnd =
  | { readonly state: 'ended' | 'left' }
  | { readonly state: 'lost'; readonly code: ErrorCode; readonly reason: StoredMessage };

/** From a worker process to the one that started it. After `end` it may still be removing old rows. */
export type WorkerMessage =
  | { readonly type: 'event'; readonly event: RunEvent }
  | { readonly type: 'end'; readonly end: WorkerEnd };

/** What the reading thread is started with. */
export interface ReaderInput {
  readonly path: string;
  readonly tempPath: string;
  readonly keys: Readonly<Record<number, string>> | null;
  /** Counts batches that were posted and not yet written; see `BatchCredits`. */
  readonly credits: SharedArrayBuffer;
  readonly helpers: number;
  readonly sliceFromBytes: number;
}

/** What the reading thread is asked for, one thing after another. */
export type ReaderOrder =
  /**
   * `current`: signature of the current rows of each artifact; an equal plan is not read again. `isSized`: how large the
   * backup is is known, so that it need not be opened when nothing in it was touched.
   */
  | { readonly type: 'plan'; readonly current: Readonly<Record<string, string>>; readonly isSized: boolean }
  | { readonly type: 'read'; readonly target: WriteTarget; readonly slice: number; readonly slices: number }
  | { readonly type: 'close' };

/** From the reading thread to the writing main thread of a worker process. */
export type ReaderMessage =
  | { readonly type: 'batch'; readonly batch: Batch }
  | { readonly type: 'progress'; readonly fraction: number; readonly records: number }
  | ReaderAnswer;

/** What an order ends with. */
export type ReaderAnswer =
  | { readonly type: 'planned'; readonly artifacts: readonly PlannedPieces[]; readonly size: BackupSize | null }
  | { readonly type: 'read'; readonly result: PieceResult; readonly records: number }
  | { readonly type: 'closed' }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly reason: StoredMessage };

/** What a run learns of the backup as a whole, when it opens it. */
export interface BackupSize {
  /** Sum of the payloads in the folder. */
  readonly sizeBytes: number;
  readonly fileCount: number;
  /** What the payloads of each domain take. */
  readonly domains: readonly DomainBytes[];
}
