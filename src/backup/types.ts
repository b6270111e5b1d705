import type { DatabaseSync } from 'node:sqlite';

/** Which of the four states a backup folder is in; decides what may be promised about it. */
export type BackupState =
  /** Status.plist says the snapshot is finished (or there is none and nothing contradicts it). */
  | 'complete'
  /** A backup is being written now, or one failed half-way: `Snapshot/` exists or SnapshotState is not "finished". */
  | 'in-progress'
  /** Files that every backup has are missing, empty or unreadable. */
  | 'incomplete'
  /** iOS 2–3 (.mddata/.mdinfo/.mdbackup): recognised, not readable. */
  | 'unsupported';

/** Which container the file list is kept in. */
export type ManifestKind = 'manifest.db' | 'manifest.mbdb';

/** What the metadata files say about the device; every field can be missing. */
export interface DeviceInfo {
  readonly udid: string | null;
  readonly deviceName: string | null;
  /** `iPhone13,3` */
  readonly productType: string | null;
  /** `iPhone 12 Pro`: from Info.plist, else from our own table of product types. */
  readonly productName: string | null;
  /** iOS version, `14.3` */
  readonly productVersion: string | null;
  readonly buildVersion: string | null;
  readonly serialNumber: string | null;
  readonly phoneNumber: string | null;
  readonly imei: string | null;
  readonly iccid: string | null;
  /** What made the backup: `iTunes 12.9`, `macOS 15.1`. */
  readonly madeBy: string | null;
}

/** An app the backup knows of: from Info.plist and Manifest.plist, readable without a password. */
export interface AppInfo {
  readonly bundleId: string;
  readonly name: string | null;
  readonly version: string | null;
  /** The home-screen icon, PNG. */
  readonly icon: Uint8Array | null;
}

/** A backup folder as discovery sees it: three plists read, nothing unlocked, nothing listed. */
export interface BackupFolder {
  /** Real path of the folder. */
  readonly path: string;
  readonly state: BackupState;
  /** Plain English reasons for a state other than `complete`, and oddities worth telling. */
  readonly remarks: readonly string[];
  /** An archived copy (`<udid>-YYYYMMDD-HHMMSS`) rather than the live backup. */
  readonly archived: boolean;
  readonly manifest: ManifestKind | null;
  readonly encrypted: boolean;
  /** `true` where the device had a passcode; null where not said. */
  readonly passcodeSet: boolean | null;
  readonly device: DeviceInfo;
  /** Status.Date → Info "Last Backup Date" → Manifest.Date → mtime of Manifest.plist; UTC milliseconds. */
  readonly backedUpAt: number | null;
  /** Manifest.plist `Date`, UTC milliseconds: part of the identity of a moved backup. */
  readonly manifestDate: number | null;
  /** Status.plist `UUID`. */
  readonly statusUuid: string | null;
  readonly isFullBackup: boolean | null;
  /** Changes whenever the backup is rewritten: Status UUID and date, size and mtime of the manifest. */
  readonly fingerprint: string;
}

/** What kind of thing a manifest row is, by its flags, else by its mode. `unknown` rows are kept and counted, never dropped. */
export type EntryKind = 'file' | 'directory' | 'symlink' | 'unknown';

/** One row of the manifest, decoded. */
export interface BackupEntry {
  /** 40 lowercase hex digits; SHA-1 of `domain-relativePath`. */
  readonly fileID: string;
  readonly domain: string;
  /** `/`-separated, empty for the root of a domain. Hostile: never join it to a path. */
  readonly relativePath: string;
  readonly kind: EntryKind;
  /** POSIX st_mode, 0 when not said. */
  readonly mode: number;
  /** What the manifest says; advisory only (it is taken before the contents are). */
  readonly sizeHint: number | null;
  /** UTC milliseconds. */
  readonly modifiedAt: number | null;
  readonly changedAt: number | null;
  readonly createdAt: number | null;
  /** Protection class of the wrapped key, else the one the row states. */
  readonly protectionClass: number | null;
  /** Wrapped per-file key, 40 bytes, without its class prefix. */
  readonly wrappedKey: Uint8Array | null;
  /** SHA-1 of the stored (encrypted) bytes, where the device recorded it. */
  readonly digest: Uint8Array | null;
  /** Where a symlink points. */
  readonly target: string | null;
  /** Set where the row's record could not be decoded: only its names and kind are known then. */
  readonly undecodable?: true;
}

/** Which entries to list. All conditions must hold. */
export interface EntryFilter {
  /** Exact domain. */
  readonly domain?: string;
  /** Substring of relativePath, ASCII-case-insensitive; `%` and `_` have no special meaning. */
  readonly pathContains?: string;
  /** Last parts of the name, each with its dot: `.jpg`. One of them has to fit, ASCII-case-insensitive. */
  readonly suffixes?: readonly string[];
  readonly kind?: EntryKind;
}

/** What lies directly in a folder. */
export interface FolderChild {
  /** Last part of the path. */
  readonly name: string;
  /** Null for a folder that the manifest does not list, but that paths go through. */
  readonly entry: BackupEntry | null;
}

/** A page of what lies in a folder. */
export interface FolderPage {
  readonly items: readonly FolderChild[];
  /** Bytes that stand for the place after the last item; null at the end. */
  readonly next: Uint8Array | null;
}

/** A place in the (domain, relativePath, fileID) order. */
export interface EntryCursor {
  readonly domain: string;
  readonly relativePath: string;
  readonly fileID: string;
}

/** Counts of one domain. */
export interface DomainSummary {
  readonly domain: string;
  readonly files: number;
  readonly directories: number;
  readonly symlinks: number;
  readonly unknown: number;
}

/** How much of the manifest is usable. */
export interface ManifestCounts {
  /** Entries: rows that name a file. */
  readonly rows: number;
  /** Entries among them whose record could not be decoded. */
  readonly undecodable: number;
  /** Rows that are no entries: without a domain or path (Apple writes such ones, flags 16), or with a bad fileID. */
  readonly skipped: number;
}

/** An entry without what its record says. */
export type EntryKey = Pick<BackupEntry, 'fileID' | 'domain' | 'kind'>;

/** The list of files of a backup. Synchronous: a caller that must stay responsive runs it in a thread. */
export interface Manifest {
  readonly kind: ManifestKind;
  /** Key lookup. */
  get(fileID: string): BackupEntry | null;
  /** Key lookup by SHA-1 of `domain-relativePath`. */
  find(domain: string, relativePath: string): BackupEntry | null;
  /** Ordered by (domain, relativePath, fileID) bytewise; `after` is exclusive. */
  list(filter: EntryFilter, limit: number, after?: EntryCursor): BackupEntry[];
  /**
   * Every entry whose domain and path match the globs, by domain and path. `?` and `*` stay within one part of a path, a
   * part `**` is any number of parts; literal patterns become key lookups.
   */
  match(domainGlob: string, pathGlob: string): Iterable<BackupEntry>;
  /** A folder (`''` is the root of the domain) and all in it, however deep, by path. Names stand for themselves: no globs. */
  within(domain: string, folder: string): Iterable<BackupEntry>;
  /**
   * What lies directly in a folder of a domain (`''` is its root), in byte order of the names. `after` is the `next` of the
   * page before; any bytes are a place.
   */
  children(domain: string, folder: string, limit: number, after?: Uint8Array): FolderPage;
  domains(): DomainSummary[];
  /** Entries whose fileID starts with `prefix` (hex digits), by fileID: one payload folder's worth. */
  withPrefix(prefix: string): Iterable<BackupEntry>;
  /** The same without their records, which are decoded only where a row does not say what kind of entry it is. */
  keysWithPrefix(prefix: string): Iterable<EntryKey>;
  /** Decodes every row the first time it is asked. */
  counts(): ManifestCounts;
  close(): void;
}

/** How the end of a stored file was understood. */
export type FileIntegrity =
  /** Exact. */
  | 'ok'
  /** Ciphertext is not a multiple of 16 bytes: the copy was cut short; whole blocks are served. */
  | 'truncated'
  /** The padding is not valid: everything (or `sizeHint`, when it lies within the last block) is served. */
  | 'padding-invalid';

