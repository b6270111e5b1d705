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

/** `0:32` or `1:02:05`: duration as in media players; `seconds` can have any value. */
export function formatClock(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.round(seconds)) : 0;
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
