import type { ExportRequest } from '../contract/export.ts';
import type { ZipEntry } from '../media/index.ts';
import type { BackupId } from '../model/ids.ts';
import type { ContactPhoto, ViewContext } from '../views/index.ts';
import type { About } from './about.ts';

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

/** An export in progress. */
export interface ExportJob extends ExportContext {
  readonly backup: BackupId;
  readonly request: ExportRequest;
  readonly about: About;
}

/** A file of an export: a safe relative path and lazily generated contents. */
export type ExportFile = ZipEntry;
