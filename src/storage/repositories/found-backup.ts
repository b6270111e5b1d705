import type { StoredMessage } from '../../locales/messages.ts';

/** Device details from the metadata files of a backup: the shape of `DeviceInfo` in `backup/`. */
export interface FoundDevice {
  readonly udid: string | null;
  readonly deviceName: string | null;
  readonly productType: string | null;
  readonly productName: string | null;
  readonly productVersion: string | null;
  readonly buildVersion: string | null;
  readonly serialNumber: string | null;
  readonly phoneNumber: string | null;
  readonly imei: string | null;
  readonly iccid: string | null;
  readonly madeBy: string | null;
}

/**
 * A backup folder found by a scan: the fields of `BackupFolder` in `backup/`, declared here because storage imports
 * `model` only.
 */
export interface FoundBackup {
  /** Real path of the folder. */
  readonly path: string;
  readonly state: 'complete' | 'in-progress' | 'incomplete' | 'unsupported';
  readonly remarks: readonly StoredMessage[];
  readonly archived: boolean;
  readonly manifest: 'manifest.db' | 'manifest.mbdb' | null;
  readonly encrypted: boolean;
  readonly passcodeSet: boolean | null;
  readonly device: FoundDevice;
  /** UTC milliseconds. */
  readonly backedUpAt: number | null;
  /** UTC milliseconds; part of the identity of a moved backup. */
  readonly manifestDate: number | null;
  readonly statusUuid: string | null;
  readonly isFullBackup: boolean | null;
  /** Changes whenever the backup is rewritten. */
  readonly fingerprint: string;
}
