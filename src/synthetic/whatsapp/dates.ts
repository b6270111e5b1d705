import { APPLE_EPOCH_SECONDS } from '../encoders/plist-value.ts';
import type { WhatsappSpec } from './truth.ts';

const DEFAULT_UNTIL = Date.UTC(2025, 5, 15, 8);
const SPAN = 500 * 86_400_000;

/** Converts UTC milliseconds to seconds since 2001, the unit of all these stores. */
export function appleSeconds(milliseconds: number): number {
  return milliseconds / 1000 - APPLE_EPOCH_SECONDS;
}

/** Time span of the messages of a spec: start in UTC milliseconds, length in milliseconds. */
export function spanOf(spec: WhatsappSpec): { readonly start: number; readonly length: number } {
  return { start: (spec.until ?? DEFAULT_UNTIL) - SPAN, length: SPAN };
}
