import { ERROR_TABLE, type ErrorCode, isDomainError } from '../../model/errors.ts';

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'problem';
  readonly message: string;
  /** What to do about it; null when there is nothing to do. */
  readonly next: string | null;
  /** What the problem is called elsewhere; decides the exit status. */
  readonly code: ErrorCode | null;
}

/** All is well. */
export function ok(name: string, message: string): Check {
  return { name, status: 'ok', message, next: null, code: null };
}

/** Something a person may want to change. */
export function warning(name: string, message: string, next: string): Check {
  return { name, status: 'warning', message, next, code: null };
}

/** Something that does not work. */
export function problem(name: string, error: unknown): Check {
  if (!isDomainError(error)) throw error;
  const { code, message } = error;
  return { name, status: 'problem', message, next: ERROR_TABLE[code].next, code };
}
