import { DAY_MS } from './civil-day.ts';

/** The UTC day of a moment, `YYYY-MM-DD`; null outside the years 1 to 9999. */
export function dayOf(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString().slice(0, 10) : null;
}

/**
 * The start (UTC) of the last day of an all-day event. Its end is stored either as the last second of that day or as
 * the following midnight (both seen: macOS 15 and 11). An end before the start is treated as the start.
 */
export function lastDayOf(startAt: number, endAt: number | null): number {
  const last = endAt === null ? startAt : Math.max(startAt, endAt - 1);
  return Math.floor(last / DAY_MS) * DAY_MS;
}
