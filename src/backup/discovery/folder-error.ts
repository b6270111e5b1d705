import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { systemErrorCode } from '../file/io-error.ts';

/** Converts a failed system call on a folder; other errors are returned unchanged. */
export function folderError(error: unknown): unknown {
  switch (systemErrorCode(error)) {
    case null:
      return error;
    case 'EPERM':
    case 'EACCES':
      return new DomainError('NO_ACCESS', undefined, { cause: error });
    default:
      return new DomainError('BACKUP_NOT_FOUND', msg('place.absent'), { cause: error });
  }
}
