import type { MeasuredStores, StoreGroup } from '../backup/measure-stores.ts';
import type { AppInfo, DomainSummary, EntryCursor, EntryFilter } from '../backup/types.ts';
import type { BackupFolder } from '../model/backup-folder.ts';
import type { Failure } from '../model/failure.ts';
import type { BlobQuery, DatabaseRef, RawRow, RowQuery } from './database-queries.ts';
import type { FoundFile, ListedEntry, ListedFolder } from './types.ts';

/**
 * Credentials for an encrypted backup; empty for an unencrypted one. In memory that both threads share, because copies
 * that a message leaves behind cannot be overwritten.
 */
export interface Credentials {
  readonly password?: SharedArrayBuffer;
  readonly keys?: SharedArrayBuffer;
}

/** Result of opening a backup; `keys`, shared by both threads, is null for an unencrypted backup. */
export interface OpenedFolder {
  readonly folder: BackupFolder;
  readonly keys: SharedArrayBuffer | null;
}

/** One page of an iteration over entries. */
export interface MatchPage {
  readonly items: readonly ListedEntry[];
  readonly done: boolean;
}

/** Operations of a backup's thread. `open` must come first; only `apps` works without it. */
export interface ThreadOperations {
  open(credentials: Credentials): Promise<OpenedFolder>;
  apps(): Promise<readonly AppInfo[]>;
  domains(): Promise<readonly DomainSummary[]>;
  list(filter: EntryFilter, limit: number, after: EntryCursor | undefined): Promise<readonly ListedEntry[]>;
  children(domain: string, folder: string, limit: number, after: Uint8Array | undefined): Promise<ListedFolder>;
  /** See BackupHandle.isListDamaged. */
  isListDamaged(): Promise<boolean>;
  get(fileID: string): ListedEntry | null;
  find(domain: string, relativePath: string): ListedEntry | null;
  getSmall(fileID: string, maxBytes: number): FoundFile | null;
  /** Starts an iteration and returns its number. */
  matchOpen(domainGlob: string, pathGlob: string): Promise<number>;
  /** Like `matchOpen`, for everything below a folder. */
  withinOpen(domain: string, folder: string): Promise<number>;
  matchNext(iteration: number): MatchPage;
  matchClose(iteration: number): void;
  readBlob(source: DatabaseRef, query: BlobQuery): Promise<Uint8Array | null>;
  measure(measured: readonly StoreGroup[], others: readonly StoreGroup[]): MeasuredStores;
  readRow(source: DatabaseRef, query: RowQuery): Promise<RawRow | null>;
}

/** The name of an operation. */
export type Operation = keyof ThreadOperations;

/** Data passed to the thread when it starts. */
export interface ThreadOptions {
  readonly path: string;
  readonly tempPath: string | null;
}

/** A request to the thread. */
export interface ThreadRequest {
  readonly id: number;
  readonly operation: Operation;
  readonly args: readonly unknown[];
}

/** The thread's response. */
export type ThreadResponse =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure };
