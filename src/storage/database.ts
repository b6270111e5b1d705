import type { Generated } from 'kysely';
import { type CountedMessage, type StoredMessage } from '../locales/messages.ts';
import type { AccessAction, AccessActor } from '../model/access.ts';
import type { ArtifactChoice } from '../model/artifact-choice.ts';
import type { ColumnKind, JsonValue, RowOf, TableSet } from '../model/columns.ts';
import type { Outcome } from '../model/outcome.ts';
import type { UnreadStore } from '../model/unread-store.ts';
import type {
  KeptOnly,
  PartialRows,
  PieceKind,
  PieceState,
  PlannedPieces,
  ReadResult,
} from './repositories/piece-types.ts';
import type { IndexRunState, Preview } from './repositories/run-types.ts';

/** Whether a usable index exists; the outcome of the last run is stored separately. */
export type BackupStatus = 'DISCOVERED' | 'INDEXING' | 'INDEXED' | 'FAILED';

/** `backups`: one row per registered backup. All times here and below are UTC milliseconds. */
export interface BackupsTable {
  id: Generated<number>;
  publicId: string;
  /** Name given by a person. */
  givenName: string | null;
  path: string;
  state: 'complete' | 'in-progress' | 'incomplete' | 'unsupported';
  remarks: readonly StoredMessage[];
  archived: boolean;
  manifest: 'manifest.db' | 'manifest.mbdb' | null;
  encrypted: boolean;
  passcodeSet: boolean | null;
  udid: string | null;
  deviceName: string | null;
  productType: string | null;
  productName: string | null;
  productVersion: string | null;
  buildVersion: string | null;
  serialNumber: string | null;
  phoneNumber: string | null;
  imei: string | null;
  iccid: string | null;
  madeBy: string | null;
  backedUpAt: number | null;
  manifestDate: number | null;
  statusUuid: string | null;
  isFullBackup: boolean | null;
  fingerprint: string;
  sizeBytes: number | null;
  fileCount: number | null;
  storeCount: number | null;
  unreadCount: number | null;
  duplicateCount: number | null;
  choice: ArtifactChoice | null;
  status: BackupStatus;
  stale: boolean;
  staleReason: StoredMessage | null;
  lastRunOutcome: string | null;
  lastRunReason: StoredMessage | null;
  lastRunCode: string | null;
  createdAt: number;
  updatedAt: number;
  lastSeenAt: number;
  lastUnlockedAt: number | null;
  lastIndexedAt: number | null;
  vanishedAt: number | null;
  /** Set when the backup was deleted and its rows are not purged yet. */
  deletedAt: number | null;
}

/** `index_runs`: one indexing of one backup, with its lease. */
export interface IndexRunsTable {
  id: Generated<number>;
  publicId: string;
  backupId: number;
  state: IndexRunState;
  owner: string;
  heartbeatAt: number;
  leaseExpiresAt: number;
  startedAt: number;
  finishedAt: number | null;
  errorCode: string | null;
  reason: StoredMessage | null;
  progress: JsonValue;
  /** Its backup's index was deleted: removed once its rows are purged. */
  discarded: boolean;
  /** The backup's fingerprint when the run began. If it differs at the end, the index is stale. */
  fingerprint: string;
}

/** `artifact_runs`: the ledger. Its `id` is the `run_id` of artifact rows and of the search index. */
export interface ArtifactRunsTable {
  id: Generated<number>;
  backupId: number;
  indexRunId: number;
  artifact: string;
  version: number;
  /** True if its rows are visible. */
  isCurrent: boolean;
  /** Of its source files: the same signature and version produce the same rows. */
  signature: string | null;
  /** Null until the artifact is finished. */
  outcome: Outcome | null;
  reason: StoredMessage | null;
  found: number | null;
  parsed: number;
  skipped: number;
  notes: readonly CountedMessage[];
  milliseconds: number;
  /** Current number of its rows in the search index. */
  searchRows: number;
  createdAt: number;
  /** Set once its rows are deleted; the ledger line remains. */
  purgedAt: number | null;
  /** Set if it holds only the newest records. */
  preview: Preview | null;
  /** The `run_id` of its rows, if it kept those of an earlier run; null for its own id. */
  rowsRunId: number | null;
  /** Runs whose terms its search rows have; null for its own. */
  termRuns: readonly number[] | null;
}

/** `artifact_states`: what an artifact run remembers for the next reading, in pieces. */
export interface ArtifactStatesTable {
  artifactRunId: number;
  position: number;
  data: Uint8Array;
}

/** `kept_answers`: what was computed from the rows of an artifact run, which never change under its `id`. */
export interface KeptAnswersTable {
  artifactRunId: number;
  question: string;
  answer: JsonValue;
}

/** `source_files`: the files an artifact run was read from. */
export interface SourceFilesTable {
  artifactRunId: number;
  position: number;
  store: string;
  fileId: string;
  domain: string;
  relativePath: string;
  size: number;
  sha256: string;
}

