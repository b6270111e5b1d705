import type { ExportPlan } from '../../contract/export.ts';
import type { Redaction } from '../../contract/redaction.ts';
import type { Failure } from '../../model/failure.ts';
import type { BackupId } from '../../model/ids.ts';
import type { ContactPhoto, LockedNote } from '../../views/index.ts';
import type { PdfOrder } from '../pdf/document.ts';
import type { RemovedTerm } from '../redaction/terms.ts';
import type { About, ExportFile, Rendition, WantedPicture } from '../types.ts';

/** Number of chunks and files that a thread may be ahead of their reader: each change of threads then serves several. */
export const AHEAD = 16;

/** What a thread needs to know of an export. */
export interface ThreadExport {
  readonly dsn: string;
  readonly backup: BackupId;
  readonly asked: ExportPlan;
  readonly version: string;
  /** True if it may ask for files of the backup. */
  readonly hasFiles: boolean;
  /** Memory of a {@link SharedProgress}. */
  readonly progress: SharedArrayBuffer;
  /** True if sound and films can be rendered. */
  readonly canConvert: boolean;
  /** True if it may ask for locked notes to be opened. */
  readonly opensNotes: boolean;
  /** True if it may start another thread that makes parts of the export. */
  readonly canShare: boolean;
  /** What is removed, and a folder for the redacted copy of the index; null if nothing is. */
  readonly redaction: { readonly removes: Redaction; readonly folder: string } | null;
}

/**
 * A question about files of the backup and locked notes, which only the main thread can open, and PDFs, which it has set. `open` answers
 * with a number, `withXmp` whether the open file has the packet now.
 */
export type FileQuestion =
  | { readonly ask: 'open'; readonly of: string; readonly as: Rendition | undefined }
  | { readonly ask: 'name'; readonly of: string }
  | { readonly ask: 'needsFilm'; readonly of: string }
  | { readonly ask: 'read'; readonly of: string }
  | { readonly ask: 'withXmp'; readonly opened: number; readonly xmp: string }
  | { readonly ask: 'photo'; readonly of: ContactPhoto }
  | { readonly ask: 'picture'; readonly of: string; readonly wanted: WantedPicture }
  | { readonly ask: 'note'; readonly of: LockedNote }
  | { readonly ask: 'pdf'; readonly of: PdfOrder };

/** The answer to `open`. */
export interface OpenedNumber {
  readonly opened: number;
  readonly name: string;
  readonly modifiedAt: number | null;
}

/** A message to the thread. `more`: a chunk or file has been taken. */
export type ToThread =
  | { readonly kind: 'start'; readonly job: ThreadExport }
  | { readonly kind: 'more' }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly failure: Failure };

/** A message of the thread: `prepared`; then of each file `file`, its `chunk`s and `end`; then `done`. */
export type FromThread =
  | {
      readonly kind: 'prepared';
      /** The plan as it is written into the export. */
      readonly plan: ExportPlan;
      /** What the export must not contain. */
      readonly terms: readonly RemovedTerm[];
      readonly about: About;
      readonly name: string;
      readonly contentType: string | null;
    }
  | {
      readonly kind: 'file';
      readonly file: Omit<ExportFile, 'contents'>;
      /** The file of the backup that it is; null for one that is made. */
      readonly opened: number | null;
    }
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'question'; readonly id: number; readonly question: FileQuestion };
