/** Days are calendar dates here (`2024-03-31`), independent of time zones. */

const DAY_MS = 86_400_000;
const WEEK = 7;

/** Range of years that are shown. Dates far outside cannot be calculated. */
const YEARS = [1600, 9000] as const;

/** True for an existing date. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const at = Date.parse(`${text}T00:00:00Z`);
  return year >= YEARS[0] && year < YEARS[1] && !Number.isNaN(at) && nameOf(at) === text;
}

/** Midnight in UTC of a day. */
export function midnightOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function nameOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The day `count` days later. */
export function addDays(day: string, count: number): string {
  return nameOf(midnightOf(day) + count * DAY_MS);
}

/** The same day `count` months later, or the last day of that month. */
export function addMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return nameOf(Date.UTC(year, month - 1 + count, Math.min(date, last)));
}

/** Number of days between two days. */
export function daysBetween(first: string, last: string): number {
  return Math.round((midnightOf(last) - midnightOf(first)) / DAY_MS);
}

/** The complete weeks of a month, including days of adjacent months. `firstDay`: 1 Monday, 7 Sunday. */
export function weeksAround(day: string, firstDay: number): string[][] {
  const first = `${day.slice(0, 7)}-01`;
  const lead = (new Date(midnightOf(first)).getUTCDay() - firstDay + 2 * WEEK) % WEEK;
  const length = daysBetween(first, addMonths(first, 1));
  const weeks = Math.ceil((lead + length) / WEEK);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: WEEK }, (_, weekday) => addDays(first, week * WEEK + weekday - lead)),
  );
}
