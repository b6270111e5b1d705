import { perLocale } from '../i18n/locale.ts';

const milliseconds = perLocale(
  (locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 }),
);
const seconds = perLocale(
  (locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', maximumFractionDigits: 1 }),
);
const minutes = perLocale((locale) => new Intl.DurationFormat(locale, { style: 'narrow' }));

/** `840 ms`, `3.2 sec`, `2m 5s`: rounded to a sensible precision. */
export function formatDuration(length: number): string {
  if (length > 0 && length < 1000) return milliseconds().format(length);
  if (length < 60_000) return seconds().format(length / 1000);
  const whole = Math.round(length / 1000);
  return minutes().format({
    hours: Math.floor(whole / 3600),
    minutes: Math.floor(whole / 60) % 60,
    seconds: whole % 60,
  });
}

/** `1:05`, as in media players. */
export function formatClock(length: number): string {
  const whole = Number.isFinite(length) ? Math.max(0, Math.round(length)) : 0;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
