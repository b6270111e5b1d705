import type { JsonValue } from '../../model/columns.ts';
import type { LedgerEntry, SourceFile } from '../../model/outcome.ts';
import type { WriteTarget } from './run-types.ts';

/**
 * What a piece of an index run is.
 *
 * - `plan`: find out what has to be read; makes the other pieces
 * - `read`: read one artifact, or one slice of it
 * - `combine`: put together what slices could not say alone; after all of them
 */
export type PieceKind = 'plan' | 'read' | 'combine';

/** How far a piece is. */
export type PieceState = 'waiting' | 'running' | 'done';

/** A piece that somebody works on. Plain data, safe to pass between threads and processes. */
export interface ClaimedPiece {
  /** Storage's own number. */
  readonly id: number;
  readonly kind: PieceKind;
  /** Empty for the plan. */
  readonly artifact: string;
  readonly slice: number;
  readonly slices: number;
  /** Which claim of this piece it is, from 1; later than the first after a worker was lost. A finished claim must be the last one. */
  readonly claim: number;
  /** Where its rows go; null for the plan. */
  readonly target: WriteTarget | null;
}

/** What is there to do for a run. `busy`: others work on all that is left. `complete`: every piece is done. */
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
  /** Its rows stay as they are: nothing is read. */
  readonly unchanged: boolean;
  /** Its share of the work. */
  readonly weight: number;
  /** In how many slices it is read; 1 when it is read as a whole. */
  readonly slices: number;
}

/** Rows of tables that need all slices, by table. */
export type PartialRows = Readonly<Record<string, readonly { readonly [column: string]: JsonValue }[]>>;

/** What reading a piece came to. */
export interface PieceResult {
  readonly ledger: LedgerEntry;
  readonly sources: readonly SourceFile[];
  /** Null for an artifact that is read as a whole. */
  readonly partial: PartialRows | null;
}

/** A piece as lists of jobs show it. Times are UTC milliseconds. */
export interface PieceRecord {
  readonly kind: PieceKind;
  readonly artifact: string;
  readonly slice: number;
  readonly slices: number;
  readonly state: PieceState;
  /** Who works on it, or did. */
  readonly worker: string | null;
  readonly claims: number;
  readonly heartbeatAt: number | null;
  readonly fraction: number;
  readonly records: number;
  /** What the plan came to; null for all other pieces, and until it is made. */
  readonly plan: readonly PlannedPieces[] | null;
  /** Null until it is read. */
  readonly outcome: LedgerEntry['outcome'] | null;
}
