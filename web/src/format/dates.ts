import { currentLocale } from '../i18n/locale.ts';

/** How much of a moment is shown. */
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

/** Formats by locale, style and zone: making one takes longer than formatting with it a hundred times. */
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

/** A moment in UTC milliseconds as the reader's language writes it. `zone` is an IANA name that {@link isZone} accepts. */
export function formatTime(at: number, style: TimeStyle, zone: string): string {
  return Number.isFinite(at) && Math.abs(at) <= MAX_TIME_MS ? formatOf(style, zone).format(at) : String(at);
}

/** The farthest moment a Date can hold (ECMA-262 §21.4.1.1); a hostile backup may name a farther one. */
const MAX_TIME_MS = 8.64e15;

/** True for a zone that this browser knows. */
export function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The zone of this computer. */
export const BROWSER_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
];

/** `3 days ago`, as of `now`. */
export function formatRelative(at: number, now: number = Date.now()): string {
  let amount = (at - now) / 1000;
  const format = new Intl.RelativeTimeFormat(currentLocale(), { numeric: 'auto' });
  for (const [unit, size] of STEPS) {
    if (Math.abs(amount) < size) return format.format(Math.trunc(amount), unit);
    amount /= size;
  }
  return '';
}
