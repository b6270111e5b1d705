import type { StoredMessage } from '../locales/messages.ts';
import { DomainError, type ErrorCode, isDomainError } from './errors.ts';
import { traceOf } from './trace.ts';

/** An error in transit between threads or processes: class instances do not survive serialisation. */
export interface Failure {
  readonly code: ErrorCode;
  readonly detail: StoredMessage;
  readonly details: Readonly<Record<string, string | number | boolean>>;
  /** See {@link traceOf}, of an unexpected error; for the log only. */
  readonly trace: string | null;
}

/** Converts an error for transfer. */
export function toFailure(error: unknown): Failure {
  if (isDomainError(error)) return { code: error.code, detail: error.detail, details: error.details, trace: null };
  const { code, detail } = new DomainError('INTERNAL');
  return { code, detail, details: {}, trace: traceOf(error) };
}

/** Restores the error that {@link toFailure} converted. `where` says for the log where it was thrown. */
export function fromFailure({ code, detail, details, trace }: Failure, where: string): DomainError {
  return new DomainError(code, detail, {
    details: { ...details },
    ...(trace === null ? {} : { cause: new Error(`in ${where}: ${trace}`) }),
  });
}
