import { msg, type Param } from '../../locales/messages.ts';
import { DomainError, isDomainError } from '../../model/errors.ts';

/** The `code` of a Node.js system error (`ENOENT`), or null for any other error. */
export function systemErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/**
 * Converts a failed system call on `what` (the path of a file, or a message that names it) to a DomainError. The message does not contain the
 * path. Errors that are not system errors are returned unchanged: they are bugs, not bad input.
 */
export function ioError(error: unknown, what: Param): unknown {
  if (isDomainError(error)) return error;
  const code = systemErrorCode(error);
  switch (code) {
    case null:
      return error;
    case 'ENOENT':
    case 'ENOTDIR':
      return new DomainError('PAYLOAD_MISSING', msg('detail.file-missing', { what }), { cause: error });
    case 'EACCES':
    case 'EPERM':
      return new DomainError('NO_ACCESS', msg('detail.access-denied', { what }), {
        cause: error,
      });
    case 'ELOOP':
    case 'EMLINK':
      return new DomainError('UNSAFE_PATH', msg('detail.symbolic-link', { what }), {
        cause: error,
      });
    case 'ENOSPC':
    case 'EDQUOT':
      return new DomainError('DISK_FULL', msg('detail.disk-full', { what }), { cause: error });
    case 'ENOMEM':
      return new DomainError('OUT_OF_MEMORY', undefined, { cause: error });
    case 'EIO':
    case 'EMFILE':
    case 'ENFILE':
    case 'EBUSY':
    case 'EAGAIN':
    case 'EFBIG':
    case 'ETIMEDOUT':
    case 'ESTALE':
    case 'EROFS':
      return new DomainError('READ_FAILED', msg('detail.read-failed', { what, code }), { cause: error });
    default:
      return new DomainError('DAMAGED_BACKUP', msg('detail.read-failed', { what, code }), { cause: error });
  }
}
