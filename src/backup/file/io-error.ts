import { DomainError, isDomainError } from '../../model/errors.ts';

/** The `code` of a Node.js system error (`ENOENT`), or null for any other error. */
export function systemErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/**
 * Converts a failed system call on `what` ("The payload of sms.db") to a DomainError. The message does not contain the
 * path. Errors that are not system errors are returned unchanged: they are bugs, not bad input.
 */
export function ioError(error: unknown, what: string): unknown {
  if (isDomainError(error)) return error;
  const code = systemErrorCode(error);
  switch (code) {
    case null:
      return error;
    case 'ENOENT':
    case 'ENOTDIR':
      return new DomainError('PAYLOAD_MISSING', `${what} is not in the backup folder.`, { cause: error });
    case 'EACCES':
    case 'EPERM':
      return new DomainError('NO_ACCESS', `${what} cannot be read: the operating system denies access.`, {
        cause: error,
      });
    case 'ELOOP':
    case 'EMLINK':
      return new DomainError('UNSAFE_PATH', `${what} is a symbolic link; links inside a backup are not followed.`, {
        cause: error,
      });
    case 'ENOSPC':
    case 'EDQUOT':
      return new DomainError('DISK_FULL', `${what} could not be written: the disk is full.`, { cause: error });
    default:
      return new DomainError('DAMAGED_BACKUP', `${what} could not be read (${code}).`, { cause: error });
  }
}
