import type { Texts } from '../i18n/texts.ts';
import { ApiError, ConnectionLostError } from './api-error.ts';

/** An error in the reader's words. */
export interface Explanation {
  readonly title: string;
  /** What happened in this case, as the server says it (English where there are no words for it); null when it adds nothing. */
  readonly detail: string | null;
  readonly next: string;
}

/** What an error means and what to do, in the reader's language where there are words for its code. */
export function explain(error: unknown, { errors, server }: Texts): Explanation {
  if (error instanceof ConnectionLostError) return { ...errors.lost, detail: null };
  if (!(error instanceof ApiError)) {
    return { ...errors.unexpected, detail: error instanceof Error ? error.message : null };
  }
  const { code, title, detail, detailCode, next } = error.problem;
  const known = Object.hasOwn(errors, code) ? errors[code as keyof typeof errors] : { title, next };
  return { ...known, detail: detail === title ? null : server(detail, detailCode) };
}
