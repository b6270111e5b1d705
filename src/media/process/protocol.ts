import { type StoredMessage } from '../../locales/messages.ts';
import { DomainError, type ErrorCode, isDomainError } from '../../model/errors.ts';

/** A request to a helper process. */
export interface HelperRequest {
  readonly id: number;
  readonly question: unknown;
  /** Length of the secret that comes through the pipe; zero for none. */
  readonly secretBytes: number;
}

/** An error in transit: class instances do not survive serialisation. */
export interface HelperFailure {
  readonly code: ErrorCode;
  readonly detail: StoredMessage;
  readonly details: Readonly<Record<string, string | number | boolean>>;
  /** Stack trace of an unexpected error; for the log only. */
  readonly trace: string | null;
}

/** The response of a helper process. */
export type HelperResponse =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: HelperFailure };

/** Converts an error for transfer between processes. */
export function toFailure(error: unknown): HelperFailure {
  if (isDomainError(error)) return { code: error.code, detail: error.detail, details: error.details, trace: null };
  const internal = new DomainError('INTERNAL');
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: internal.code, detail: internal.detail, details: {}, trace };
}

/** Restores the error that {@link toFailure} converted. */
export function fromFailure({ code, detail, details, trace }: HelperFailure): DomainError {
  return new DomainError(code, detail, {
    details: { ...details },
    ...(trace === null ? {} : { cause: new Error(`in a helper process: ${trace}`) }),
  });
}
