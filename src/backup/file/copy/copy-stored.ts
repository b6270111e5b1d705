import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import type { FileIntegrity } from '../../../model/file-integrity.ts';
import { ioError } from '../io-error.ts';
import type { CopyOutcome, FailedCall } from './copy-order.ts';
import { copyInThread } from './copy-threads.ts';

/** A stored file to be copied. */
export interface CopySource {
  readonly path: string;
  /** 32 bytes; null for a file that is stored in plain. */
  readonly key: Buffer | null;
  /** The manifest's size; see `plainLength`. */
  readonly sizeHint: number | null;
  /** Names the file in messages. */
  readonly what: string;
}

/** Where a copy is written, and how it ends before its time. */
export interface CopyTarget {
  /** Of an open file, which must not be closed before the copy has ended. */
  readonly descriptor: number;
  /** A number that is not 0 once the copy is no longer wanted. */
  readonly cancelled: SharedArrayBuffer;
  /** Gets the bytes written so far of a large file. */
  readonly onWritten: (bytes: number) => void;
}

/**
 * Writes the contents of a stored file to an open file in another thread, which opens it: this one makes no system call.
 * It has begun when this returns.
 * @throws CANCELLED, DAMAGED_BACKUP and like opening and reading; system errors of writing
 */
export async function copyStored(
  { path, key, sizeHint, what }: CopySource,
  { descriptor, cancelled, onWritten }: CopyTarget,
): Promise<FileIntegrity> {
  const order = { from: path, to: descriptor, sizeHint, key: sharedKey(key), cancelled };
  const outcome = await copyInThread(order, onWritten);
  requireDone(outcome, what);
  return outcome.integrity;
}

/** A copy of a key in shared memory, which the thread overwrites after use. A copy in a message could not be erased. */
function sharedKey(key: Buffer | null): SharedArrayBuffer | null {
  if (key === null) return null;
  const shared = new SharedArrayBuffer(key.length);
  new Uint8Array(shared).set(key);
  return shared;
}

/** @throws the errors of opening, reading and writing if the copy failed */
function requireDone(
  outcome: CopyOutcome,
  what: string,
): asserts outcome is Extract<CopyOutcome, { readonly kind: 'done' }> {
  switch (outcome.kind) {
    case 'done':
      return;
    case 'cancelled':
      throw new DomainError('CANCELLED', msg('detail.backup-closed'));
    case 'not-a-file':
      throw new DomainError('UNSAFE_PATH', msg('detail.not-regular-file', { what }));
    case 'short':
      throw new DomainError('DAMAGED_BACKUP', msg('detail.file-became-shorter', { what }));
    case 'not-read':
      throw ioError(systemError(outcome.call), what);
    case 'not-written':
      throw systemError(outcome.call);
  }
}

function systemError({ code, message }: FailedCall): Error {
  return Object.assign(new Error(message), { code });
}
