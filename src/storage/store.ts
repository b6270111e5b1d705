import type { Kysely } from 'kysely';
import type { TableSet } from '../model/columns.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import type { Database } from './database.ts';
import type { BackupRegistry } from './repositories/backup-registry.ts';
import type { IndexRuns } from './repositories/index-runs.ts';
import type { Ledger } from './repositories/ledger.ts';
import type { SourceFiles } from './repositories/source-files.ts';
import type { SearchIndex } from './search/search-index.ts';

/** How to open the database. */
export interface StoreOptions<T extends TableSet> {
  /** `sqlite:///./relative.db`, `sqlite:////absolute.db` */
  readonly dsn: string;
  /** The tables of every artifact. */
  readonly tables: T;
  /** Reader threads; 2 by default. */
  readonly readers?: number;
}

/** What `migrate` did. */
export interface MigrationReport {
  /** Names of the migrations that ran. */
  readonly applied: readonly string[];
  readonly created: readonly string[];
  readonly altered: readonly string[];
  /** Tables whose rows are gone because a type or key changed; their artifacts want a re-index. */
  readonly replaced: readonly string[];
}

/** How to clear away rows that nothing shows. */
export interface PurgeOptions {
  readonly signal?: AbortSignal;
  /** Pause between two batches, milliseconds; 5 by default. */
  readonly pauseMs?: number;
}

/** What `purge` removed. */
export interface PurgeReport {
  readonly runs: number;
  readonly rows: number;
  readonly backups: number;
}

/** Our database. */
export interface Store<T extends TableSet = TableSet> {
  readonly tables: T;
  /** For reading, on reader threads. Never `.stream()`; page by key, at most about a thousand rows at once. */
  readonly read: Kysely<Database<T>>;
  /** For writing, on the one writer thread; transactions come one after another. */
  readonly write: Kysely<Database<T>>;
  readonly backups: BackupRegistry;
  readonly runs: IndexRuns;
  readonly ledger: Ledger;
  readonly sources: SourceFiles;
  readonly search: SearchIndex;
  /** Brings core and artifact tables up to date, under a lock. Safe to call from several processes. */
  migrate(): Promise<MigrationReport>;
  /** Creates the whole schema in one go in an empty database: for development and tests. */
  initModels(): Promise<void>;
  /** Hides the index of a backup at once; {@link purge} removes its rows. @throws BACKUP_NOT_FOUND, CONFLICT (a run is going on) */
  deleteIndex(backup: BackupId): Promise<void>;
  /** Hides a backup and its index at once; {@link purge} removes the rows. @throws BACKUP_NOT_FOUND, CONFLICT */
  deleteBackup(backup: BackupId): Promise<void>;
  /**
   * Removes rows of runs that are neither current nor going on, in small batches, and then what they left in the search
   * index, in free pages and in the write-ahead log: afterwards nothing of them can be found in the files.
   * @throws CANCELLED
   */
  purge(options?: PurgeOptions): Promise<PurgeReport>;
  close(): Promise<void>;
}

/** Opens the database, creating file and folder where they do not exist. @throws BAD_SETTINGS, STORAGE_UNAVAILABLE */
export function openStore<T extends TableSet>(options: StoreOptions<T>): Promise<Store<T>> {
  throw new DomainError('INTERNAL', `The store is being written: ${options.dsn}`);
}
