import type { PlistDictionary } from '../encoders/plist-value.ts';
import type { Seed } from '../random.ts';
import type { EncryptionKeyShape } from './mbfile-writer.ts';

/** The metadata files beside the manifest. */
export type MetadataFile = 'Info.plist' | 'Manifest.plist' | 'Status.plist';

/** One entry of a synthetic backup. Odd values are taken as they are: they are what tests are for. */
export interface SyntheticEntry {
  readonly domain: string;
  /** `/`-separated; the folders above it are listed without being asked for. */
  readonly relativePath: string;
  readonly kind: 'file' | 'directory' | 'symlink';
  /** What a file holds: bytes, or a file on disk that is streamed. Empty when not given. */
  readonly contents?: Uint8Array | { readonly path: string };
  /** Where a link points. */
  readonly target?: string;
  /** `Size` of the manifest where it is to differ from the true length, as real backups' often do. */
  readonly sizeHint?: number;
  /** Listed, but the payload is not written. */
  readonly missing?: boolean;
  /** Cuts the stored payload to this many bytes, as a broken copy does. */
  readonly truncateTo?: number;
  /** Permission bits; 0644 or 0755 when not given. */
  readonly mode?: number;
  /** UTC milliseconds; an hour before the backup when not given. */
  readonly modifiedAt?: number;
  /** UTC milliseconds; as `modifiedAt` when not given. */
  readonly changedAt?: number;
  /** UTC milliseconds; as `modifiedAt` when not given. */
  readonly createdAt?: number;
  /** 3 when not given. */
  readonly protectionClass?: number;
  /** Encrypted without PKCS#7 padding (only whole blocks), as re-encrypting tools write. */
  readonly noPadding?: boolean;
  /** No SHA-1 in the manifest although the domain has them. */
  readonly noDigest?: boolean;
  readonly encryptionKeyShape?: EncryptionKeyShape;
  /** A binary plist of extended attributes. */
  readonly extendedAttributes?: Uint8Array;
}

/** A row of Manifest.db's `Files`, written as given: for what no phone writes. */
export interface RawManifestRow {
  readonly fileID: string | null;
  readonly domain: string | null;
  readonly relativePath: string | null;
  readonly flags: number | null;
  readonly file: Uint8Array | null;
}

/** An app that the metadata files name. */
export interface SyntheticApp {
  readonly bundleId: string;
  readonly name: string;
  readonly seller?: string;
  readonly version?: string;
  /** Hue of the drawn icon, 0–359. */
  readonly hue?: number;
}

/** What backup to write. */
export interface BackupSpec {
  /** Keys, UUIDs and serial numbers follow from it; 0 when not given. */
  readonly seed?: Seed;
  readonly udid?: string;
  readonly deviceName?: string;
  /** `iPhone13,3` */
  readonly productType?: string;
  readonly iosVersion?: string;
  readonly encrypted?: {
    readonly password: string;
    /** First-stage iterations, 1000 when not given. Unused with `mbdb`, which knows one stage. */
    readonly dpic?: number;
    /** Second-stage iterations, 1000 when not given. */
    readonly iter?: number;
    /** What the keybag claims instead of `dpic`. */
    readonly declaredDpic?: number;
  };
  readonly manifest: 'db' | 'mbdb';
  readonly layout: 'sharded' | 'flat';
  readonly files: Iterable<SyntheticEntry> | AsyncIterable<SyntheticEntry>;
  readonly apps?: readonly SyntheticApp[];
  /** Metadata files to leave out. */
  readonly omit?: readonly MetadataFile[];
  /** Metadata files to leave at zero bytes. */
  readonly empty?: readonly MetadataFile[];
  /** Entries of Status.plist that replace the usual ones. */
  readonly status?: PlistDictionary;
  /** Entries of Info.plist that replace the usual ones. */
  readonly info?: PlistDictionary;
  /** Entries of Manifest.plist that replace the usual ones. */
  readonly manifestPlist?: PlistDictionary;
  /** When the backup was made, UTC milliseconds. */
  readonly date?: number;
  /** Extra rows of Manifest.db. */
  readonly rawRows?: readonly RawManifestRow[];
  /** Leaves an encrypted backup's Manifest.db in clear, as a decrypting tool does. */
  readonly plainManifest?: boolean;
  /** Encrypts the records of Manifest.db instead of the database, as iOS 10.0 does; needs `encrypted` and `db`. */
  readonly encryptedRecords?: boolean;
  /** Leaves an empty `Snapshot` folder behind, as a failed backup does. */
  readonly snapshotFolder?: boolean;
}

/** What was written, and the secrets it was written with. */
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
  /** Length of all stored payloads in bytes. */
  readonly storedBytes: number;
  /** Class keys that the password gives; empty where not encrypted. */
  readonly classKeys: ReadonlyMap<number, Buffer>;
  /** What the class keys are wrapped with; null where not encrypted. */
  readonly keyEncryptionKey: Buffer | null;
}
