import { dayKey } from './day-key.ts';

const HOUR_MS = 3_600_000;
/** Maximum UTC offset. */
const FARTHEST_MS = 15 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Start of a day (`2024-03-31`), or of the day `later` days after it, in a time zone, in UTC milliseconds; null if the
 * text is not a day.
 */
export function startOfDay(day: string, zone: string, later = 0): number | null {
  const midnight = Date.parse(`${day}T00:00:00Z`) + later * DAY_MS;
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(midnight)) return null;
  const name = new Date(midnight).toISOString().slice(0, 10);
  let before = midnight - FARTHEST_MS;
  let from = midnight + FARTHEST_MS;
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (dayKey(middle, zone) < name) before = middle;
    else from = middle;
  }
  return from;
}
