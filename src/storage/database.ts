import type { Generated } from 'kysely';
import type { JsonValue, RowOf, TableSet } from '../model/columns.ts';
import type { Outcome } from '../model/outcome.ts';
import type { BackupStatus } from './repositories/backup-registry.ts';
import type { PieceKind, PieceState } from './repositories/piece-types.ts';
import type { IndexRunState } from './repositories/run-types.ts';

/** `backups`: one row for each backup the registry knows. Times here and below are UTC milliseconds. */
export interface BackupsTable {
  id: Generated<number>;
  publicId: string;
  path: string;
  state: 'complete' | 'in-progress' | 'incomplete' | 'unsupported';
  remarks: readonly string[];
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
  status: BackupStatus;
  stale: boolean;
  staleReason: string | null;
  lastRunOutcome: string | null;
  lastRunReason: string | null;
  lastRunCode: string | null;
  createdAt: number;
  updatedAt: number;
  lastSeenAt: number;
  lastUnlockedAt: number | null;
  lastIndexedAt: number | null;
  vanishedAt: number | null;
  /** Set when the backup was deleted and its rows wait to be purged. */
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
  reason: string | null;
  progress: JsonValue;
  /** Its backup's index was deleted: to be removed once its rows are purged. */
  discarded: boolean;
  /** The backup's when the run began: its index is stale when another one stands there at the end. */
  fingerprint: string;
}

/** `artifact_runs`: the ledger. `run_id` of artifact rows and of the search index is its `id`. */
export interface ArtifactRunsTable {
  id: Generated<number>;
  backupId: number;
  indexRunId: number;
  artifact: string;
  version: number;
  /** Its rows are the ones shown. */
  isCurrent: boolean;
  /** Of its source files: the same signature and version give the same rows. */
  signature: string | null;
  /** Null until the artifact is finished. */
  outcome: Outcome | null;
  reason: string | null;
  found: number | null;
  parsed: number;
  skipped: number;
  notes: Readonly<Record<string, number>>;
  milliseconds: number;
  /** Rows it has in the search index now. */
  searchRows: number;
  createdAt: number;
  /** Set once its rows are gone; what stays is the line of the ledger. */
  purgedAt: number | null;
}

/** `source_files`: what an artifact run was read from. */
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

/** `index_pieces`: what a run is made of; workers claim them one by one. */
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
  /** Under whose name it was claimed: who holds it may claim it again. */
  holder: string | null;
  /** Who works on it, for people. */
  worker: string | null;
  /** How often it was claimed. */
  claims: number;
  heartbeatAt: number | null;
  leaseExpiresAt: number | null;
  /** 0..1 */
  fraction: number;
  records: number;
  /** A plan, or a ledger line and its sources; null until it is done. */
  result: JsonValue;
  /** Rows of the backup that wait for other slices; null again as soon as the run ends. */
  partial: JsonValue;
}

/** `backup_domains`: what the payloads of each domain of a backup take, as counted when it was indexed. */
export interface BackupDomainsTable {
  backupId: number;
  domain: string;
  files: number;
  bytes: number;
}

/** `artifact_search_index`: one row for each searchable record; ids are time-ordered. */
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

/** `artifact_tables`: the definitions the artifact tables were last made from. */
export interface ArtifactTablesTable {
  name: string;
  definition: JsonValue;
}

/** The tables that every installation has, by SQL name; columns in camelCase. */
export interface CoreDatabase {
  backups: BackupsTable;
  index_runs: IndexRunsTable;
  artifact_runs: ArtifactRunsTable;
  source_files: SourceFilesTable;
  index_pieces: IndexPiecesTable;
  backup_domains: BackupDomainsTable;
  artifact_search_index: ArtifactSearchIndexTable;
  artifact_tables: ArtifactTablesTable;
}

/** Core tables and the artifact tables `T`, as Kysely sees them: booleans are booleans, json is parsed, times are numbers. */
export type Database<T extends TableSet = TableSet> = CoreDatabase & {
  [K in keyof T & string]: { backupId: number; runId: number } & RowOf<T[K]>;
};
