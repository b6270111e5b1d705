import type { StoredMessage } from '../locales/messages.ts';

/** State of a backup folder, which determines what can be expected of it. */
export type BackupState =
  /** Status.plist reports a finished snapshot, or is absent and nothing contradicts it. */
  | 'complete'
  /** A backup is being written or has failed: `Snapshot/` exists or SnapshotState is not "finished". */
  | 'in-progress'
  /** Files that every backup has are missing, empty or unreadable. */
  | 'incomplete'
  /** iOS 2–3 (.mddata/.mdinfo/.mdbackup): recognised but not readable. */
  | 'unsupported';

/** Format of the file list. */
export type ManifestKind = 'manifest.db' | 'manifest.mbdb';

/** Device details from the metadata files. Every field may be missing. */
export interface DeviceInfo {
  readonly udid: string | null;
  readonly deviceName: string | null;
  /** `iPhone13,3` */
  readonly productType: string | null;
  /** `iPhone 12 Pro`, from Info.plist or from our table of product types. */
  readonly productName: string | null;
  /** iOS version, `14.3` */
  readonly productVersion: string | null;
  readonly buildVersion: string | null;
  readonly serialNumber: string | null;
  readonly phoneNumber: string | null;
  readonly imei: string | null;
  readonly iccid: string | null;
  /** Software that made the backup: `iTunes 12.9`, `macOS 15.1`. */
  readonly madeBy: string | null;
}

/** A backup folder as found by discovery, from three plists, without unlocking or listing anything. */
export interface BackupFolder {
  /** Real path of the folder. */
  readonly path: string;
  readonly state: BackupState;
  /** Reasons for a state other than `complete`, and notable oddities, in plain English. */
  readonly remarks: readonly StoredMessage[];
  /** True for an archived copy (`<udid>-YYYYMMDD-HHMMSS`) instead of the live backup. */
  readonly archived: boolean;
  readonly manifest: ManifestKind | null;
  readonly encrypted: boolean;
  /** True if the device had a passcode; null if unknown. */
  readonly passcodeSet: boolean | null;
  readonly device: DeviceInfo;
  /**
   * From Status.Date, Info "Last Backup Date", Manifest.Date or the mtime of Manifest.plist, in that order; UTC
   * milliseconds.
   */
  readonly backedUpAt: number | null;
  /** Manifest.plist `Date` in UTC milliseconds. Part of the identity of a moved backup. */
  readonly manifestDate: number | null;
  /** Status.plist `UUID`. */
  readonly statusUuid: string | null;
  readonly isFullBackup: boolean | null;
  /** Changes whenever the backup is rewritten: Status UUID and date, size and mtime of the manifest. */
  readonly fingerprint: string;
}