/** The contents of one file, at any byte range, decrypted on the fly. */
export interface BackupFile {
  readonly entry: BackupEntry;
  /** Exact length in bytes: from the padding, or from the file system where it is not encrypted. */
  readonly size: number;
  readonly integrity: FileIntegrity;
  /** Reads `length` bytes from `position`; shorter only at the end of the file. */
  read(position: number, length: number): Promise<Uint8Array>;
  /** Streams [start, end) with double buffering; at most one extra 16-byte block is read on either side. */
  stream(range?: { start?: number; end?: number; signal?: AbortSignal }): AsyncGenerator<Uint8Array, void, undefined>;
  /** Closes the descriptor. Safe to call twice. */
  close(): Promise<void>;
}

/** The `-wal` of a database: what it added, and what is cited of it. */
export interface WriteAheadLog {
  readonly entry: BackupEntry;
  /** Length of the decrypted file in bytes. */
  readonly size: number;
  /** SHA-256 (hex) of the decrypted file. */
  readonly sha256: string;
  /** Frames that were applied. */
  readonly frames: number;
  /** Frames after the last committed one, or of an earlier use of the file. */
  readonly ignoredFrames: number;
}

/** A SQLite database of the backup, opened on a private copy with its `-wal` applied. */
export interface SourceDatabase {
  readonly entry: BackupEntry;
  /** Read-only, defensive, untrusted schema, guarded by an authorizer. */
  readonly db: DatabaseSync;
  /** SHA-256 (hex) of the decrypted main file. */
  readonly sha256: string;
  /** Length of the decrypted main file in bytes. */
  readonly size: number;
  /** What the `-wal` did; null when there is none. */
  readonly wal: WriteAheadLog | null;
  /** Set where the manifest lists a `-wal` that is not in the backup folder: the newest rows may be lost. */
  readonly walMissing?: true;
  /** Set where the file is cut short: how many bytes its header names that are not there. */
  readonly missingBytes?: number;
  /** In memory, or in the sandbox because it is large. */
  readonly inMemory: boolean;
  /** Closes it and removes what it left in the sandbox. Safe to call twice. */
  close(): void;
}

/** Unwrapped class keys by protection class. In memory only. */
export interface ClassKeys {
  get(protectionClass: number): Buffer | undefined;
  /** For handing over to a worker process on this machine. */
  export(): { readonly [protectionClass: number]: string };
  /** Overwrites the keys with zeros. */
  dispose(): void;
}

/** A backup that can be read. */
export interface Backup {
  readonly folder: BackupFolder;
  readonly manifest: Manifest;
  /**
   * Opens the contents of a file.
   * @throws PAYLOAD_MISSING, NOT_A_FILE, BACKUP_LOCKED (its class key is missing), DAMAGED_BACKUP (its key does not unwrap), UNSAFE_PATH
   */
  open(entry: BackupEntry): Promise<BackupFile>;
  /**
   * The whole contents of a small file. Synchronous: a caller that must stay responsive runs it in a thread.
   * @throws LIMIT_EXCEEDED (larger than `maxBytes`), and as {@link open}
   */
  readWhole(entry: BackupEntry, maxBytes: number): Uint8Array;
  /** True when the payload is in the folder; does not open it. */
  hasPayload(entry: BackupEntry): boolean;
  /** Opens a database with its `-wal` overlaid. @throws as `open`, and MALFORMED_DATABASE */
  openDatabase(entry: BackupEntry): Promise<SourceDatabase>;
  close(): Promise<void>;
}

/** How to open a backup. */
export interface OpenOptions {
  /** Needed for an encrypted backup, unless `keys` are given. */
  readonly password?: string;
  /** Class keys from an earlier unlock. */
  readonly keys?: ClassKeys;
  /** Where private copies of large databases go, each backup in a sandbox of its own; the system's temporary folder by default. */
  readonly tempPath?: string;
}
