import type { DatabaseImage } from '../formats/sqlite-table-pages.ts';
import type { BackupFolder, ManifestKind } from '../model/backup-folder.ts';
import type { FileIntegrity } from '../model/file-integrity.ts';
import type { KnownPayloads } from './file/payloads.ts';
import type { PageDigestData } from './source-database/page-digests.ts';
import type { SqlDatabase } from './source-database/sql.ts';

/** An app in the backup, from Info.plist and Manifest.plist, readable without a password. */
export interface AppInfo {
  readonly bundleId: string;
  readonly name: string | null;
  readonly version: string | null;
  /** The home-screen icon, PNG. */
  readonly icon: Uint8Array | null;
}

/** Kind of a manifest row, from its flags or its mode. `unknown` rows are kept and counted. */
export type EntryKind = 'file' | 'directory' | 'symlink' | 'unknown';

/** A decoded row of the manifest. */
export interface BackupEntry {
  /** 40 lowercase hex digits; SHA-1 of `domain-relativePath`. */
  readonly fileID: string;
  readonly domain: string;
  /** `/`-separated, empty for the root of a domain. Untrusted: never join it to a path. */
  readonly relativePath: string;
  readonly kind: EntryKind;
  /** POSIX st_mode; 0 if absent. */
  readonly mode: number;
  /** Size according to the manifest; advisory only, because it is recorded before the contents. */
  readonly sizeHint: number | null;
  /** UTC milliseconds. */
  readonly modifiedAt: number | null;
  readonly changedAt: number | null;
  readonly createdAt: number | null;
  /** Protection class of the wrapped key, or the one in the row. */
  readonly protectionClass: number | null;
  /** Wrapped per-file key, 40 bytes, without its class prefix. */
  readonly wrappedKey: Uint8Array | null;
  /** SHA-1 of the stored (encrypted) bytes, if the device recorded it. */
  readonly digest: Uint8Array | null;
  /** Target of a symlink. */
  readonly target: string | null;
  /** Set if the row's record could not be decoded; then only names and kind are known. */
  readonly undecodable?: true;
}

/** Filter for listings. All conditions must hold. */
export interface EntryFilter {
  /** Exact domain. */
  readonly domain?: string;
  /** Substring of relativePath, ASCII-case-insensitive; `%` and `_` are literal. */
  readonly pathContains?: string;
  /** Name suffixes including the dot, such as `.jpg`. One of them must match, ASCII-case-insensitively. */
  readonly suffixes?: readonly string[];
  readonly kind?: EntryKind;
}

/** A direct child of a folder. */
export interface FolderChild {
  /** Last part of the path. */
  readonly name: string;
  /** Null for a folder that the manifest does not list although paths go through it. */
  readonly entry: BackupEntry | null;
}

/** A page of a folder's contents. */
export interface FolderPage {
  readonly items: readonly FolderChild[];
  /** Opaque position after the last item; null at the end. */
  readonly next: Uint8Array | null;
}

/** A position in the (domain, relativePath, fileID) order. */
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

/** Number of usable and unusable rows in the manifest. */
export interface ManifestCounts {
  /** Entries: rows that name a file. */
  readonly rows: number;
  /** Entries whose record could not be decoded. */
  readonly undecodable: number;
  /**
   * Rows that are not entries: without a domain or path (Apple writes such rows with flags 16), or with a bad fileID.
   */
  readonly skipped: number;
  /** Rows left out because another row has their fileID. */
  readonly duplicates: number;
}

/** An entry without the contents of its record. */
export type EntryKey = Pick<BackupEntry, 'fileID' | 'domain' | 'kind'>;

