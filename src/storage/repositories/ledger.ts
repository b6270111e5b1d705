import type { BackupId } from '../../model/ids.ts';
import type { LedgerEntry } from '../../model/outcome.ts';

/** A ledger line with its place in time. */
export interface LedgerLine extends LedgerEntry {
  /** UTC milliseconds. */
  readonly createdAt: number;
  /** False when earlier rows of this artifact are shown instead (the latest reading failed). */
  readonly current: boolean;
}

/** What became of every artifact. */
export interface Ledger {
  /** The latest line of each artifact, by artifact id. @throws BACKUP_NOT_FOUND */
  latest(backup: BackupId): Promise<LedgerLine[]>;
}
