import type { PreviewPlaces } from '../artifacts/kit/preview-places.ts';
import type { ContentsScan, ScannedPart } from '../backup/contents-scan.ts';
import type { CopyOrder, CopyReport } from '../backup/types.ts';
import { type StoredMessage } from '../locales/messages.ts';
import type { ArtifactChoice } from '../model/artifact-choice.ts';
import type { ErrorCode } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import type {
  Batch,
  DomainBytes,
  EarlierReading,
  PieceResult,
  PlannedPieces,
  PreviewResult,
  StoreCoverage,
  WriteTarget,
} from '../storage/index.ts';

/** The job of a worker process, sent over IPC at its start. */
export interface Job {
  readonly dsn: string;
  readonly tempPath: string | null;
  readonly backup: BackupId;
  readonly path: string;
  /** Public id of the run. Its lease was acquired by the starter and is extended by the worker. */
  readonly run: string;
  /** Length of the class keys, which come through the pipe of secrets; zero for none. */
  readonly keyBytes: number;
  /** Interval between heartbeats of the lease in milliseconds. */
  readonly heartbeatMs: number;
  /** Name under which pieces are claimed; see `Claimant`. */
  readonly holder: string;
  /** Display name of this worker. */
  readonly worker: string;
  /** True if someone may look at the newest records before the run ends. */
  readonly previews: boolean;
  /** True if the backup has no index: previews are probably read first. */
  readonly isFirst: boolean;
  /** Workers that may share this run: the maximum number of slices of an artifact. */
  readonly helpers: number;
  /** Stores smaller than this are read as a whole. */
  readonly sliceFromBytes: number;
}

/** What a worker process needs to know to load its code, before there is a job. */
export type Preparation = Pick<Job, 'path' | 'tempPath' | 'helpers' | 'sliceFromBytes'>;

/**
 * To a worker process: one job, and perhaps a preparation before. No secret is among it, and what the preparation names
 * is what the job names.
 */
export type WorkerOrder =
  | { readonly type: 'prepare'; readonly preparation: Preparation }
  | { readonly type: 'work'; readonly job: Job };

/** Progress of one piece. Also sent through Redis, so it consists of ids, counts and our own strings only. */
export interface PieceProgress {
  readonly artifact: string;
  readonly slice: number;
  /** 0..1 */
  readonly fraction: number;
  /** Records of kinds, as lists count them. */
  readonly records: number;
  /** Rows of all tables, which show that a piece goes on; absent when it has ended. */
  readonly rows?: number | undefined;
}

/** One artifact of the plan, as needed by watchers. */
export interface PlannedArtifact extends Pick<PlannedPieces, 'artifact' | 'unchanged' | 'weight' | 'slices'> {
  /** Set if there is nothing to read. */
  readonly outcome: string | null;
}

/** The part of a planned artifact that is sent to watchers. */
export function plannedArtifact({ artifact, unchanged, weight, slices, ledger }: PlannedPieces): PlannedArtifact {
  return { artifact, unchanged, weight, slices, outcome: ledger?.outcome ?? null };
}

/** Events of a run that are sent to its watchers. */
export type RunEvent =
  | { readonly type: 'planned'; readonly artifacts: readonly PlannedArtifact[] }
  /** The newest records of an artifact are visible; all from `backTo` on, if that is known. */
  | { readonly type: 'preview'; readonly artifact: string; readonly backTo: number | null }
  | ({ readonly type: 'piece' } & PieceProgress)
  | { readonly type: 'artifact'; readonly artifact: string; readonly outcome: string };

/**
 * How a worker process ended on its own.
 *
 * - `ended`: the run has ended and its end is recorded
 * - `left`: other workers process the rest of the run
 * - `lost`: nothing is recorded and a retry may succeed (the database was unavailable)
 */
export type WorkerEnd =
  | { readonly state: 'ended' | 'left' }
  | { readonly state: 'lost'; readonly code: ErrorCode; readonly reason: StoredMessage };

/** From a worker process to its parent. After `end` the process may still be deleting old rows. */
export type WorkerMessage =
  | { readonly type: 'event'; readonly event: RunEvent }
  | { readonly type: 'end'; readonly end: WorkerEnd };