/** The list of files of a backup. Synchronous: a caller that must stay responsive runs it in a thread. */
export interface Manifest {
  readonly kind: ManifestKind;
  /** True if it is read where it is: look-ups take as long as otherwise, listings several times as long. */
  readonly isInPlace: boolean;
  /** See {@link ManifestCounts.duplicates}. */
  readonly duplicates: number;
  /**
   * True once it has proved to be damaged: files may be missing, and of others only the names are known, which open in a
   * backup that is not encrypted.
   */
  readonly isDamaged: boolean;
  /** Looks up an entry by its fileID. */
  get(fileID: string): BackupEntry | null;
  /** Looks up an entry by the SHA-1 of `domain-relativePath`. */
  find(domain: string, relativePath: string): BackupEntry | null;
  /** As {@link find}, without the record: for looking up the names that a file could have. */
  findKey(domain: string, relativePath: string): EntryKey | null;
  /**
   * As {@link match}, in a time that does not depend on the number of files. Null where no index of the list helps: then
   * it has to be listed.
   */
  located(domainGlob: string, pathGlob: string): readonly BackupEntry[] | null;
  /** Ordered bytewise by (domain, relativePath, fileID); `after` is exclusive. */
  list(filter: EntryFilter, limit: number, after?: EntryCursor): BackupEntry[];
  /**
   * All entries whose domain and path match the globs, ordered by domain and path. `?` and `*` match within one part of
   * a path, and a part `**` matches any number of parts. Literal patterns become key lookups.
   */
  match(domainGlob: string, pathGlob: string): Iterable<BackupEntry>;
  /** As {@link match}, without records. */
  matchKeys(domainGlob: string, pathGlob: string): Iterable<EntryKey & { readonly relativePath: string }>;
  /** Domain and path of every entry, in no particular order: the quickest way to see all of them once. */
  names(): Iterable<readonly [domain: string, relativePath: string]>;
  /** A folder (`''` is the root of the domain) and everything below it, by path. Names are literal, not globs. */
  within(domain: string, folder: string): Iterable<BackupEntry>;
  /**
   * The direct contents of a folder in a domain (`''` is its root), in byte order of the names. `after` is the `next`
   * of the previous page; any bytes are valid.
   */
  children(domain: string, folder: string, limit: number, after?: Uint8Array): FolderPage;
  domains(): DomainSummary[];
  /** Entries whose fileID starts with `prefix` (hex digits), by fileID: the contents of one payload folder. */
  withPrefix(prefix: string): Iterable<BackupEntry>;
  /**
   * All entries in no particular order, without records, which are decoded only if a row does not contain its kind. Once
   * they were read, {@link findKey} and what {@link find} does not find take a tenth of the time.
   */
  keys(): Iterable<EntryKey & { readonly relativePath: string }>;
  /** Decodes every row on the first call. */
  counts(): ManifestCounts;
  close(): void;
}

/** A file in memory. */
export interface WholeFile {
  readonly bytes: Uint8Array;
  readonly integrity: FileIntegrity;
}

/** The contents of one file, readable at any byte range and decrypted on the fly. */
export interface BackupFile {
  readonly entry: BackupEntry;
  /** Exact size in bytes: from the padding, or from the file system for unencrypted files. */
  readonly size: number;
  readonly integrity: FileIntegrity;
  /** Reads `length` bytes from `position`; fewer only at the end of the file. */
  read(position: number, length: number): Promise<Uint8Array>;
  /** Streams [start, end) with double buffering. Reads at most one extra 16-byte block on either side. */
  stream(range?: { start?: number; end?: number; signal?: AbortSignal }): AsyncGenerator<Uint8Array, void, undefined>;
  /** Closes the descriptor. Safe to call twice. */
  close(): Promise<void>;
}

/** The `-wal` of a database: what it added, and what is cited of it. Also a `-journal` with an unfinished transaction. */
export interface WriteAheadLog {
  readonly entry: BackupEntry;
  /** True for a `-journal`: its frames are the pages that were restored. */
  readonly isJournal: boolean;
  /** Length of the decrypted file in bytes. */
  readonly size: number;
  /** SHA-256 (hex) of the decrypted file. */
  readonly sha256: string;
  /** Frames that were applied. */
  readonly frames: number;
  /** Frames after the last committed one, or of an earlier use of the file. */
  readonly ignoredFrames: number;
  /** Set if committed changes are lost: it is damaged before them. */
  readonly isBroken?: true;
}

/** A SQLite database of the backup with its `-wal` applied, opened on a private copy or read in place. */
export interface SourceDatabase {
  readonly entry: BackupEntry;
  /** Read-only and defensive, with an untrusted schema and an authorizer. */
  readonly db: SqlDatabase;
  /** SHA-256 (hex) of the decrypted main file. A database that is read in place is read once more for it. */
  readonly sha256: () => Promise<string>;
  /** Size of the decrypted main file in bytes. */
  readonly size: number;
  /** The bytes that SQLite reads, those of the `-wal` included; only as long as it is open. */
  image(): DatabaseImage;
  /** The `-wal` that was applied; null if there is none. */
  readonly wal: WriteAheadLog | null;
  /** Set if the manifest lists a `-wal` that is not in the backup folder, so the newest rows may be lost. */
  readonly walMissing?: true;
  /** Set if the file is truncated: number of bytes missing according to its header. */
  readonly missingBytes?: number;
  /** Set if the file is damaged: number of pages that were made anew to find the rows behind them. */
  readonly rebuiltPages?: number;
  /** Closes it and removes its files from the sandbox. Safe to call twice. */
  close(): void;
}

/** Unwrapped class keys by protection class. In memory only. */
export interface ClassKeys {
  get(protectionClass: number): Buffer | undefined;
  /** A copy for another process. The caller has to overwrite it. */
  export(): Uint8Array;
  /** Overwrites the keys with zeros, for all threads that share them. */
  dispose(): void;
}

/** How a private copy of a database is made. */
export interface DigestOptions {
  /** Give digests of pages to the image of a large private copy. */
  readonly digests?: boolean;
}

