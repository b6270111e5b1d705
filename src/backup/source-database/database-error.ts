import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

const SQLITE_ERROR = 1;
const SQLITE_AUTH = 23;
const SQLITE_TOOBIG = 18;
const SQLITE_FULL = 13;
const SQLITE_NOMEM = 7;
const SQLITE_IOERR = 10;
const SQLITE_CANTOPEN = 14;

/** Result codes that this machine causes, whatever the database contains. */
const LOCAL_CODES: ReadonlySet<number> = new Set([SQLITE_FULL, SQLITE_NOMEM, SQLITE_IOERR, SQLITE_CANTOPEN]);

/** The primary result code of an error of `node:sqlite` (https://www.sqlite.org/rescode.html); null for other errors. */
export function resultCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : null;
}

/** True for an error of SQLite that the contents of the database did not cause. */
export function isLocalDatabaseError(error: unknown): boolean {
  return LOCAL_CODES.has(resultCode(error) ?? 0);
}

/**
 * Converts an error thrown by `node:sqlite` for a database of the backup. Other errors are returned unchanged: they are
 * bugs, not bad input.
 */
export function databaseError(error: unknown): unknown {
  const code = resultCode(error);
  if (code === null || !(error instanceof Error)) return error;
  switch (code) {
    case SQLITE_ERROR:
      return /^no such (?:table|column)/.test(error.message)
        ? new DomainError('UNSUPPORTED_SCHEMA', msg('detail.database-lacks', { message: error.message }), {
            cause: error,
          })
        : malformed(error);
    case SQLITE_AUTH:
      return new DomainError('MALFORMED_DATABASE', msg('detail.view-instead-of-table'), {
        cause: error,
      });
    case SQLITE_NOMEM:
      return new DomainError('OUT_OF_MEMORY', undefined, { cause: error });
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return new DomainError('READ_FAILED', undefined, { cause: error });
    case SQLITE_TOOBIG:
      return new DomainError('LIMIT_EXCEEDED', msg('detail.value-too-large'), { cause: error });
    case SQLITE_FULL:
      return new DomainError('DISK_FULL', undefined, { cause: error });
    default:
      return malformed(error);
  }
}

function malformed(error: Error): DomainError {
  return new DomainError('MALFORMED_DATABASE', msg('detail.database-malformed', { message: error.message }), {
    cause: error,
  });
}
