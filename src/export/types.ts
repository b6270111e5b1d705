import type { LedgerEntryView } from '../contract/backups.ts';
import type { ExportRequest } from '../contract/export.ts';
import type { ZipEntry } from '../media/index.ts';
import type { BackupId } from '../model/ids.ts';
import type { ContactPhoto, ViewContext } from '../views/index.ts';

/** An open file of the backup. */
export interface OpenedFile {
  /** UTC milliseconds. */
  readonly modifiedAt: number | null;
  readonly contents: AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Access to files of the backup, which are not in the index. */
export interface ExportFiles {
  /** Opens a file; null if it is not in the backup. @throws BACKUP_LOCKED if the backup was locked meanwhile */
  open(fileID: string): Promise<OpenedFile | null>;
  /** The name of a file without folders; null if it is not in the backup. */
  name(fileID: string): Promise<string | null>;
  /** The picture of a contact. */
  photo(place: ContactPhoto): Promise<Uint8Array | null>;
}

/** Dependencies of exports. */
export interface ExportContext {
  readonly views: ViewContext;
  /** Null if files are not available. */
  readonly files: ExportFiles | null;
  /** Version of Apple Juicer. */
  readonly version: string;
}

/** An export of the records with some keys or of some period. */
export interface Excerpt {
  /** Number of exported records, and what they are: `messages`, `records` … */
  readonly count: number;
  readonly of: string;
  /** Number of requested keys; null for all. */
  readonly keys: number | null;
  /** ISO time in the time zone of the export, inclusive. */
  readonly from: string | null;
  /** ISO time in the time zone of the export, exclusive. */
  readonly before: string | null;
}

/** Describes an export and its sources, so that it can still be understood years later. */
export interface About {
  readonly madeBy: string;
  readonly exportedAt: string;
  readonly what: string;
  readonly format: string;
  /** Further parameters of the request: keys, period. */
  readonly filters: Readonly<Record<string, unknown>>;
  /** Time zone of local times. */
  readonly timeZone: string;
  /** True if the index has everything that the sources contain, and the export has all of it. */
  readonly isComplete: boolean;
  /** True if the index has everything that the sources contain. */
  readonly areSourcesComplete: boolean;
  /** Size and period of an export of part of the records; null for all. */
  readonly excerpt: Excerpt | null;
  readonly backup: {
    readonly id: BackupId;
    readonly name: string;
    readonly udid: string | null;
    readonly product: string | null;
    readonly iosVersion: string | null;
    readonly serialNumber: string | null;
    readonly madeAt: string | null;
    readonly encrypted: boolean;
  };
  /** Outcome and source files of each artifact. */
  readonly sources: readonly Pick<
    LedgerEntryView,
    'artifact' | 'title' | 'outcome' | 'reason' | 'found' | 'parsed' | 'skipped' | 'sources'
  >[];
}

/** An export in progress. */
export interface ExportJob extends ExportContext {
  readonly backup: BackupId;
  readonly request: ExportRequest;
  readonly about: About;
}

/** A file of an export: a safe relative path and lazily generated contents. */
export type ExportFile = ZipEntry;
