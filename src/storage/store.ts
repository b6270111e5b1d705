import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely } from 'kysely';
import type { TableSet } from '../model/columns.ts';
import type { BackupId } from '../model/ids.ts';
import { ColumnNamePlugin } from './camel-case.ts';
import type { CoreDatabase, Database } from './database.ts';
import { parseDsn } from './dsn.ts';
import type { Engine, Snapshot, SqlNames } from './engine.ts';
import { initModels, type MigrationReport, migrate } from './migrate.ts';
import { AccessLog } from './repositories/access-log.ts';
import { BackupDomains } from './repositories/backup-domains.ts';
import { BackupFolders } from './repositories/backup-folders.ts';
import { BackupRegistry } from './repositories/backup-registry.ts';
import { IndexDeletion, type PurgeOptions, type PurgeReport } from './repositories/index-deletion.ts';
import { IndexPieces } from './repositories/index-pieces.ts';
import { IndexRuns } from './repositories/index-runs.ts';
import { KeptAnswers } from './repositories/kept-answers.ts';
import { Ledger } from './repositories/ledger.ts';
import { Marks } from './repositories/marks.ts';
import { SavedSearches } from './repositories/saved-searches.ts';
import { SourceFiles } from './repositories/source-files.ts';
import { UnreadStores } from './repositories/unread-stores.ts';
import { SearchIndex } from './search/search-index.ts';
import { kept } from './snapshot-cache.ts';

/** Options of {@link openStore}. */
export interface StoreOptions<T extends TableSet> {
  /** `sqlite:///./relative.db`, `sqlite:////absolute.db`, `postgresql://user:password@host:port/database` */
  readonly dsn: string;
  /** The tables of all artifacts. */
  readonly tables: T;
  /** Number of reader threads; 2 by default. For PostgreSQL, the minimum size of the connection pool. */
  readonly readers?: number;
  /**
   * False runs the statements of SQLite in this thread, which they block: for commands that have nothing else to do, and
   * read less than threads take to start. True by default.
   */
  readonly threads?: boolean;
  /** The file exists and is ours, as the process that started this one has checked. */
  readonly isKnown?: boolean;
  /** Time to wait for an unreachable database server in milliseconds; half a minute by default. */
  readonly waitMs?: number;
  /** Called once with the reason for waiting. */
  readonly onWait?: (reason: string) => void;
}

/** The application's database. */
export interface Store<T extends TableSet = TableSet> {
  /** For threads and processes that open it too. */
  readonly dsn: string;
  readonly tables: T;
  /**
   * For reading, on reader threads. Page by key with at most about a thousand rows at a time, never `.stream()`. Within
   * a transaction use only that transaction, because a second connection may have to wait for the first.
   */
  readonly read: Kysely<Database<T>>;
  /** For writing, on the single writer thread. Transactions are serialised and hold the write lock from their start. */
  readonly write: Kysely<Database<T>>;
  readonly backups: BackupRegistry;
  readonly folders: BackupFolders;
  readonly domains: BackupDomains;
  readonly unread: UnreadStores;
  readonly accesses: AccessLog;
  readonly marks: Marks;
  readonly searches: SavedSearches;
  readonly runs: IndexRuns;
  readonly pieces: IndexPieces;
  readonly answers: KeptAnswers;
  readonly ledger: Ledger;
  readonly sources: SourceFiles;
  readonly search: SearchIndex;
  readonly names: SqlNames;
  /**
   * Brings core and artifact tables up to date under a lock. Safe to call from several processes.
   * @throws STORAGE_UNAVAILABLE
   */
  migrate(): Promise<MigrationReport>;
  /** Creates the complete schema in an empty database, for development and tests. */
  initModels(): Promise<void>;
  /**
   * Hides the index of a backup immediately; {@link purge} deletes its rows.
   * @throws BACKUP_NOT_FOUND, CONFLICT (a run is in progress)
   */
  deleteIndex(backup: BackupId): Promise<void>;
  /** Hides a backup and its index immediately; {@link purge} deletes the rows. @throws BACKUP_NOT_FOUND, CONFLICT */
  deleteBackup(backup: BackupId): Promise<void>;
  /**
   * Deletes rows of runs that are neither current nor in progress in small batches, and then their traces in the search
   * index, in free pages and in the write-ahead log. Nothing of a deleted index or backup remains in the files
   * afterwards; that requires copying the database while writers wait.
   * @throws CANCELLED, STORAGE_UNAVAILABLE (another process keeps the log in use)
   */
  purge(options?: PurgeOptions): Promise<PurgeReport>;
  /** Ends the threads. Pending queries fail. */
  close(): Promise<void>;
}

/** What reads need of a {@link Store}. */
export type ReadStore<T extends TableSet = TableSet> = Pick<
  Store<T>,
  | 'dsn'
  | 'tables'
  | 'read'
  | 'backups'
  | 'folders'
  | 'domains'
  | 'unread'
  | 'accesses'
  | 'marks'
  | 'searches'
  | 'runs'
  | 'pieces'
  | 'answers'
  | 'ledger'
  | 'sources'
  | 'search'
  | 'names'
>;

const READERS = 2;
/** How long closing waits for what is being stored. */
const CLOSING_MS = 500;
const WAIT_MS = 30_000;

/**
 * Opens the database, creating file and folder if missing. `migrate()` creates its tables.
 * @throws BAD_SETTINGS, STORAGE_UNAVAILABLE
 */