/** How a database is opened. */
export interface DatabaseOptions extends DigestOptions {
  readonly inPlace?: boolean;
}

/** A large database that another thread is to copy while its reader does something else. Can be posted. */
export interface CopyOrder {
  readonly folder: BackupFolder;
  readonly main: BackupEntry;
  /** Null if there is no WAL. */
  readonly wal: BackupEntry | null;
  /** An empty folder of the reader's sandbox, which takes the copy. */
  readonly into: string;
  readonly digests: boolean;
}

/** What is known of a copy that another thread has made. Can be posted. */
export interface CopyReport {
  /** SHA-256 of the file in the backup. */
  readonly sha256: string | null;
  /** What was applied of the WAL; null if there is none. */
  readonly wal: Omit<WriteAheadLog, 'entry' | 'size' | 'isJournal'> | null;
  readonly missingBytes: number;
  readonly digests: PageDigestData | null;
}

/** Makes a copy in another thread; null if that failed for any reason, which the reader will find too. */
export type DatabaseCopier = (order: CopyOrder) => Promise<CopyReport | null>;

/** A readable backup. */
export interface Backup {
  readonly folder: BackupFolder;
  readonly manifest: Manifest;
  /**
   * Opens the contents of a file. Its own `close` closes it: closing the backup does not.
   * @throws PAYLOAD_MISSING, NOT_A_FILE, BACKUP_LOCKED (its class key is missing), DAMAGED_BACKUP (its key does not
   * unwrap), UNSAFE_PATH
   */
  open(entry: BackupEntry): Promise<BackupFile>;
  /**
   * The whole contents of a small file. Synchronous: a caller that must stay responsive runs it in a thread.
   * @throws LIMIT_EXCEEDED (larger than `maxBytes`), and like {@link open}
   */
  readWhole(entry: BackupEntry, maxBytes: number): Uint8Array;
  /** As {@link readWhole}, and how reliable the end of the file is. */
  readFile(entry: BackupEntry, maxBytes: number): WholeFile;
  /**
   * `length` bytes from `position` on, synchronously and without reading the rest. Fewer at the end of the file, where up
   * to 16 bytes of padding count as contents if it is encrypted.
   * @throws like {@link open}
   */
  readPart(entry: BackupEntry, position: number, length: number): Uint8Array;
  /**
   * The path of a file that can be opened and read now. Synchronous, like {@link readWhole}.
   * @throws like {@link open}
   */
  locate(entry: BackupEntry): string;
  /** A property list of the backup folder itself, as an entry of `FOLDER_DOMAIN`; null where it is not there. */
  folderFile(name: string): BackupEntry | null;
  /** True if the payload is in the folder. Does not open it. */
  hasPayload(entry: EntryKey): boolean;
  /** True if a link, device or folder is in place of the payload: it is not read. */
  isUnsafe(entry: BackupEntry): boolean;
  /** Changes when the payload is written again, even if its record in the manifest stays the same; null if it is absent. */
  payloadStamp(entry: BackupEntry): string | null;
  /**
   * Opens a database with its `-wal` overlaid. Read `inPlace` it is ready at once, whatever its size, and nothing
   * decrypted is written anywhere; reading whole tables takes half the processor time from a private copy, where damaged
   * pages are made anew as well (`SourceDatabase.rebuiltPages`).
   * @throws like `open`, and MALFORMED_DATABASE
   */
  openDatabase(entry: BackupEntry, options?: DatabaseOptions): Promise<SourceDatabase>;
  /**
   * Has another thread copy a large database that is opened later, as a private copy and once. The copy has begun when
   * this resolves. False if the database is not large, or nothing decrypted may be written.
   * @throws like `Sandbox.open`
   */
  copyAhead(entry: BackupEntry, copier: DatabaseCopier, options?: DigestOptions): Promise<boolean>;
  close(): Promise<void>;
}

/** A password as text or, so that it can be overwritten, as bytes of UTF-8. */
export type Password = string | Uint8Array;

/** Options of `openBackup`. */
export interface OpenOptions {
  /** Required for an encrypted backup unless `keys` are given. */
  readonly password?: Password;
  /** Class keys from an earlier unlock. */
  readonly keys?: ClassKeys;
  /**
   * Parent folder of the sandboxes for private copies of large databases, one per backup. Defaults to the system's
   * temporary folder. With null nothing decrypted is ever written to disk: large databases are read in place.
   */
  readonly tempPath?: string | null;
  /** Called with the path of the sandbox when it is created, for a process that may end without closing the backup. */
  readonly onSandbox?: (path: string) => void;
  /**
   * Which payloads are in the folder, which is taken as unchanged while the backup is open: for reading many records. Can
   * be filled by `contentsDigest`; it is filled when many are asked for.
   */
  readonly payloads?: KnownPayloads;
  /** Reads the list of files where it is, whatever its size: it is there at once, for a few look-ups. */
  readonly inPlace?: boolean;
}
