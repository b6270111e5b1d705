import { english } from '../../locales/english.ts';
import { type ErrorCode, isDomainError, nextStep } from '../../model/errors.ts';

/** Result of a check. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'problem';
  readonly message: string;
  /** Suggested action, or null. */
  readonly next: string | null;
  /** Error code of a problem; determines the exit status. */
  readonly code: ErrorCode | null;
}

/** A successful check. */
export function ok(name: string, message: string): Check {
  return { name, status: 'ok', message, next: null, code: null };
}

/** A check with a warning. */
export function warning(name: string, message: string, next: string): Check {
  return { name, status: 'warning', message, next, code: null };
}

/** A failed check. @throws errors that are no DomainError */
export function problem(name: string, error: unknown): Check {
  if (!isDomainError(error)) throw error;
  const { code, message } = error;
  return { name, status: 'problem', message, next: english(nextStep(error)), code };
}