export async function openStore<T extends TableSet>(options: StoreOptions<T>): Promise<Store<T>> {
  return storeOver(await openEngine(options), options);
}

/** One read transaction. */
export type SnapshotStore<T extends TableSet> = ReadStore<T> &
  Pick<Store<T>, 'close'> & {
    /** Name by which another connection can open the same snapshot as long as it is open; null if the product has none. */
    share(): Promise<string | null>;
  };

/**
 * Opens one read transaction of a migrated database, for a thread that reads much: SQLite's queries block it. `shared`
 * is the name of another one to see the same as that.
 * @throws BAD_SETTINGS, STORAGE_UNAVAILABLE
 */
export async function openSnapshot<T extends TableSet>(
  options: Pick<StoreOptions<T>, 'dsn' | 'tables'>,
  shared: string | null = null,
): Promise<SnapshotStore<T>> {
  const snapshot = await beginSnapshot(options, shared);
  const read = new Kysely<Database<T>>({ dialect: snapshot.dialect, plugins: [new ColumnNamePlugin()] });
  const { search, names } = snapshot;
  const { runs, marks, ...others } = repositories(options, read, read, { search, names, searchRows: null }, true);
  runs.scope = kept(runs.scope.bind(runs));
  marks.list = kept(marks.list.bind(marks));
  return { ...others, runs, marks, share: () => snapshot.share(), close: () => snapshot.close() };
}

async function beginSnapshot(
  { dsn, tables }: Pick<StoreOptions<TableSet>, 'dsn' | 'tables'>,
  shared: string | null,
): Promise<Snapshot> {
  const parsed = parseDsn(dsn);
  if (parsed.engine === 'sqlite') {
    const { openSqliteSnapshot } = await import('./engines/sqlite/sqlite-snapshot.ts');
    return openSqliteSnapshot(parsed.path, tables);
  }
  const { openPostgresSnapshot } = await import('./engines/postgres/postgres-snapshot.ts');
  return openPostgresSnapshot(parsed.address, tables, shared);
}

/** Loads only the required engine, because every command and worker starts with this. */
async function openEngine(options: StoreOptions<TableSet>): Promise<Engine> {
  const { dsn, tables, readers = READERS, isKnown = false, threads = true, waitMs = WAIT_MS, onWait } = options;
  const parsed = parseDsn(dsn);
  if (parsed.engine === 'sqlite') {
    const { openSqliteEngine } = await import('./engines/sqlite/sqlite-engine.ts');
    return openSqliteEngine(parsed.path, tables, { readers, isKnown, threads });
  }
  const { openPostgresEngine } = await import('./engines/postgres/postgres-engine.ts');
  return openPostgresEngine(parsed.address, tables, { readers, waitMs, ...(onWait === undefined ? {} : { onWait }) });
}

function repositories<T extends TableSet>(
  { dsn, tables }: Pick<StoreOptions<T>, 'dsn' | 'tables'>,
  read: Kysely<Database<T>>,
  write: Kysely<Database<T>>,
  { search, names, searchRows }: Pick<Engine, 'search' | 'names' | 'searchRows'>,
  isSnapshot = false,
): ReadStore<T> {
  // Every Database<T> has the core tables, which TypeScript cannot infer through the mapped type.
  const coreRead = read as unknown as Kysely<CoreDatabase>;
  const coreWrite = write as unknown as Kysely<CoreDatabase>;
  return {
    dsn,
    tables,
    read,
    backups: new BackupRegistry(coreRead, coreWrite),
    folders: new BackupFolders(coreRead, coreWrite),
    domains: new BackupDomains(coreRead, coreWrite),
    unread: new UnreadStores(coreRead, coreWrite),
    accesses: new AccessLog(coreRead, coreWrite),
    marks: new Marks(coreRead, coreWrite),
    searches: new SavedSearches(coreRead, coreWrite),
    runs: new IndexRuns(coreRead, coreWrite, searchRows),
    pieces: new IndexPieces(coreRead, coreWrite),
    answers: new KeptAnswers(coreRead, isSnapshot ? null : coreWrite),
    ledger: new Ledger(coreRead),
    sources: new SourceFiles(coreRead),
    search: new SearchIndex(coreRead, search, isSnapshot),
    names,
  };
}

function storeOver<T extends TableSet>(engine: Engine, options: StoreOptions<T>): Store<T> {
  const { tables } = options;
  const plugins = [new ColumnNamePlugin()];
  const read = new Kysely<Database<T>>({ dialect: engine.dialect('read'), plugins });
  const write = new Kysely<Database<T>>({ dialect: engine.dialect('write'), plugins });
  const coreWrite = write as unknown as Kysely<CoreDatabase>;
  const schema = { write: coreWrite, raw: new Kysely<unknown>({ dialect: engine.dialect('write-raw') }) };
  const deletion = new IndexDeletion(coreWrite, engine);
  const readStore = repositories(options, read, write, engine);
  return {
    ...readStore,
    write,
    migrate: () => migrate(schema, tables, engine),
    initModels: () => initModels(schema, tables, engine),
    deleteIndex: (backup) => deletion.deleteIndex(backup),
    deleteBackup: (backup) => deletion.deleteBackup(backup),
    purge: (options) => deletion.purge(options),
    async close() {
      // Counts of all rows take a second for a large backup: the next process has them, unless another one is writing.
      await Promise.race([readStore.answers.settled(), sleep(CLOSING_MS, undefined, { ref: false })]);
      await engine.close();
    },
  };
}
