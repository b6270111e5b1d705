/**
 * How the reading of one artifact ended. Told apart so that "0 calls" is never shown for "not in this backup".
 *
 * - `indexed`: rows were written and nothing was lost
 * - `empty`: the store was read and holds nothing
 * - `absent`: the backup has no such store
 * - `needs-encrypted-backup`: iOS puts this store only into encrypted backups, and this one is not
 * - `locked`: the store is there but its keys are not
 * - `unsupported-schema`: the store is there but its layout is not known
 * - `partial`: rows were written, and something was lost; `reason` says what
 * - `failed`: nothing could be read; `reason` says why
 */
export type Outcome =
  | 'indexed'
  | 'empty'
  | 'absent'
  | 'needs-encrypted-backup'
  | 'locked'
  | 'unsupported-schema'
  | 'partial'
  | 'failed';

/** One line of the ledger: what became of one artifact in one run. */
export interface LedgerEntry {
  readonly artifact: string;
  readonly version: number;
  readonly outcome: Outcome;
  readonly reason: string | null;
  /** Records the source holds, as counted there; null when not countable. */
  readonly found: number | null;
  /** Records turned into rows. */
  readonly parsed: number;
  /** Records left out; `notes` says why, by kind. */
  readonly skipped: number;
  /** Everything worth counting, by a short stable name: `unknown-balloon:com.example` → 12. */
  readonly notes: Readonly<Record<string, number>>;
  readonly milliseconds: number;
}

/** A store that an artifact was read from: what a citation needs. */
export interface SourceFile {
  readonly artifact: string;
  /** The name the artifact gives the store: `db`, `images`; of a write-ahead log {@link walStore} of it. */
  readonly store: string;
  readonly fileID: string;
  readonly domain: string;
  readonly relativePath: string;
  /** Length of the decrypted file in bytes. */
  readonly size: number;
  /** SHA-256 (hex) of the decrypted file. */
  readonly sha256: string;
}

/** The store under which the write-ahead log of a database of `store` is cited. */
export function walStore(store: string): string {
  return `${store}-wal`;
}
