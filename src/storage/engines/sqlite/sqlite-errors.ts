import { msg, plain, type StoredMessage } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';

/** An error of node:sqlite in transit between threads. */
export interface SqliteFailure {
  /** SQLite's extended result code; 0 if the error did not come from SQLite. */
  readonly errcode: number;
  readonly message: string;
}

/** Primary result codes (https://www.sqlite.org/rescode.html). */
export const SQLITE_BUSY = 5;
/** The database is corrupt. */
export const SQLITE_CORRUPT = 11;
/** The file is not a database. */
export const SQLITE_NOTADB = 26;
const SQLITE_FULL = 13;

/** Codes that make the whole database unusable, with explanations. */
const UNAVAILABLE: Readonly<Record<number, StoredMessage>> = {
  3: msg('detail.database-forbidden'),
  [SQLITE_BUSY]: msg('detail.database-busy'),
  6: msg('detail.database-locked'),
  7: msg('detail.database-out-of-memory'),
  8: msg('detail.database-read-only'),
  10: msg('detail.database-io-error'),
  [SQLITE_CORRUPT]: msg('detail.database-damaged'),
  14: msg('detail.database-not-openable'),
  [SQLITE_NOTADB]: msg('detail.not-a-database'),
};

/** The transferable parts of a thrown value. */
export function sqliteFailure(error: unknown): SqliteFailure {
  if (!(error instanceof Error)) return { errcode: 0, message: String(error) };
  const errcode = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
  return { errcode, message: error.message };
}

/** Converts a failure to DISK_FULL, STORAGE_UNAVAILABLE, or INTERNAL with SQLite's message. */
export function storageError({ errcode, message }: SqliteFailure, cause?: unknown): DomainError {
  const primary = errcode & 0xff;
  const options = { details: { sqlite: errcode }, cause };
  if (primary === SQLITE_FULL) return new DomainError('DISK_FULL', msg('detail.database-disk-full'), options);
  const unavailable = UNAVAILABLE[primary];
  if (unavailable !== undefined) return new DomainError('STORAGE_UNAVAILABLE', unavailable, options);
  return new DomainError('INTERNAL', plain(`A database query failed: ${message}`), options);
}
