import { currentLocale } from '../i18n/locale.ts';

export { dayKey } from './day-key.ts';

/** Formatters by locale and zone: creating one is far slower than formatting. */
const headings = new Map<string, Intl.DateTimeFormat>();

/** Maximum time of a Date (ECMA-262 §21.4.1.1). */
const MAX_TIME_MS = 8.64e15;
/** From midnight to midday. */
const HALF_DAY_MS = 12 * 3_600_000;

/** The day of a time as a heading: `Sunday, 31 March 2024`. */
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

/** Midday in UTC of `2024-03-31`, for formatting as a date in UTC. */
export function middayOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + HALF_DAY_MS;
}
