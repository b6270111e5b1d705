/// <reference types="node" preserve="true" />
/**
 * The library `apple-juicer/backup`: reads an iPhone or iPad backup on disk, made by Finder, iTunes, Apple Devices or
 * libimobiledevice. Never writes to the backup. Rooms of this repository import `index.ts`, which has more.
 *
 * ```ts
 * const backup = await openBackup('/path/to/00008110-001A0D942EEA401E', { password });
 * const entry = backup.manifest.find('HomeDomain', 'Library/SMS/sms.db');
 * if (entry !== null) {
 *   const { db, close } = await backup.openDatabase(entry);
 *   console.log(db.prepare('SELECT count(*) AS messages FROM message').get());
 *   close();
 * }
 * await backup.close();
 * ```
 *
 * All expected failures are `DomainError`s with a stable `code`.
 */
export type { BackupFolder, BackupState, DeviceInfo, ManifestKind } from '../model/backup-folder.ts';
export { DomainError, type ErrorCode, isDomainError } from '../model/errors.ts';
export type { FileIntegrity } from '../model/file-integrity.ts';
export { readApps } from './apps.ts';
export { defaultBackupRoots } from './discovery/default-roots.ts';
export { discoverBackups } from './discovery/discover.ts';
export { inspectBackup } from './discovery/inspect.ts';
export { type BackupHealth, checkHealth, type HealthOptions } from './health.ts';
export { openBackup } from './open-backup.ts';
export { productNameOf } from './product-types.ts';
export { sweepSandboxes } from './sandbox.ts';
export type { SqlDatabase, SqlStatement } from './source-database/sql.ts';
export type {
  AppInfo,
  Backup,
  BackupEntry,
  BackupFile,
  ClassKeys,
  DomainSummary,
  EntryCursor,
  EntryFilter,
  EntryKey,
  EntryKind,
  FolderChild,
  FolderPage,
  Manifest,
  ManifestCounts,
  OpenOptions,
  Password,
  SourceDatabase,
  WriteAheadLog,
} from './types.ts';
export { unlockBackup } from './unlock-backup.ts';
