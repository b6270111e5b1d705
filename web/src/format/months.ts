import { currentLocale } from '../i18n/locale.ts';

/** Formatters by locale and zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Maximum time of a Date (ECMA-262 §21.4.1.1). */
const MAX_TIME_MS = 8.64e15;

/** `June 2025`; the number itself if out of range. */
export function formatMonth(at: number, zone: string): string {
  if (!Number.isFinite(at) || Math.abs(at) > MAX_TIME_MS) return String(at);
  const locale = currentLocale();
  const name = `${locale} ${zone}`;
  const format =
    formats.get(name) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, year: 'numeric', month: 'long' });
  formats.set(name, format);
  return format.format(at);
}
