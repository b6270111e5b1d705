import { fromAppleSeconds } from '../../../formats/apple-time.ts';

/** What the address book writes for "no year": 1604, a leap year before the Gregorian calendar was common. */
const NO_YEAR = 1604;

/**
 * A day, from seconds since 2001 kept as text: `1980-02-29`, or `--02-29` where the year is not known. The day is that
 * of UTC: it was entered without a time zone. Null for what is no number or no date a calendar has.
 */
export function readDay(text: string | null): string | null {
  if (text === null || text.trim() === '') return null;
  const milliseconds = fromAppleSeconds(Number(text));
  if (milliseconds === null) return null;
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  if (year < 1 || year > 9999) return null;
  const day = date.toISOString().slice(0, 10);
  return year === NO_YEAR ? `-${day.slice(4)}` : day;
}
