import { DAY_MS } from './civil-day.ts';

/** The day at a moment, `YYYY-MM-DD`, read in UTC; null outside the years 1 to 9999. */
export function dayOf(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString().slice(0, 10) : null;
}

/**
 * The last day of an all-day event, as the moment it begins in UTC. Its end is written either as the last second of
 * that day or as the midnight after it (both were seen: macOS 15 and 11); an end before the start is the start.
 */
export function lastDayOf(startAt: number, endAt: number | null): number {
  const last = endAt === null ? startAt : Math.max(startAt, endAt - 1);
  return Math.floor(last / DAY_MS) * DAY_MS;
}
