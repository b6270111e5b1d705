import type { FileIntegrity } from '../../../model/file-integrity.ts';

/** A stored file to be written in plain to an open descriptor, which is one of the process. */
export interface CopyOrder {
  readonly from: string;
  readonly to: number;
  /** The manifest's size; see `plainLength`. */
  readonly sizeHint: number | null;
  /** The file's key in memory of both threads, which is overwritten; null for a file that is stored in plain. */
  readonly key: SharedArrayBuffer | null;
  /** A number that is not 0 once the copy is no longer wanted. */
  readonly cancelled: SharedArrayBuffer;
}

/** A system call that failed: errors lose their code on the way between threads. */
export interface FailedCall {
  readonly code: string;
  readonly message: string;
}

/** How a copy ended. `short`: the stored file ended before its contents were complete. */
export type CopyOutcome =
  | { readonly kind: 'done'; readonly integrity: FileIntegrity }
  | { readonly kind: 'not-a-file' | 'short' | 'cancelled' }
  | { readonly kind: 'not-read' | 'not-written'; readonly call: FailedCall };
