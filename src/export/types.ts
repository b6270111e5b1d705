import type { ExportRequest } from '../contract/export.ts';
import type { ZipEntry } from '../media/index.ts';
import type { BackupId } from '../model/ids.ts';
import type { ContactPhoto, ViewContext } from '../views/index.ts';
import type { About } from './about.ts';

/** A file of the backup that goes into an export. */
export interface OpenedFile {
  /** UTC milliseconds. */
  readonly modifiedAt: number | null;
  readonly contents: AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Contents of the backup, which the index does not hold. */
export interface ExportFiles {
  /** Opens a file; null when the backup lacks it. @throws BACKUP_LOCKED when it is locked meanwhile */
  open(fileID: string): Promise<OpenedFile | null>;
  /** The name of a file in the backup, without its folders; null when the backup lacks it. */
  name(fileID: string): Promise<string | null>;
  /** The picture of a contact. */
  photo(place: ContactPhoto): Promise<Uint8Array | null>;
}

/** What exports are made from. */
export interface ExportContext {
  readonly views: ViewContext;
  /** Null where only what is indexed is wanted. */
  readonly files: ExportFiles | null;
  /** Version of Apple Juicer. */
  readonly version: string;
}

/** One export at work. */
export interface ExportJob extends ExportContext {
  readonly backup: BackupId;
  readonly request: ExportRequest;
  readonly about: About;
}

/** A file of an export: a safe relative path and text or bytes that are made while they are read. */
export type ExportFile = ZipEntry;
