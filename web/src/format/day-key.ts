import { MAX_TIME_MS } from './max-time.ts';

/** From midnight to midday. */
const HALF_DAY_MS = 12 * 3_600_000;

/** Formatters by zone: creating one is far slower than formatting. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day of a time in a zone, as `2024-03-31`; the number itself if out of range. */
export function dayKey(at: number, zone: string): string {
  if (!Number.isFinite(at) || Math.abs(at) > MAX_TIME_MS) return String(at);
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  formats.set(zone, format);
  return format.format(at);
}

/** Midday in UTC of `2024-03-31`, for formatting as a date in UTC. */
export function middayOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + HALF_DAY_MS;
}
