import { currentLocale } from '../i18n/locale.ts';

/** Formats by locale and zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The farthest moment a Date can hold (ECMA-262 §21.4.1.1). */
const MAX_TIME_MS = 8.64e15;

/** `June 2025`; the moment itself where no calendar reaches. */
export function formatMonth(at: number, zone: string): string {
  if (!Number.isFinite(at) || Math.abs(at) > MAX_TIME_MS) return String(at);
  const locale = currentLocale();
  const name = `${locale} ${zone}`;
  const format =
    formats.get(name) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, year: 'numeric', month: 'long' });
  formats.set(name, format);
  return format.format(at);
}
