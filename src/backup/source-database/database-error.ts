import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

const SQLITE_ERROR = 1;
const SQLITE_AUTH = 23;
const SQLITE_TOOBIG = 18;
const SQLITE_FULL = 13;
const SQLITE_NOMEM = 7;

/**
 * Converts an error thrown by `node:sqlite` for a database of the backup. Other errors are returned unchanged: they are
 * bugs, not bad input.
 */
export function databaseError(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error;
  switch (error.errcode & 0xff) {
    case SQLITE_ERROR:
      return /^no such (?:table|column)/.test(error.message)
        ? new DomainError('UNSUPPORTED_SCHEMA', msg('detail.database-backup', { message: error.message }), {
            cause: error,
          })
        : malformed(error);
    case SQLITE_AUTH:
      return new DomainError('MALFORMED_DATABASE', msg('detail.database-backup-view-where-table-expected'), {
        cause: error,
      });
    case SQLITE_TOOBIG:
    case SQLITE_NOMEM:
      return new DomainError('LIMIT_EXCEEDED', msg('detail.value-database-backup-too-large'), { cause: error });
    case SQLITE_FULL:
      return new DomainError('DISK_FULL', undefined, { cause: error });
    default:
      return malformed(error);
  }
}

function malformed(error: Error): DomainError {
  return new DomainError('MALFORMED_DATABASE', msg('detail.database-backup-malformed', { message: error.message }), {
    cause: error,
  });
}
