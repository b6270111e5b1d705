import { isLocalDatabaseError } from './database-error.ts';

/**
 * True for an error of SQLite, or of a value outside JavaScript's range: the row or table is damaged. False for a full
 * disk or lack of memory, which are not the database's fault.
 */
export function isSqliteError(error: unknown): boolean {
  if (isLocalDatabaseError(error)) return false;
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'ERR_SQLITE_ERROR' || error.code === 'ERR_OUT_OF_RANGE' || error.code === 'ERR_STRING_TOO_LONG';
}
