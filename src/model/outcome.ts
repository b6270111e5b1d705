import type { CountedMessage, StoredMessage } from '../locales/messages.ts';

/**
 * Result of reading one artifact. Distinguishes "0 calls" from "not in this backup".
 *
 * - `indexed`: rows were written and nothing was lost
 * - `empty`: the store was read and contains nothing
 * - `absent`: the backup has no such store
 * - `needs-encrypted-backup`: iOS puts this store only into encrypted backups, and this one is not encrypted
 * - `not-chosen`: left out by choice; whether there is such a store was not checked
 * - `locked`: the store exists but its keys are unavailable
 * - `unsupported-schema`: the store exists but has an unknown layout
 * - `partial`: rows were written and something was lost; `reason` explains it
 * - `failed`: nothing could be read; `reason` explains it
 */
export type Outcome =
  | 'indexed'
  | 'empty'
  | 'absent'
  | 'needs-encrypted-backup'
  | 'not-chosen'
  | 'locked'
  | 'unsupported-schema'
  | 'partial'
  | 'failed';

/** One line of the ledger: the result of one artifact in one run. */
export interface LedgerEntry {
  readonly artifact: string;
  readonly version: number;
  readonly outcome: Outcome;
  readonly reason: StoredMessage | null;
  /** Number of records in the source; null if they cannot be counted. */
  readonly found: number | null;
  /** Records converted to rows. */
  readonly parsed: number;
  /** Records left out; `notes` has the reasons by kind. */
  readonly skipped: number;
  /** Counts of notable findings, and of what was left out. */
  readonly notes: readonly CountedMessage[];
  readonly milliseconds: number;
}

/** A store from which an artifact was read, for citations. */
export interface SourceFile {
  readonly artifact: string;
  /** Name of the store in its artifact, such as `db` or `images`; {@link walStore} for a write-ahead log. */
  readonly store: string;
  readonly fileID: string;
  readonly domain: string;
  readonly relativePath: string;
  /** Length of the decrypted file in bytes. */
  readonly size: number;
  /** SHA-256 (hex) of the decrypted file. */
  readonly sha256: string;
}

/** The store name under which the write-ahead log of a database is cited. */
export function walStore(store: string): string {
  return `${store}-wal`;
}
