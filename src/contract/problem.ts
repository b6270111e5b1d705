import { english } from '../locales/english.ts';
import { type DomainError, ERROR_TABLE, nextStep } from '../model/errors.ts';
import type { Problem } from './common.ts';

/** The problem document (RFC 9457) of an error, used by the API and by the CLI with `--json`. */
export function toProblem(error: DomainError): Problem {
  const { status, title } = ERROR_TABLE[error.code];
  const next = nextStep(error);
  return {
    type: `urn:apple-juicer:error:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    detailCode: error.detail,
    next: english(next),
    nextCode: next,
    ...(Object.keys(error.details).length > 0 ? { details: error.details } : {}),
  };
}
