import type { Failure } from '../../model/failure.ts';
import type { ExportPart, MadeElsewhere } from '../parts/parts.ts';
import type { ExportJob } from '../types.ts';

/** What a thread that makes parts of an export is started with. */
export interface PartJob extends Pick<ExportJob, 'backup' | 'request' | 'about'> {
  readonly dsn: string;
  readonly version: string;
  /** The snapshot of the export, where another connection can share it. */
  readonly snapshot: string | null;
  /** What the export sees of the index; a thread that sees anything else is of no use. */
  readonly state: string;
  readonly canConvert: boolean;
  /** Number of bytes that have been made and not used, as an `Int32`. */
  readonly ahead: SharedArrayBuffer;
}

/** A message to the thread: a part to make. */
export interface GivenPart {
  readonly number: number;
  readonly part: ExportPart;
}

/** A message of the thread: whether it sees the same as the export; then what it makes, with the records it has read. */
export type FromPartThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'useless' }
  | (MadeElsewhere & { readonly records: number })
  | { readonly kind: 'failed'; readonly failure: Failure };
