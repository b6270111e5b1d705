import type { Texts } from '../i18n/texts.ts';
import { ApiError, ConnectionLostError, NO_PROBLEM } from './api-error.ts';

/** Description of an error for the user. */
export interface Explanation {
  readonly title: string;
  /** Details of this case; null if there are none. */
  readonly detail: string | null;
  readonly next: string;
}

/** Answers of a proxy whose server does not answer it. */
const GATEWAY: ReadonlySet<number> = new Set([502, 503, 504]);

/** Title, meaning and next step of an error, in the user's language if translated. */
export function explain(error: unknown, { errors, server }: Texts): Explanation {
  if (error instanceof ConnectionLostError) return { ...errors.lost, detail: null };
  if (!(error instanceof ApiError)) {
    return { ...errors.unexpected, detail: error instanceof Error ? error.message : null };
  }
  if (error.problem.type === NO_PROBLEM && GATEWAY.has(error.problem.status)) {
    return { title: errors.lost.title, detail: error.problem.detail, next: errors.TOO_MANY_REQUESTS.next };
  }
  const { code, title, detail, detailCode, next, nextCode } = error.problem;
  const known = Object.hasOwn(errors, code) ? errors[code as keyof typeof errors] : { title, next };
  // The step of this case; those of codes are worded for the page.
  const own = nextCode.code.startsWith('next.') ? { next: server(next, nextCode) } : {};
  return { ...known, ...own, detail: detail === title ? null : server(detail, detailCode) };
}
