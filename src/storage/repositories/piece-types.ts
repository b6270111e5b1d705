import type { JsonValue } from '../../model/columns.ts';
import type { LedgerEntry, SourceFile } from '../../model/outcome.ts';
import type { KeyValues } from '../../model/table-key.ts';
import type { Preview, WriteTarget } from './run-types.ts';

/**
 * Kind of a piece of an index run.
 *
 * - `preview`: reads the newest records of one artifact, on the first run of a backup
 * - `plan`: determines what must be read, and creates the pieces below
 * - `read`: reads one artifact or one slice of it
 * - `combine`: merges results that need all slices, after the last of them
 */
export type PieceKind = 'preview' | 'plan' | 'read' | 'combine';

/** State of a piece. */
export type PieceState = 'waiting' | 'running' | 'done';

/** A claimed piece. Plain data that can be passed between threads and processes. */
export interface ClaimedPiece {
  /** Internal id. */
  readonly id: number;
  readonly kind: PieceKind;
  /** Empty for the plan. */
  readonly artifact: string;
  readonly slice: number;
  readonly slices: number;
  /** Number of this claim, from 1; higher after a worker was lost. Only the latest claim can be finished. */
  readonly claim: number;
  /** Destination of its rows; null for the plan. */
  readonly target: WriteTarget | null;
}

/** The available work of a run. `busy`: others work on everything left. `complete`: all pieces are done. */
export type Claim =
  | { readonly type: 'piece'; readonly piece: ClaimedPiece }
  | { readonly type: 'busy' }
  | { readonly type: 'complete' };

/** One artifact of a plan. */
export interface PlannedPieces {
  readonly artifact: string;
  readonly version: number;
  /** See `CurrentArtifactRun.signature`. */
  readonly signature: string;
  /** True if its rows are kept and nothing is read. */
  readonly unchanged: boolean;
  /** Its share of the work. */
  readonly weight: number;
  /** Number of slices; 1 if it is read as a whole. */
  readonly slices: number;
  /** The result of an artifact with nothing to read, for which no piece is created; null for others and unchanged ones. */
  readonly ledger: LedgerEntry | null;
}

/** Result of reading the newest records of an artifact. */
export interface PreviewResult extends Preview {
  readonly ledger: LedgerEntry;
}

/** Rows of tables that need all slices, by table. */
export type PartialRows = Readonly<Record<string, readonly { readonly [column: string]: JsonValue }[]>>;

/** The key of a unit, and the time of its search row; undefined if it has none. */
export type RemovedKey = readonly [key: KeyValues, at?: number | null];

/** Rows that are kept or replaced as one, with one search row at most. */
export interface KeptGroup {
  /** The columns with the key of a unit, by table. */
  readonly units: { readonly [table: string]: readonly string[] };
  /** Type of the search rows. */
  readonly searchType: string;
  /** The units whose rows are replaced or removed. */
  readonly removed: readonly RemovedKey[];
}

/** Rows of an earlier run that remain in place. */
export interface KeptRows {
  /** Their `run_id`. */
  readonly rowsRunId: number;
  /** The tables of the artifact. Rows of those that are in no group are all replaced. */
  readonly tables: readonly string[];
  readonly groups: readonly KeptGroup[];
}

/** What a piece leaves behind that has only read changes. */
export interface KeptOnly {
  readonly kept: KeptRows;
}

/** What an artifact run remembers for the next reading, and where its rows are. */
export interface EarlierReading {
  readonly rowsRunId: number;
  readonly state: Uint8Array;
}

/** The part of the result of a piece that stays when the run has ended. */
export interface ReadResult {
  readonly ledger: LedgerEntry;
  readonly sources: readonly SourceFile[];
  /**
   * True if this machine prevented a part of the reading. The artifact then gets no signature, so that the next run reads
   * it again although the backup is unchanged.
   */
  readonly readAgain: boolean;
}

/** Result of reading a piece. */
export interface PieceResult extends ReadResult {
  /** Null for an artifact that is read as a whole. */
  readonly partial: PartialRows | null;
  /** The signature of the rows, if it differs from that of the plan. */
  readonly signature?: string | null;
  /** Set if only changes were read: then its rows join those that it keeps. */
  readonly kept?: KeptRows | null;
  /** What is remembered for the next reading. */
  readonly state?: Uint8Array | null;
}

/** A piece as shown in job lists. Times are UTC milliseconds. */
export interface PieceRecord {
  readonly kind: PieceKind;
  readonly artifact: string;
  readonly slice: number;
  readonly slices: number;
  readonly state: PieceState;
  /** The current or last worker. */
  readonly worker: string | null;
  readonly claims: number;
  readonly heartbeatAt: number | null;
  readonly fraction: number;
  readonly records: number;
  /** Result of the plan; null for other pieces and until it is finished. */
  readonly plan: readonly PlannedPieces[] | null;
  /** Null until it is read. */
  readonly outcome: LedgerEntry['outcome'] | null;
}

/** Tells apart what `partial` of a piece holds. */
export function isKeptOnly(partial: PartialRows | KeptOnly): partial is KeptOnly {
  return 'kept' in partial && !Array.isArray(partial.kept);
}
