import type { Texts } from '../i18n/texts.ts';
import { ApiError, ConnectionLostError } from './api-error.ts';

/** Description of an error for the user. */
export interface Explanation {
  readonly title: string;
  /** Details of this case; null if there are none. */
  readonly detail: string | null;
  readonly next: string;
}

/** Title, meaning and next step of an error, in the user's language if translated. */
export function explain(error: unknown, { errors, server }: Texts): Explanation {
  if (error instanceof ConnectionLostError) return { ...errors.lost, detail: null };
  if (!(error instanceof ApiError)) {
    return { ...errors.unexpected, detail: error instanceof Error ? error.message : null };
  }
  const { code, title, detail, detailCode, next, nextCode } = error.problem;
  const known = Object.hasOwn(errors, code) ? errors[code as keyof typeof errors] : { title, next };
  // The step of this case; those of codes are worded for the page.
  const own = nextCode.code.startsWith('next.') ? { next: server(next, nextCode) } : {};
  return { ...known, ...own, detail: detail === title ? null : server(detail, detailCode) };
}
