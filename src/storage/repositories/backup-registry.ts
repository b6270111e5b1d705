import type { BackupId } from '../../model/ids.ts';
import type { FoundBackup } from './found-backup.ts';

/** Says whether a usable index exists; the outcome of the last run stands beside it. */
export type BackupStatus = 'DISCOVERED' | 'INDEXING' | 'INDEXED' | 'FAILED';

/** A backup the registry knows. All times are UTC milliseconds. */
export interface BackupRecord extends FoundBackup {
  readonly publicId: BackupId;
  readonly sizeBytes: number | null;
  readonly fileCount: number | null;
  readonly status: BackupStatus;
  /** The index no longer matches the files, or the artifacts that read them. */
  readonly stale: boolean;
  readonly staleReason: string | null;
  readonly lastRunOutcome: string | null;
  readonly lastRunReason: string | null;
  readonly lastRunCode: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly lastSeenAt: number;
  readonly lastUnlockedAt: number | null;
  readonly lastIndexedAt: number | null;
  /** Set while the folder is gone; the record and its index stay. */
  readonly vanishedAt: number | null;
}

/** What a rescan changed. */
export interface RefreshResult {
  readonly added: readonly BackupId[];
  readonly moved: readonly BackupId[];
  /** Same backup, other files than before. */
  readonly changed: readonly BackupId[];
  readonly vanished: readonly BackupId[];
  readonly unchanged: number;
}

/** One root folder of a scan; backups under an unreachable one do not vanish. */
export interface ScannedRoot {
  /** Real path where it is reachable, else the configured one. */
  readonly path: string;
  readonly reachable: boolean;
}

/** The backups this installation knows. */
export interface BackupRegistry {
  /** All of them, newest backup first; vanished ones last. */
  list(): Promise<BackupRecord[]>;
  /** @throws BACKUP_NOT_FOUND */
  get(publicId: BackupId): Promise<BackupRecord>;
  /** Takes in the result of a scan by the identity rules of DESIGN.md §4, in one transaction. */
  refresh(found: readonly FoundBackup[], scannedRoots: readonly ScannedRoot[]): Promise<RefreshResult>;
  /** @throws BACKUP_NOT_FOUND */
  touchUnlocked(publicId: BackupId): Promise<void>;
  /** @throws BACKUP_NOT_FOUND */
  setSize(publicId: BackupId, size: { sizeBytes: number; fileCount: number | null }): Promise<void>;
  /** Marks the index as out of date (new artifact version, changed files). @throws BACKUP_NOT_FOUND */
  markStale(publicId: BackupId, reason: string): Promise<void>;
}
