import { msg } from '../../../locales/messages.ts';
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
const UNAVAILABLE: Readonly<Record<number, string>> = {
  3: 'The database file cannot be opened (permissions).',
  [SQLITE_BUSY]: 'The database was busy for too long: another process is writing.',
  6: 'A table of the database is locked.',
  7: 'There is not enough memory for a database query.',
  8: 'The database file cannot be written.',
  10: 'Reading or writing the database file failed.',
  [SQLITE_CORRUPT]:
    'The database file is damaged. Its contents can be restored from the backups: move it away and index again.',
  14: 'The database file cannot be opened.',
  [SQLITE_NOTADB]: 'The database file is not a SQLite database.',
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
  return new DomainError('INTERNAL', `A database query failed: ${message}`, options);
}
