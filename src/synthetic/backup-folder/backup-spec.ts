import type { PlistDictionary } from '../encoders/plist-value.ts';
import type { Seed } from '../random.ts';
import type { EncryptionKeyShape } from './mbfile-writer.ts';

/** The metadata files beside the manifest. */
export type MetadataFile = 'Info.plist' | 'Manifest.plist' | 'Status.plist';

/** One entry of a synthetic backup. Values are not validated, so that tests can write invalid backups. */
export interface SyntheticEntry {
  readonly domain: string;
  /** Separated by `/`. Parent folders are listed automatically. */
  readonly relativePath: string;
  readonly kind: 'file' | 'directory' | 'symlink';
  /** Contents of a file: bytes, or a file on disk, which is streamed. Empty by default. */
  readonly contents?: Uint8Array | { readonly path: string };
  /** Target of a symbolic link. */
  readonly target?: string;
  /** `Size` in the manifest if it differs from the true length, as it often does in real backups. */
  readonly sizeHint?: number;
  /** Listed in the manifest, but the payload is not written. */
  readonly missing?: boolean;
  /** Truncates the stored payload to this many bytes, like an incomplete copy. */
  readonly truncateTo?: number;
  /** Permission bits. Default: 0644 for files, 0755 for directories. */
  readonly mode?: number;
  /** UTC milliseconds. Default: one hour before the backup. */
  readonly modifiedAt?: number;
  /** UTC milliseconds. Default: `modifiedAt`. */
  readonly changedAt?: number;
  /** UTC milliseconds. Default: `modifiedAt`. */
  readonly createdAt?: number;
  /** Default: 3. */
  readonly protectionClass?: number;
  /** Encrypts without PKCS#7 padding, as re-encrypting tools do. The contents must be whole blocks. */
  readonly noPadding?: boolean;
  /** Omits the SHA-1 from the manifest in a domain whose files have one. */
  readonly noDigest?: boolean;
  readonly encryptionKeyShape?: EncryptionKeyShape;
  /** A binary plist of extended attributes. */
  readonly extendedAttributes?: Uint8Array;
}

/** A row of the table `Files` of Manifest.db, written unchanged: for rows that no device writes. */
export interface RawManifestRow {
  readonly fileID: string | null;
  readonly domain: string | null;
  readonly relativePath: string | null;
  readonly flags: number | null;
  readonly file: Uint8Array | null;
}

/** An app listed in the metadata files. */
export interface SyntheticApp {
  readonly bundleId: string;
  readonly name: string;
  readonly seller?: string;
  readonly version?: string;
  /** Hue of the drawn icon, 0–359. */
  readonly hue?: number;
}

/** Contents of the backup to write. */
export interface BackupSpec {
  /** Source of keys, UUIDs and serial numbers. Default: 0. */
  readonly seed?: Seed;
  readonly udid?: string;
  readonly deviceName?: string;
  /** `iPhone13,3` */
  readonly productType?: string;
  readonly iosVersion?: string;
  readonly encrypted?: {
    readonly password: string;
    /** First-stage iterations. Default: 1000. Unused with `mbdb`, which has one stage. */
    readonly dpic?: number;
    /** Second-stage iterations. Default: 1000. */
    readonly iter?: number;
    /** Iterations that the keybag declares instead of `dpic`. */
    readonly declaredDpic?: number;
  };
  readonly manifest: 'db' | 'mbdb';
  readonly layout: 'sharded' | 'flat';
  readonly files: Iterable<SyntheticEntry> | AsyncIterable<SyntheticEntry>;
  readonly apps?: readonly SyntheticApp[];
  /** Metadata files to leave out. */
  readonly omit?: readonly MetadataFile[];
  /** Metadata files to write empty. */
  readonly empty?: readonly MetadataFile[];
  /** Entries of Status.plist that replace the defaults. */
  readonly status?: PlistDictionary;
  /** Entries of Info.plist that replace the defaults. */
  readonly info?: PlistDictionary;
  /** Entries of Manifest.plist that replace the defaults. */
  readonly manifestPlist?: PlistDictionary;
  /** Time of the backup in UTC milliseconds. */
  readonly date?: number;
  /** Extra rows of Manifest.db. */
  readonly rawRows?: readonly RawManifestRow[];
  /** Leaves Manifest.db of an encrypted backup unencrypted, as decrypting tools do. */
  readonly plainManifest?: boolean;
  /** Encrypts the records of Manifest.db instead of the database, as iOS 10.0 does; needs `encrypted` and `db`. */
  readonly encryptedRecords?: boolean;
  /** Leaves an empty `Snapshot` folder, as a failed backup does. */
  readonly snapshotFolder?: boolean;
}

/** Summary of a written backup, with its secrets. */
export interface WrittenBackup {
  readonly path: string;
  readonly udid: string;
  readonly counts: {
    readonly files: number;
    readonly directories: number;
    readonly symlinks: number;
    /** Files listed without a payload. */
    readonly missing: number;
  };
  /** Total length of the stored payloads in bytes. */
  readonly storedBytes: number;
  /** Class keys protected by the password; empty if the backup is not encrypted. */
  readonly classKeys: ReadonlyMap<number, Buffer>;
  /** Key that wraps the class keys; null if the backup is not encrypted. */
  readonly keyEncryptionKey: Buffer | null;
}
