import { currentLocale } from '../i18n/locale.ts';
import { MAX_TIME_MS } from './max-time.ts';

/** Parts of a time to show. */
export type TimeStyle = 'time' | 'day' | 'date' | 'month' | 'short' | 'full';

const STYLES: Readonly<Record<TimeStyle, Intl.DateTimeFormatOptions>> = {
  time: { hour: 'numeric', minute: '2-digit' },
  day: { year: 'numeric', month: 'short', day: 'numeric' },
  date: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  month: { year: 'numeric', month: 'long' },
  short: { year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  full: {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'long',
  },
};

/** Formatters by locale, style and zone: creating one is far slower than formatting. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(style: TimeStyle, zone: string): Intl.DateTimeFormat {
  const locale = currentLocale();
  const key = `${locale} ${style} ${zone}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone: zone });
  formats.set(key, made);
  return made;
}

/** Formats a time (UTC milliseconds) in the user's language. `zone` is an IANA name accepted by `isZone`. */
export function formatTime(at: number, style: TimeStyle, zone: string): string {
  return Number.isFinite(at) && Math.abs(at) <= MAX_TIME_MS ? formatOf(style, zone).format(at) : String(at);
}

/** Formats a day without a zone (`2024-05-01`, also `2024-05-01 14:03`); other texts are returned unchanged. */
export function formatDayText(text: string): string {
  const [, day, clock] = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}))?$/.exec(text) ?? [];
  const at = Date.parse(`${day}T${clock ?? '00:00'}Z`);
  // There is no 31 February.
  const isDay = !Number.isNaN(at) && new Date(at).toISOString().startsWith(`${day}`);
  return !isDay ? text : formatTime(at, clock === undefined ? 'day' : 'short', 'UTC');
}

/** Time zone of this computer. */
export const BROWSER_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
];

/** `today`, `3 days ago`, by days of this computer. */
export function formatAge(at: number, now: number = Date.now()): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS);
  const format = new Intl.RelativeTimeFormat(currentLocale(), { numeric: 'auto' });
  if (days > 0 || days > -60) return format.format(Math.min(0, days), 'day');
  return days > -730
    ? format.format(Math.trunc(days / 30.44), 'month')
    : format.format(Math.trunc(days / 365.25), 'year');
}

const DAY_MS = 86_400_000;
const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** `3 days ago`, relative to `now`. */
export function formatRelative(at: number, now: number = Date.now()): string {
  let amount = (at - now) / 1000;
  const format = new Intl.RelativeTimeFormat(currentLocale(), { numeric: 'auto' });
  for (const [unit, size] of STEPS) {
    if (Math.abs(amount) < size) return format.format(Math.trunc(amount), unit);
    amount /= size;
  }
  return '';
}
