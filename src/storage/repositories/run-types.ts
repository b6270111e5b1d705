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

/** How the reading of one artifact ended. */
export interface ArtifactResult {
  readonly entry: LedgerEntry;
  readonly signature: string | null;
  readonly sources: readonly SourceFile[];
}
