import { DomainError, isDomainError } from '../../model/errors.ts';

/** The `code` of a Node.js system error (`ENOENT`), or null when `error` is something else. */
export function systemErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/**
 * What a failed system call on `what` ("The payload of sms.db") means to the person who meets it. The path stays out of
 * the message. Errors that are no system errors come back unchanged: they are bugs, not input.
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
      return new DomainError('NO_ACCESS', `${what} may not be read: the operating system refuses access.`, {
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
