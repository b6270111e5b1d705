import type { WhatsappSpec } from './truth.ts';

const DEFAULT_UNTIL = Date.UTC(2025, 5, 15, 8);
const SPAN = 500 * 86_400_000;

/** Time span of the messages of a spec: start in UTC milliseconds, length in milliseconds. */
export function spanOf(spec: WhatsappSpec): { readonly start: number; readonly length: number } {
  return { start: (spec.until ?? DEFAULT_UNTIL) - SPAN, length: SPAN };
}
