/**
 * Reads an iPhone or iPad backup on disk, made by Finder, iTunes, Apple Devices or libimobiledevice. Never writes to
 * the backup.
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
export { contentsDigest } from './contents-digest.ts';
export { changeStamp } from './discovery/change-stamp.ts';
export { defaultBackupRoots } from './discovery/default-roots.ts';
export { discoverBackups, isMetadataFile, resolveFolder } from './discovery/discover.ts';
export { explainMissingBackup } from './discovery/explain-missing-backup.ts';
export { folderStamp } from './discovery/folder-stamp.ts';
export { currentFingerprint, inspectBackup } from './discovery/inspect.ts';
export { type FolderListing, type ListedFolder, listFolders } from './discovery/list-folders.ts';
export { type StartPlace, startPlaces } from './discovery/start-places.ts';
export { parseTypedPath } from './discovery/typed-path.ts';
export { backupWithUnreadableName } from './discovery/unreadable-name.ts';
export { FileOpener } from './file/file-opener.ts';
export { type BackupHealth, checkHealth, type HealthOptions } from './health.ts';
export { folderOfBackups } from './inside-backup.ts';
export { importClassKeys, memoryOfKeys, sharedClassKeys } from './keybag/class-keys.ts';
export { measureStores } from './measure-stores.ts';
export { openBackup } from './open-backup.ts';
export { storedBytes } from './payload-folders.ts';
export { type DomainSize, type PayloadSurvey, surveyPayloads } from './payload-survey.ts';
export { PayloadTable } from './payload-table.ts';
export { productNameOf } from './product-types.ts';
export { Sandbox, sweepSandboxes } from './sandbox.ts';
export { databaseError } from './source-database/database-error.ts';
export { columns, tables } from './source-database/schema.ts';
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
  Manifest,
  ManifestCounts,
  OpenOptions,
  Password,
  SourceDatabase,
} from './types.ts';
export { unlockBackup } from './unlock-backup.ts';