/** `index_pieces`: the units of work of a run, claimed by workers one at a time. */
export interface IndexPiecesTable {
  id: Generated<number>;
  indexRunId: number;
  /** Null for the plan. */
  artifactRunId: number | null;
  kind: PieceKind;
  /** Empty for the plan. */
  artifact: string;
  slice: number;
  slices: number;
  signature: string | null;
  state: PieceState;
  /** Name under which it was claimed; the same holder may claim it again. */
  holder: string | null;
  /** Display name of the worker. */
  worker: string | null;
  /** Number of claims so far. */
  claims: number;
  heartbeatAt: number | null;
  leaseExpiresAt: number | null;
  /** 0..1 */
  fraction: number;
  records: number;
  /** A plan, or a ledger line with its sources; null until done. */
  result: readonly PlannedPieces[] | ReadResult | null;
  /** Rows that wait for other slices, or what is kept of an earlier run; reset to null when the run ends. */
  partial: PartialRows | KeptOnly | null;
}

/** `backup_domains`: payload size of each domain of a backup, as of the last indexing. */
export interface BackupDomainsTable {
  backupId: number;
  domain: string;
  files: number;
  bytes: number;
}

/** `unread_stores`: stores that no artifact reads, as of the last indexing. */
export interface UnreadStoresTable extends UnreadStore {
  backupId: number;
  /** From 0, largest first. */
  position: number;
}

/** `access_log`: an access to a backup. Removing an index or a backup takes the backup and what was taken out of it. */
export interface AccessLogTable {
  id: Generated<number>;
  /** Null once the index or the backup was removed. */
  backupId: number | null;
  at: number;
  actor: AccessActor;
  /** Key and name of a browser. */
  browserKey: string | null;
  browserName: string | null;
  action: AccessAction;
  /** Record kind or other thing that was exported. */
  what: string | null;
  format: string | null;
  /** Number of records or files; null for all, or if it was not counted to the end. */
  count: number | null;
}

/** `marks`: what a person added to a record. Its key outlives the index. */
export interface MarksTable {
  backupId: number;
  /** Id of a record kind. */
  kind: string;
  /** Key of the record in its table. */
  key: string;
  starred: boolean;
  tags: readonly string[];
  note: string | null;
  createdAt: number;
  updatedAt: number;
}

/** `saved_searches`: searches with a name. */
export interface SavedSearchesTable {
  id: Generated<number>;
  publicId: string;
  /** Null for all backups. */
  backupId: number | null;
  name: string;
  query: string;
  createdAt: number;
}

/** `backup_folders`: folders to search that people added. */
export interface BackupFoldersTable {
  id: Generated<number>;
  path: string;
  addedAt: number;
}

/** `artifact_search_index`: one row per searchable record; ids are in time order. */
export interface ArtifactSearchIndexTable {
  id: number;
  backupId: number;
  runId: number;
  type: string;
  ref: string;
  occurredAt: number | null;
  displayText: string;
  payload: { readonly [key: string]: JsonValue } | null;
}

/**
 * `repeated_texts`, `repeated_json`: values of columns that have few, each once for a run (or more often, if several
 * processes write it). Empty where rows have them themselves.
 */
export interface RepeatedValuesTable<V> {
  id: Generated<number>;
  backupId: number;
  runId: number;
  value: V;
}

/** The parts of a definition of a table that determine the SQL table. */
export interface StoredDefinition {
  readonly columns: { readonly [name: string]: ColumnKind };
  readonly primaryKey: readonly string[];
  readonly indexes: readonly (readonly string[])[];
  /** The columns whose values are stored in another table; absent if there are none. */
  readonly repeats?: readonly string[];
}

/** `artifact_tables`: the definitions from which the artifact tables were last made. */
export interface ArtifactTablesTable {
  name: string;
  definition: StoredDefinition;
}

/** The tables of every installation by SQL name, with camelCase columns. */
export interface CoreDatabase {
  backups: BackupsTable;
  index_runs: IndexRunsTable;
  artifact_runs: ArtifactRunsTable;
  artifact_states: ArtifactStatesTable;
  kept_answers: KeptAnswersTable;
  source_files: SourceFilesTable;
  index_pieces: IndexPiecesTable;
  backup_domains: BackupDomainsTable;
  unread_stores: UnreadStoresTable;
  access_log: AccessLogTable;
  marks: MarksTable;
  saved_searches: SavedSearchesTable;
  backup_folders: BackupFoldersTable;
  artifact_search_index: ArtifactSearchIndexTable;
  repeated_texts: RepeatedValuesTable<string>;
  repeated_json: RepeatedValuesTable<JsonValue>;
  artifact_tables: ArtifactTablesTable;
}

/**
 * Core tables and the artifact tables `T` as seen by Kysely: booleans are booleans, json is parsed, times are numbers.
 */
export type Database<T extends TableSet = TableSet> = CoreDatabase & {
  [K in keyof T & string]: { backupId: number; runId: number } & RowOf<T[K]>;
};
