import { DomainError, type ErrorCode, isDomainError } from '../../model/errors.ts';

/** A question to a helper process. */
export interface HelperRequest {
  readonly id: number;
  readonly question: unknown;
}

/** An error that crosses processes: a class does not survive serialisation. */
export interface HelperFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
  /** Where an unexpected error came from; for the log only. */
  readonly trace: string | null;
}

/** The answer of a helper process. */
export type HelperResponse =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: HelperFailure };

/** Makes an error ready to cross processes. */
export function toFailure(error: unknown): HelperFailure {
  if (isDomainError(error)) return { code: error.code, message: error.message, details: error.details, trace: null };
  const internal = new DomainError('INTERNAL');
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: internal.code, message: internal.message, details: {}, trace };
}

/** The error that {@link toFailure} packed. */
export function fromFailure({ code, message, details, trace }: HelperFailure): DomainError {
  return new DomainError(code, message, {
    details: { ...details },
    ...(trace === null ? {} : { cause: new Error(`in a helper process: ${trace}`) }),
  });
}
