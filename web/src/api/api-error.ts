import type { Problem } from '../../../src/contract/common.ts';

/** What the server answered instead of what was asked for (RFC 9457). */
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

  /** Seconds until another try makes sense; null where the server names none. */
  get retryAfterSeconds(): number | null {
    const seconds = this.problem.details?.['retryAfterSeconds'];
    return typeof seconds === 'number' ? seconds : null;
  }
}

/** The server did not answer at all. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
}

/** True for an answer with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly Problem['code'][]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}
