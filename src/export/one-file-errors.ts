import { type DomainError, type ErrorCode, isDomainError } from '../model/errors.ts';

const CODES: readonly ErrorCode[] = [
  'PAYLOAD_MISSING',
  'DAMAGED_BACKUP',
  'UNSAFE_PATH',
  'NOT_A_FILE',
  'NOT_FOUND',
  'LIMIT_EXCEEDED',
  'MALFORMED_DATABASE',
  'UNSUPPORTED_SCHEMA',
  'UNSUPPORTED_MEDIA',
  'MALFORMED_MEDIA',
  'CONVERTER_MISSING',
];

/** True for what is wrong with a single file, which an export names and goes on without. */
export function isAboutOneFile(error: unknown): error is DomainError {
  return isDomainError(error, ...CODES);
}