/** Start parameters of the reading thread. */
export interface ReaderInput {
  readonly path: string;
  readonly tempPath: string | null;
  /** Null for none, and for those that follow as a {@link KeysMessage}. */
  readonly keys: SharedArrayBuffer | null;
  readonly awaitsKeys: boolean;
  /** Counts posted batches that are not yet written; see `BatchCredits`. */
  readonly credits: SharedArrayBuffer;
  readonly helpers: number;
  readonly sliceFromBytes: number;
}

/** An order to the reading thread; it executes one after the other. */
export type ReaderOrder =
  /**
   * `current`: signatures of the current rows by artifact; artifacts with an equal plan are not read again. `isSized`:
   * the size of the backup is known, so it need not be opened if it is unchanged. `remembered`: versions of the artifacts
   * that can build on an earlier reading. `scan`: the folders that both threads look at; null if that is impossible. What
   * the main thread has seen follows as a {@link ScanReport}.
   */
  | {
      readonly type: 'plan';
      readonly current: Readonly<Record<string, string>>;
      readonly remembered: Readonly<Record<string, number>>;
      readonly isSized: boolean;
      readonly choice: ArtifactChoice | null;
      readonly scan: ContentsScan | null;
    }
  /** `earlier`: the reading to build on; null to read everything. */
  | {
      readonly type: 'read';
      readonly target: WriteTarget;
      readonly slice: number;
      readonly slices: number;
      readonly earlier: EarlierReading | null;
    }
  | PreviewOrder
  | CloseOrder;

/** The newest records of an artifact, from the stores that may be at these places. Only for the thread of previews. */
export interface PreviewOrder {
  readonly type: 'preview';
  readonly target: WriteTarget;
  readonly places: PreviewPlaces;
}

/** Closes the backup. */
export interface CloseOrder {
  readonly type: 'close';
}

/** What the main thread has seen of a scan, which is no order; null if it could not look at everything. */
export interface ScanReport {
  readonly type: 'scanned';
  readonly part: ScannedPart | null;
}

/** The keys, for a thread that was started before they were known. It is no order. */
export interface KeysMessage {
  readonly type: 'keys';
  readonly keys: SharedArrayBuffer;
}

/** The copy that the main thread has made for a {@link CopyRequest}; null if it could not. */
export interface CopyAnswer {
  readonly type: 'copied';
  readonly into: string;
  readonly report: CopyReport | null;
}

/** What the main thread is to copy while it has little else to do. It is no update of an order, and comes at any time. */
export interface CopyRequest {
  readonly type: 'copy';
  readonly order: CopyOrder;
}

/** The sandbox that the reading thread has created, which the main thread removes if the process has to end. */
export interface SandboxNotice {
  readonly type: 'sandbox';
  readonly path: string;
}

/** From the reading thread to the main thread of a worker process, which writes. */
export type ReaderMessage =
  | { readonly type: 'batch'; readonly batch: Batch }
  | { readonly type: 'progress'; readonly fraction: number; readonly records: number; readonly rows: number }
  | ReaderAnswer;

/** The final message for an order. */
export type ReaderAnswer =
  | { readonly type: 'planned'; readonly artifacts: readonly PlannedPieces[]; readonly size: BackupSize | null }
  | { readonly type: 'read'; readonly result: PieceResult; readonly records: number }
  | { readonly type: 'preview'; readonly result: PreviewResult | null }
  | { readonly type: 'closed' }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly reason: StoredMessage };

/**
 * The memory that goes to the other thread with a message: what a reading remembers, tens of megabytes for millions of
 * records, which neither thread needs twice.
 */
export function handedOver(message: ReaderOrder | ReaderMessage): ArrayBuffer[] {
  if (message.type !== 'read') return [];
  const state = 'result' in message ? message.result.state : message.earlier?.state;
  if (!(state?.buffer instanceof ArrayBuffer) || state.byteLength < state.buffer.byteLength) return [];
  return [state.buffer];
}

/** Facts about the backup as a whole, determined when it is opened. */
export interface BackupSize {
  /** Total size of the payloads in the folder. */
  readonly sizeBytes: number;
  readonly fileCount: number;
  /** Size of the payloads by domain. */
  readonly domains: readonly DomainBytes[];
  readonly coverage: StoreCoverage;
}
