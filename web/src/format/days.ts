import { currentLocale } from '../i18n/locale.ts';

export { dayKey } from './day-key.ts';

/** Formats by locale and zone: making one takes longer than formatting with it a hundred times. */
const headings = new Map<string, Intl.DateTimeFormat>();

/** The farthest moment a Date can hold (ECMA-262 §21.4.1.1). */
const MAX_TIME_MS = 8.64e15;
/** From midnight to midday. */
const HALF_DAY_MS = 12 * 3_600_000;

/** The day of a moment as a heading: `Sunday, 31 March 2024`. */
export function formatDay(at: number, zone: string): string {
  if (!Number.isFinite(at) || Math.abs(at) > MAX_TIME_MS) return String(at);
  const locale = currentLocale();
  const name = `${locale} ${zone}`;
  const format =
    headings.get(name) ??
    new Intl.DateTimeFormat(locale, {
      timeZone: zone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    });
  headings.set(name, format);
  return format.format(at);
}

/** `2024-03-31` as a moment in the middle of that day in UTC: to be formatted as a date in UTC. */
export function middayOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + HALF_DAY_MS;
}
