import { type StoredMessage } from '../../locales/messages.ts';
import type { JsonValue } from '../../model/columns.ts';
import type { BackupId } from '../../model/ids.ts';
import type { LedgerEntry, SourceFile } from '../../model/outcome.ts';

/** State of an index run. `partial`: it ended, but some artifacts could not be read. */
export type IndexRunState = 'running' | 'succeeded' | 'partial' | 'failed' | 'cancelled' | 'interrupted' | 'locked';

/** One indexing of one backup. Times are UTC milliseconds. */
export interface IndexRun {
  /** Public id of the run. */
  readonly id: string;
  readonly backup: BackupId;
  readonly state: IndexRunState;
  /** Holder of the lease: `server:1234`, `cli:99`. */
  readonly owner: string;
  readonly heartbeatAt: number;
  readonly leaseExpiresAt: number;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly errorCode: string | null;
  readonly reason: StoredMessage | null;
  readonly progress: JsonValue;
}

/**
 * Destination of the rows of one artifact. Plain data that can be passed between threads and processes; its ids are
 * internal to storage.
 */
export interface WriteTarget {
  readonly backup: BackupId;
  readonly artifact: string;
  readonly backupId: number;
  /** `artifact_runs.id`: the `run_id` of every row. */
  readonly runId: number;
  /** The `run_id` that the rows will have, if they join those of an earlier run. */
  readonly rowsRunId?: number;
}

/** An artifact with visible rows. */
export interface CurrentArtifactRun {
  readonly artifact: string;
  readonly version: number;
  /** Signature of the source files it was read from; null if the artifact provided none. */
  readonly signature: string | null;
  readonly outcome: LedgerEntry['outcome'];
  readonly runId: number;
  readonly createdAt: number;
  /** Set if only the newest records are visible; null for an index. */
  readonly preview: Preview | null;
}

/** What a preview covers: the newest records of an artifact, shown while a backup is indexed for the first time. */
export interface Preview {
  /** All records from this time on are in it, in UTC milliseconds; null if that is not known. */
  readonly backTo: number | null;
}

/** What is visible of an artifact before the first run of a backup has ended. */
export interface EarlyArtifact extends Preview {
  readonly artifact: string;
  /** True if all of its records are visible. */
  readonly isWhole: boolean;
}

/** The ids by which views find the current rows of one backup in artifact tables. Internal: never expose them. */
export interface BackupScope {
  readonly backup: BackupId;
  readonly backupId: number;
  /** artifact → `run_id` of its current rows; artifacts without an index are absent. */
  readonly runs: ReadonlyMap<string, number>;
}

/** Result of reading one artifact. */
export interface ArtifactResult {
  readonly entry: LedgerEntry;
  readonly signature: string | null;
  readonly sources: readonly SourceFile[];
}
