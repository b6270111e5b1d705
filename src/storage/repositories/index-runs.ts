import type { ErrorCode } from '../../model/errors.ts';
import type { JsonValue } from '../../model/columns.ts';
import type { BackupId } from '../../model/ids.ts';
import type { LedgerEntry, SourceFile } from '../../model/outcome.ts';

/** How far an index run is. */
export type IndexRunState = 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted' | 'locked';

/** One indexing of one backup. Times are UTC milliseconds. */
export interface IndexRun {
  /** Public id of the run. */
  readonly id: string;
  readonly backup: BackupId;
  readonly state: IndexRunState;
  /** Who holds the lease: `server:1234`, `cli:99`. */
  readonly owner: string;
  readonly heartbeatAt: number;
  readonly leaseExpiresAt: number;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly errorCode: string | null;
  readonly reason: string | null;
  readonly progress: JsonValue;
}

/** Where the rows of one artifact go. Plain data, safe to pass between threads and processes; its numbers are storage's own. */
export interface WriteTarget {
  readonly backup: BackupId;
  readonly artifact: string;
  readonly backupId: number;
  /** `artifact_runs.id`: the `run_id` of every row. */
  readonly runId: number;
}

/** An artifact whose rows are the ones shown now. */
export interface CurrentArtifactRun {
  readonly artifact: string;
  readonly version: number;
  /** Signature of the source files it was read from; null where the artifact gave none. */
  readonly signature: string | null;
  readonly outcome: LedgerEntry['outcome'];
  readonly runId: number;
  readonly createdAt: number;
}

/** The numbers by which views find the current rows of one backup in artifact tables. Must not reach the outside. */
export interface BackupScope {
  readonly backup: BackupId;
  readonly backupId: number;
  /** artifact → `run_id` of its current rows; artifacts without an index are absent. */
  readonly runs: ReadonlyMap<string, number>;
}

/** What ended one artifact's reading. */
export interface ArtifactResult {
  readonly entry: LedgerEntry;
  readonly signature: string | null;
  readonly sources: readonly SourceFile[];
}

/** Runs, their leases, and the flip from old rows to new ones. */
export interface IndexRuns {
  /**
   * Takes the lease: one running index per backup, against every process on this database. An expired lease is marked
   * interrupted first. @throws BACKUP_NOT_FOUND, CONFLICT (another run is going on)
   */
  acquire(backup: BackupId, options: { owner: string; leaseMs?: number }): Promise<IndexRun>;
  /** Extends the lease. @throws CONFLICT when it was lost, NOT_FOUND */
  heartbeat(run: string, options?: { progress?: JsonValue; leaseMs?: number }): Promise<void>;
  /** Opens the artifact's part of the run; its rows stay invisible until {@link finish}. @throws CONFLICT, NOT_FOUND */
  startArtifactRun(run: string, artifact: { id: string; version: number }): Promise<WriteTarget>;
  /** Writes the ledger line and the sources. @throws CONFLICT */
  finishArtifactRun(target: WriteTarget, result: ArtifactResult): Promise<void>;
  /**
   * Ends the run well: every finished artifact run becomes the current one and the backup INDEXED, in one transaction.
   * An artifact that `failed` or is `locked` leaves its earlier rows current, if there are any. @throws CONFLICT, NOT_FOUND
   */
  finish(run: string): Promise<void>;
  /** Ends the run badly; the earlier index stays whole. Does nothing when the run has ended. @throws NOT_FOUND */
  fail(
    run: string,
    failure: { state: 'failed' | 'cancelled' | 'interrupted' | 'locked'; code: ErrorCode; reason: string },
  ): Promise<void>;
  /** Marks every run whose lease has expired as interrupted and returns how many. */
  expireLeases(): Promise<number>;
  /** @throws NOT_FOUND */
  get(run: string): Promise<IndexRun>;
  /** Newest first. @throws BACKUP_NOT_FOUND */
  list(backup: BackupId, limit?: number): Promise<IndexRun[]>;
  /** @throws BACKUP_NOT_FOUND */
  currentArtifactRuns(backup: BackupId): Promise<CurrentArtifactRun[]>;
  /** @throws BACKUP_NOT_FOUND */
  scope(backup: BackupId): Promise<BackupScope>;
}
