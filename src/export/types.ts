import type { LedgerEntryView } from '../contract/backups.ts';
import type { MessageView } from '../contract/chat.ts';
import type { ExportRequest } from '../contract/export.ts';
import type { RedactionSummary } from '../contract/redaction.ts';
import type { Picture, PictureRedaction, PictureRequest, XmpJpeg, ZipEntry } from '../media/index.ts';
import type { Copyable } from '../model/copyable.ts';
import type { FileIntegrity } from '../model/file-integrity.ts';
import type { BackupId } from '../model/ids.ts';
import type { NoteFileKeys } from '../model/notes/file-key.ts';
import type { ContactPhoto, ViewContext } from '../views/index.ts';
import type { Words } from './language/words.ts';
import type { LockedCount, OpenNote } from './notes/locked-notes.ts';
import type { PartHelper } from './parts/parts.ts';
import type { Pdf, PdfOrder } from './pdf/document.ts';

/** An open file of the backup. */
export interface OpenedFile {
  /** Its name without folders. */
  readonly name: string;
  /** UTC milliseconds. */
  readonly modifiedAt: number | null;
  readonly contents: AsyncIterable<Uint8Array> | (AsyncIterable<Uint8Array> & Copyable);
  /** State of the stored file, also of a rendition of it; known after it has been read, or once it has been copied. */
  integrity(): FileIntegrity | Promise<FileIntegrity>;
  /** Closes it, after it has been copied. */
  close(): Promise<void>;
}

/** How a picture is wanted. */
export type WantedPicture = Omit<PictureRequest, 'format' | 'isAnimated'>;

/** Formats that every browser shows or plays: pictures (`webp` with transparency and motion), sound and films. */
export type Rendition = 'jpg' | 'webp' | 'm4a' | 'mp4';

/** Access to files of the backup, which are not in the index. */
export interface ExportFiles {
  /**
   * Opens a file, or makes a rendition of it; null if it is not in the backup or cannot be read.
   * @throws CANCELLED, BACKUP_LOCKED if the backup was locked meanwhile; for a rendition, why there is none
   */
  open(fileID: string, as?: Rendition, signal?: AbortSignal): Promise<OpenedFile | null>;
  /** True if sound and films can be rendered. */
  canConvert?(): Promise<boolean>;
  /** True for a film that some browsers do not play, of which `mp4` can be rendered. */
  needsFilm?(fileID: string): Promise<boolean>;
  /** True if a redaction leaves out files with such a name; absent without a redaction. */
  leavesOut?(name: string): boolean;
  /** The name of a file without folders; null if it is not in the backup. */
  name(fileID: string): Promise<string | null>;
  /** State of a stored file of which {@link picture} is made. */
  integrity?(fileID: string): Promise<FileIntegrity>;
  /**
   * A picture as an upright JPEG; null if it is not in the backup or cannot be shown.
   * @throws CANCELLED, BACKUP_LOCKED
   */
  picture(fileID: string, wanted: WantedPicture, signal?: AbortSignal): Promise<Picture | null>;
  /**
   * A picture without its metadata, or blurred, for redacted exports; null if its metadata cannot be removed.
   * @throws MALFORMED_MEDIA, UNSUPPORTED_MEDIA, LIMIT_EXCEEDED, CANCELLED
   */
  redactPicture?(bytes: Uint8Array, how: PictureRedaction, signal?: AbortSignal): Promise<Uint8Array | null>;
  /** Checks that the backup is still there, without which any file is missing. @throws BACKUP_NOT_FOUND */
  requireBackup?(): Promise<void>;
  /** Decrypts these files of locked notes from now on; those without a key stay as they are. */
  openNotesWith?(keys: NoteFileKeys): void;
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
  /** Opens locked notes; absent for them to stay locked. */
  readonly openNote?: OpenNote | undefined;
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
  /** Hidden and deleted photos, which were not requested; absent if there are none. */
  readonly leftOut?: LeftOutPhotos;
  /** Number of records without a time, which are in no period; absent if there are none. */
  readonly undated?: number;
}

/** Numbers of photos in the Hidden album, and of others in Recently Deleted. */
export interface LeftOutPhotos {
  readonly hidden: number;
  readonly trashed: number;
}

