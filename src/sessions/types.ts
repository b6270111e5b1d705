import type { MeasuredStores, StoreGroup } from '../backup/measure-stores.ts';
import type {
  AppInfo,
  BackupEntry,
  BackupFile,
  ClassKeys,
  DomainSummary,
  EntryCursor,
  EntryFilter,
  Password,
  WholeFile,
} from '../backup/types.ts';
import type { BackupFolder } from '../model/backup-folder.ts';
import type { FileIntegrity } from '../model/file-integrity.ts';
import type { BackupId } from '../model/ids.ts';
import type { BlobQuery, DatabaseRef, RawRow, RowQuery } from './database-queries.ts';

/** A listed entry and the state of its payload. */
export interface ListedEntry {
  readonly entry: BackupEntry;
  /** Its payload is not in the folder. */
  readonly missing: boolean;
  /** A link, device or folder is in place of its payload. */
  readonly unsafe: boolean;
}

/** A small file with its contents, or the path of a larger one, which can be read. */
export type FoundFile =
  | { readonly entry: BackupEntry; readonly whole: WholeFile }
  | { readonly entry: BackupEntry; readonly whole: null; readonly path: string };

/** A page of a folder's contents; `listed` is null for folders that the manifest does not list. */
export interface ListedFolder {
  readonly items: readonly { readonly name: string; readonly listed: ListedEntry | null }[];
  /** The `after` of the next page; null at the end. */
  readonly next: Uint8Array | null;
}

/** An opened backup whose manifest is read in its own thread, so that no call blocks the event loop. */
export interface BackupHandle {
  readonly folder: BackupFolder;
  domains(): Promise<readonly DomainSummary[]>;
  list(filter: EntryFilter, limit: number, after?: EntryCursor): Promise<readonly ListedEntry[]>;
  /** See Manifest.children. */
  children(domain: string, folder: string, limit: number, after?: Uint8Array): Promise<ListedFolder>;
  /** All entries that match the globs, fetched in pages. */
  match(domainGlob: string, pathGlob: string): AsyncIterable<ListedEntry>;
  /** See Manifest.within; fetched in pages. */
  within(domain: string, folder: string): AsyncIterable<ListedEntry>;
  /** See Manifest.isDamaged: true once listing has met damage. */
  isListDamaged(): Promise<boolean>;
  get(fileID: string): Promise<ListedEntry | null>;
  find(domain: string, relativePath: string): Promise<ListedEntry | null>;
  /**
   * An entry with its contents if it is a file of at most `maxBytes`, else with its path, in one request to the thread:
   * for small files, opening and reading take longer than the rest. Null for an unknown id.
   * @throws see Backup.open
   */
  getSmall(fileID: string, maxBytes: number): Promise<FoundFile | null>;
  apps(): Promise<readonly AppInfo[]>;
  /** See measureStores. */
  measure(measured: readonly StoreGroup[], others: readonly StoreGroup[]): Promise<MeasuredStores>;
  /** @throws see Backup.open */
  open(entry: BackupEntry): Promise<BackupFile>;
  /**
   * Writes the contents of a file found at `path` to an open file, in another thread and faster than by reading it. It
   * has begun when this returns; closing the backup ends it. `onWritten` gets the bytes written so far of a large file.
   * @throws CANCELLED, and like {@link open}; system errors of writing
   */
  copy(
    entry: BackupEntry,
    path: string,
    descriptor: number,
    onWritten: (bytes: number) => void,
  ): Promise<FileIntegrity>;
  /** Reads one BLOB column by the row's key, in the thread. Used for contact photos. */
  readBlob(source: DatabaseRef, query: BlobQuery): Promise<Uint8Array | null>;
  /**
   * Reads one row as it is stored, in the thread, to show where a record came from. Null if there is no such row.
   * @throws NOT_FOUND, UNSUPPORTED_SCHEMA, MALFORMED_DATABASE, and whatever opening the database throws
   */
  readRow(source: DatabaseRef, query: RowQuery): Promise<RawRow | null>;
}

/** Two secrets that prove their holder knew the password. */
export interface Session {
  /** Sent as `X-Backup-Session`. */
  readonly token: string;
  /** For a cookie; not accepted as a token. */
  readonly cookie: string;
  /** UTC milliseconds; extended by use. */
  readonly expiresAt: number;
}

/** Id and path of a registered backup. */
export interface BackupRef {
  readonly id: BackupId;
  readonly path: string;
}

/** Holds class keys in memory with a time to live, and provides sessions and opened backups. */
export interface UnlockManager {
  /**
   * Derives the keys off the event loop and opens a session. An unencrypted backup needs no password and gets a session
   * as well. One derivation at a time per backup; concurrent calls with the same password share it.
   * @throws WRONG_PASSWORD (the next attempt is delayed by `retryAfterSeconds`), TOO_MANY_REQUESTS, BACKUP_LOCKED
   * (encrypted and no password given), and whatever opening a backup throws
   */
  unlock(backup: BackupRef, password: Password | null): Promise<Session>;
  /** True if the secret belongs to a live session of this backup, which is extended. Compares in constant time. */
  accepts(backup: BackupId, secret: string, kind?: 'token' | 'cookie'): boolean;
  /** Like `accepts` without extending the session: for status queries, which do not count as use. */
  knows(backup: BackupId, secret: string, kind?: 'token' | 'cookie'): boolean;
  /** Binds the session of a cookie to a logged-in browser, by its key. */
  assign(backup: BackupId, cookie: string, browser: string): void;
  /** Ends the sessions of browsers that are logged out. Backups stay open for others until they expire. */
  endSessions(isGone: (browser: string) => boolean): void;
  /** True while the backup is open, with its keys in memory if it is encrypted. */
  isUnlocked(backup: BackupId): boolean;
  /** The apps of a backup with their icons, read in a thread. Needs no password. */
  apps(backup: BackupRef): Promise<readonly AppInfo[]>;
  /**
   * The opened backup, for immediate use: ask again later, because it is reopened when its files change or its thread
   * dies.
   * @throws BACKUP_LOCKED, and whatever opening a backup throws
   */
  handle(backup: BackupRef): Promise<BackupHandle>;
  /**
   * A copy of the keys for a worker, which the caller disposes of; null for an unencrypted backup.
   * @throws BACKUP_LOCKED
   */
  keys(backup: BackupRef): Promise<ClassKeys | null>;
  /** Ends all sessions of the backup, zeroes its keys, and closes its files and its thread. */
  lock(backup: BackupId): Promise<void>;
  /** Calls the listener when a backup was locked or its last session ended, until the returned function is called. */
  watchLocks(listener: (backup: BackupId) => void): () => void;
  /** Locks all backups. */
  close(): Promise<void>;
}
