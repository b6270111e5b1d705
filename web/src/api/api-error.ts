import type { Problem } from '../../../src/contract/common.ts';

/** Type of the problem of a response that is none of the server, as that of a proxy. */
export const NO_PROBLEM = 'about:blank';

/** An error response of the server (RFC 9457). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }

  /** Stable; see docs/errors.md. */
  get code(): Problem['code'] {
    return this.problem.code;
  }

  /** Seconds until a retry makes sense; null if the server gives none. */
  get retryAfterSeconds(): number | null {
    const seconds = this.problem.details?.['retryAfterSeconds'];
    return typeof seconds === 'number' ? seconds : null;
  }
}

/** The server did not respond. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
}

/** True for an error response with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly Problem['code'][]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}
