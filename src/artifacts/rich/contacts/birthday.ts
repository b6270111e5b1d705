import { fromAppleSeconds } from '../../../formats/apple-time.ts';

/** Year stored for a birthday without a year: 1604, a leap year. */
const NO_YEAR = 1604;

/**
 * Converts seconds since 2001, stored as text, to a day: `1980-02-29`, or `--02-29` without a year. The day is that of
 * UTC: it is stored without a time zone. Null if the text is not a number or out of range.
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
