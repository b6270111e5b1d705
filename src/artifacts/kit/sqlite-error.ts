/** True for an error of SQLite, or of a value that does not fit into JavaScript: the row or table is bad. */
export function isSqliteError(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'ERR_SQLITE_ERROR' || error.code === 'ERR_OUT_OF_RANGE' || error.code === 'ERR_STRING_TOO_LONG';
}
