import type {
  AppInfo,
  BackupEntry,
  BackupFile,
  BackupFolder,
  ClassKeys,
  DomainSummary,
  EntryCursor,
  EntryFilter,
} from '../backup/types.ts';
import type { BackupId } from '../model/ids.ts';
import type { RawRow } from './thread-protocol.ts';

/** A listed entry and whether its payload is there. */
export interface ListedEntry {
  readonly entry: BackupEntry;
  readonly missing: boolean;
}

/** A page of what lies in a folder; null for folders that the manifest does not list. */
export interface ListedFolder {
  readonly items: readonly { readonly name: string; readonly listed: ListedEntry | null }[];
  /** The `after` of the next page; null at the end. */
  readonly next: Uint8Array | null;
}

/** An opened backup whose manifest lives in a thread of its own, so that no call blocks the event loop. */
export interface BackupHandle {
  readonly folder: BackupFolder;
  domains(): Promise<readonly DomainSummary[]>;
  list(filter: EntryFilter, limit: number, after?: EntryCursor): Promise<readonly ListedEntry[]>;
  /** See Manifest.children. */
  children(domain: string, folder: string, limit: number, after?: Uint8Array): Promise<ListedFolder>;
  /** All entries that match the globs, in pages; for `extract` and `files`. */
  match(domainGlob: string, pathGlob: string): AsyncIterable<ListedEntry>;
  /** See Manifest.within; in pages. */
  within(domain: string, folder: string): AsyncIterable<ListedEntry>;
  get(fileID: string): Promise<ListedEntry | null>;
  find(domain: string, relativePath: string): Promise<ListedEntry | null>;
  apps(): Promise<readonly AppInfo[]>;
  /** @throws see Backup.open */
  open(entry: BackupEntry): Promise<BackupFile>;
  /** Reads one BLOB column by the row's key, in the thread; for contact photos. */
  readBlob(
    source: { domain: string; relativePath: string },
    query: { table: string; column: string; where: Readonly<Record<string, string | number>> },
  ): Promise<Uint8Array | null>;
  /**
   * Reads one row of a database as it is stored, in the thread; for showing where a record came from. Null where there is
   * no such row. @throws NOT_FOUND, UNSUPPORTED_SCHEMA, MALFORMED_DATABASE, and what opening the database throws
   */
  readRow(
    source: { domain: string; relativePath: string },
    query: { tables: readonly string[]; where: Readonly<Record<string, number>> },
  ): Promise<RawRow | null>;
}

/** Two secrets that prove their holder knew the password. */
export interface Session {
  /** Sent as `X-Backup-Session`. */
  readonly token: string;
  /** For a cookie; works only as one. */
  readonly cookie: string;
  /** UTC milliseconds; moves with use. */
  readonly expiresAt: number;
}

/** Which backup, as the registry knows it. */
export interface BackupRef {
  readonly id: BackupId;
  readonly path: string;
}

/** Holds class keys in memory, with a time to live; hands out sessions and opened backups. */
export interface UnlockManager {
  /**
   * Derives the keys off the event loop and opens a session. An unencrypted backup needs no password and gives one too.
   * One derivation at a time for each backup; equal passwords that come together share it.
   * @throws WRONG_PASSWORD (the next try is delayed by `retryAfterSeconds`), TOO_MANY_REQUESTS, BACKUP_LOCKED (encrypted
   * and no password given), and what opening a backup throws
   */
  unlock(backup: BackupRef, password: string | null): Promise<Session>;
  /** True when a live session of this backup has this secret; compared in constant time; prolongs it. */
  accepts(backup: BackupId, secret: string, kind?: 'token' | 'cookie'): boolean;
  /** As `accepts`, but prolongs nothing: for saying who is unlocked, which is no use of the backup. */
  knows(backup: BackupId, secret: string, kind?: 'token' | 'cookie'): boolean;
  /** True while the backup is open: its keys are held, or it needs none and is in use. */
  isUnlocked(backup: BackupId): boolean;
  /** The apps of a backup with their icons, read in a thread; needs no password. */
  apps(backup: BackupRef): Promise<readonly AppInfo[]>;
  /**
   * The opened backup, for use now: ask again later, as it is opened anew when its files changed or its thread died.
   * @throws BACKUP_LOCKED, and what opening a backup throws
   */
  handle(backup: BackupRef): Promise<BackupHandle>;
  /** Keys for a worker, in a copy that the caller disposes of; null for an unencrypted backup. @throws BACKUP_LOCKED */
  keys(backup: BackupRef): Promise<ClassKeys | null>;
  /** Ends all sessions of the backup, zeroes its keys, closes its files and its thread. */
  lock(backup: BackupId): Promise<void>;
  /** Locks everything. */
  close(): Promise<void>;
}
