import { DomainError } from '../../../model/errors.ts';

/** An error of node:sqlite as it crosses a thread border. */
export interface SqliteFailure {
  /** SQLite's extended result code; 0 when the error did not come from SQLite. */
  readonly errcode: number;
  readonly message: string;
}

/** Primary result codes (https://www.sqlite.org/rescode.html). */
export const SQLITE_BUSY = 5;
/** The file is no sound database. */
export const SQLITE_CORRUPT = 11;
/** The file is no database at all. */
export const SQLITE_NOTADB = 26;
const SQLITE_FULL = 13;

/** Codes that mean that the database as a whole cannot be used now, with what to tell. */
const UNAVAILABLE: Readonly<Record<number, string>> = {
  3: 'The database file may not be opened (permissions).',
  [SQLITE_BUSY]: 'The database was busy for too long: another process is writing.',
  6: 'A table of the database is locked.',
  7: 'There is not enough memory for a database query.',
  8: 'The database file cannot be written.',
  10: 'Reading or writing the database file failed.',
  [SQLITE_CORRUPT]:
    'The database file is damaged. It holds only what can be read from the backups again: move it away and index anew.',
  14: 'The database file cannot be opened.',
  [SQLITE_NOTADB]: 'The database file is not a SQLite database.',
};

/** What of a thrown value is worth carrying to another thread. */
export function sqliteFailure(error: unknown): SqliteFailure {
  if (!(error instanceof Error)) return { errcode: 0, message: String(error) };
  const errcode = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
  return { errcode, message: error.message };
}

/** The domain error of a failure: DISK_FULL, STORAGE_UNAVAILABLE, or INTERNAL with SQLite's own words. */
export function storageError({ errcode, message }: SqliteFailure, cause?: unknown): DomainError {
  const primary = errcode & 0xff;
  const options = { details: { sqlite: errcode }, cause };
  if (primary === SQLITE_FULL)
    return new DomainError('DISK_FULL', 'The disk that holds the database is full.', options);
  const unavailable = UNAVAILABLE[primary];
  if (unavailable !== undefined) return new DomainError('STORAGE_UNAVAILABLE', unavailable, options);
  return new DomainError('INTERNAL', `A database query failed: ${message}`, options);
}
