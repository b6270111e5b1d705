import { boolean, type Column, integer, json, real, text, time } from '../model/columns.ts';
import type { CoreDatabase } from './database.ts';

/** A column of a core table: a kind, and what artifact columns do not have. */
export interface CoreColumn extends Column {
  readonly notNull: boolean;
  readonly unique?: boolean;
  /** Deleting the row named here deletes this one too. */
  readonly references?: 'backups' | 'index_runs' | 'artifact_runs';
  /** The table's key, counted up by the database and never used again. */
  readonly generated?: boolean;
}

/** A core table as it is now. Migrations lead here; a test shows that they do. */
export interface CoreTable<Row = Record<string, unknown>> {
  readonly columns: { readonly [K in keyof Row & string]: CoreColumn };
  /** For tables whose key is not one generated column. */
  readonly primaryKey?: readonly (keyof Row & string)[];
  readonly indexes: readonly {
    readonly name: string;
    readonly columns: readonly (keyof Row & string)[];
    /** A unique index over the rows for which this SQL holds. */
    readonly uniqueWhere?: string;
  }[];
}

const some = (column: Column): CoreColumn => ({ ...column, notNull: true });
const maybe = (column: Column): CoreColumn => ({ ...column, notNull: false });
const id: CoreColumn = { ...integer(), notNull: true, generated: true };
const link = (references: NonNullable<CoreColumn['references']>): CoreColumn => ({ ...some(integer()), references });

/** Every core table except the full-text one, which is the engine's. In the order in which they can be created. */
export const CORE_TABLES: { readonly [K in keyof CoreDatabase]: CoreTable<CoreDatabase[K]> } = {
  backups: {
    columns: {
      id,
      publicId: { ...some(text()), unique: true },
      path: some(text()),
      state: some(text()),
      remarks: some(json()),
      archived: some(boolean()),
      manifest: maybe(text()),
      encrypted: some(boolean()),
      passcodeSet: maybe(boolean()),
      udid: maybe(text()),
      deviceName: maybe(text()),
      productType: maybe(text()),
      productName: maybe(text()),
      productVersion: maybe(text()),
      buildVersion: maybe(text()),
      serialNumber: maybe(text()),
      phoneNumber: maybe(text()),
      imei: maybe(text()),
      iccid: maybe(text()),
      madeBy: maybe(text()),
      backedUpAt: maybe(time()),
      manifestDate: maybe(time()),
      statusUuid: maybe(text()),
      isFullBackup: maybe(boolean()),
      fingerprint: some(text()),
      sizeBytes: maybe(integer()),
      fileCount: maybe(integer()),
      status: some(text()),
      stale: some(boolean()),
      staleReason: maybe(text()),
      lastRunOutcome: maybe(text()),
      lastRunReason: maybe(text()),
      lastRunCode: maybe(text()),
      createdAt: some(time()),
      updatedAt: some(time()),
      lastSeenAt: some(time()),
      lastUnlockedAt: maybe(time()),
      lastIndexedAt: maybe(time()),
      vanishedAt: maybe(time()),
      deletedAt: maybe(time()),
    },
    indexes: [{ name: 'backups_udid', columns: ['udid'] }],
  },
  index_runs: {
    columns: {
      id,
      publicId: { ...some(text()), unique: true },
      backupId: link('backups'),
      state: some(text()),
      owner: some(text()),
      heartbeatAt: some(time()),
      leaseExpiresAt: some(time()),
      startedAt: some(time()),
      finishedAt: maybe(time()),
      errorCode: maybe(text()),
      reason: maybe(text()),
      progress: maybe(json()),
      discarded: some(boolean()),
      fingerprint: some(text()),
    },
    indexes: [
      { name: 'index_runs_backup', columns: ['backupId', 'startedAt'] },
      { name: 'index_runs_one_running', columns: ['backupId'], uniqueWhere: "state = 'running'" },
    ],
  },
  artifact_runs: {
    columns: {
      id,
      backupId: link('backups'),
      indexRunId: link('index_runs'),
      artifact: some(text()),
      version: some(integer()),
      isCurrent: some(boolean()),
      signature: maybe(text()),
      outcome: maybe(text()),
      reason: maybe(text()),
      found: maybe(integer()),
      parsed: some(integer()),
      skipped: some(integer()),
      notes: some(json()),
      milliseconds: some(integer()),
      searchRows: some(integer()),
      createdAt: some(time()),
      purgedAt: maybe(time()),
    },
    indexes: [
      { name: 'artifact_runs_backup', columns: ['backupId', 'artifact'] },
      { name: 'artifact_runs_index_run', columns: ['indexRunId'] },
      { name: 'artifact_runs_one_current', columns: ['backupId', 'artifact'], uniqueWhere: 'is_current = 1' },
    ],
  },
  source_files: {
    columns: {
      artifactRunId: link('artifact_runs'),
      position: some(integer()),
      store: some(text()),
      fileId: some(text()),
      domain: some(text()),
      relativePath: some(text()),
      size: some(integer()),
      sha256: some(text()),
    },
    primaryKey: ['artifactRunId', 'position'],
    indexes: [],
  },
  index_pieces: {
    columns: {
      id,
      indexRunId: link('index_runs'),
      artifactRunId: { ...maybe(integer()), references: 'artifact_runs' },
      kind: some(text()),
      artifact: some(text()),
      slice: some(integer()),
      slices: some(integer()),
      signature: maybe(text()),
      state: some(text()),
      holder: maybe(text()),
      worker: maybe(text()),
      claims: some(integer()),
      heartbeatAt: maybe(time()),
      leaseExpiresAt: maybe(time()),
      fraction: some(real()),
      records: some(integer()),
      result: maybe(json()),
      partial: maybe(json()),
    },
    indexes: [
      { name: 'index_pieces_run', columns: ['indexRunId'] },
      { name: 'index_pieces_artifact_run', columns: ['artifactRunId'] },
    ],
  },
  backup_domains: {
    columns: { backupId: link('backups'), domain: some(text()), files: some(integer()), bytes: some(integer()) },
    primaryKey: ['backupId', 'domain'],
    indexes: [],
  },
  artifact_search_index: {
    columns: {
      // Given, not generated: see `search/time-ids.ts`.
      id: some(integer()),
      backupId: link('backups'),
      runId: some(integer()),
      type: some(text()),
      ref: some(text()),
      occurredAt: maybe(time()),
      displayText: some(text()),
      payload: maybe(json()),
    },
    primaryKey: ['id'],
    indexes: [{ name: 'artifact_search_index_run', columns: ['backupId', 'runId'] }],
  },
  artifact_tables: {
    columns: { name: some(text()), definition: some(json()) },
    primaryKey: ['name'],
    indexes: [],
  },
};