/** Describes an export and its sources, so that it can still be understood years later. */
export interface About {
  readonly madeBy: string;
  readonly exportedAt: string;
  readonly what: string;
  readonly format: string;
  /** Further parameters of the request: keys, period. */
  readonly filters: Readonly<Record<string, unknown>>;
  /** The plan, with its period in UTC milliseconds: sent again, it gives the same bytes. */
  readonly plan: ExportRequest;
  /** What was removed; absent if nothing was. */
  readonly redaction?: RedactionSummary & { readonly notes: readonly string[] };
  /** Time zone of local times. */
  readonly timeZone: string;
  /** True if the index has everything that the sources contain, and the export has all of it. */
  readonly isComplete: boolean;
  /** True if the index has everything that the sources contain. */
  readonly areSourcesComplete: boolean;
  /** Size and period of an export of part of the records; null for all. */
  readonly excerpt: Excerpt | null;
  /** Locked notes among the records; absent if there are none. */
  readonly lockedNotes?: LockedCount;
  /** True if a period was requested that does not apply, because the records have no time. */
  readonly ignoresPeriod: boolean;
  readonly backup: {
    readonly id: BackupId;
    readonly name: string;
    readonly udid: string | null;
    readonly product: string | null;
    readonly iosVersion: string | null;
    readonly serialNumber: string | null;
    readonly phoneNumber: string | null;
    readonly madeAt: string | null;
    readonly encrypted: boolean;
  };
  /**
   * Number of source files of single records that are not in `sources`, as they may belong to other chats than the chosen
   * ones, and their paths have names and addresses; absent if there are none.
   */
  readonly unlistedSources?: number;
  /** Version of the reader, outcome and source files of each artifact. */
  readonly sources: readonly Pick<
    LedgerEntryView,
    'artifact' | 'title' | 'version' | 'outcome' | 'reason' | 'reasonCode' | 'found' | 'parsed' | 'skipped' | 'sources'
  >[];
}

/** A file in memory. */
export interface ReadFile {
  /** Null if it is larger than {@link MAX_READ_BYTES}. */
  readonly bytes: Uint8Array | null;
  readonly integrity: FileIntegrity;
}

/** Maximum size of a file inside another: what mail programs accept. */
export const MAX_READ_BYTES = 32 * 1024 * 1024;

/** Dependencies of what makes an export, some of which the main thread does for it. */
export interface PlanContext extends ExportContext {
  /** For other threads that make parts of the export; absent where there are none. */
  readonly helpers?: PartHelpers | undefined;
  /** True if sound can be rendered. */
  readonly canConvert: boolean;
  /** Sets a PDF. @throws LIMIT_EXCEEDED, CANCELLED, TOO_MANY_REQUESTS */
  makePdf(order: PdfOrder): Promise<Pdf>;
  /**
   * Reads a file of the backup for formats that have files inside others; null if it is not in the backup.
   * @throws CANCELLED, BACKUP_LOCKED
   */
  readFile(fileID: string): Promise<ReadFile | null>;
  /**
   * Writes an XMP packet into the contents of a file, if it can have it.
   * @throws CANCELLED, BACKUP_LOCKED
   */
  withXmp(contents: AsyncIterable<Uint8Array>, xmp: string): Promise<XmpJpeg>;
}

/** Starts threads that make parts of an export. */
export interface PartHelpers {
  /** Minimum number of records for which starting a thread saves time. */
  readonly worthFrom: number;
  start(job: Pick<ExportJob, 'backup' | 'request' | 'about'>): Promise<PartHelper>;
}

/** An export in progress. */
export interface ExportJob extends PlanContext {
  readonly backup: BackupId;
  readonly request: ExportRequest;
  readonly about: About;
  /** The texts of its language. */
  readonly words: Words;
  /** Chooses messages besides the request, for exports that consist of others. */
  readonly isWanted?: (message: MessageView) => boolean;
  /** Name of the person whose records alone an export of several has, for the titles of its pages. */
  readonly ofPerson?: string;
  /** Reports records that were read to be written. */
  readonly onRecords?: (count: number) => void;
  /** Makes parts of it in another thread; absent where nothing does. */
  readonly helper?: PartHelper | null;
}

/** What selects the records of an export, and reports those that were read. */
export type Selection = Pick<ExportJob, 'views' | 'backup' | 'request' | 'onRecords'> &
  Partial<Pick<ExportJob, 'words' | 'isWanted'>>;

/** A file of an export: a safe relative path and lazily generated contents. */
export interface ExportFile extends ZipEntry {
  /** Number of files that the export is in, where only its contents tell. */
  readonly parts?: number;
  /** True for a script or style of the program, which has nothing of a backup. */
  readonly isSame?: true;
}
