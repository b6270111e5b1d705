import { isLocalDatabaseError } from '../../backup/source-database/database-error.ts';

/**
 * True for an error of SQLite, or of a value that does not fit into JavaScript: the row or table is bad. False for a full
 * disk or lack of memory, which say nothing about the database.
 */
export function isSqliteError(error: unknown): boolean {
  if (isLocalDatabaseError(error)) return false;
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'ERR_SQLITE_ERROR' || error.code === 'ERR_OUT_OF_RANGE' || error.code === 'ERR_STRING_TOO_LONG';
}
