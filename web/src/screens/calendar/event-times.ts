import type { OccurrenceView } from '../../../../src/contract/calendar.ts';
import { isZone } from '../../format/is-zone.ts';
import { MAX_TIME_MS } from '../../format/max-time.ts';
import { currentLocale } from '../../i18n/locale.ts';
import { midnightOf } from './days.ts';

/** Formatters by locale, zone and kind. */
const formats = new Map<string, Intl.DateTimeFormat>();

const KINDS = {
  time: { hour: 'numeric', minute: '2-digit' },
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  shortDay: { day: 'numeric', month: 'short' },
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  fullDay: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

function formatOf(kind: keyof typeof KINDS, timeZone: string): Intl.DateTimeFormat {
  const locale = currentLocale();
  const name = `${locale} ${timeZone} ${kind}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { ...KINDS[kind], timeZone });
  formats.set(name, made);
  return made;
}

function range(kind: keyof typeof KINDS, from: number, to: number, zone: string): string {
  const [start, end] = [clamp(from), clamp(Math.max(from, to))];
  return formatOf(kind, zone).formatRange(start, end);
}

function clamp(at: number): number {
  return Math.min(MAX_TIME_MS, Math.max(-MAX_TIME_MS, at));
}

/** `10:00 – 11:30` in local time of a zone. */
export function timesOf({ startAt, endAt, isFloating }: OccurrenceView, zone: string): string | null {
  return startAt === null ? null : range('time', startAt, endAt ?? startAt, isFloating ? 'UTC' : zone);
}

/** Date and time in full; for all-day events only the days. */
export function whenOf(occurrence: OccurrenceView, zone: string): string | null {
  const { isAllDay, isFloating, startAt, endAt, startDate, endDate } = occurrence;
  if (isAllDay) {
    const first = startDate === null ? startAt : midnightOf(startDate);
    const last = endDate === null ? first : midnightOf(endDate);
    if (first === null || Number.isNaN(first)) return startDate;
    return range('fullDay', first, last === null || Number.isNaN(last) ? first : last, 'UTC');
  }
  return startAt === null ? null : range('full', startAt, endAt ?? startAt, isFloating ? 'UTC' : zone);
}

/** The same in the event's own time zone; null if it is unknown or the user's. */
export function ownZoneOf(occurrence: OccurrenceView, zone: string): string | null {
  const { timeZone, isAllDay, isFloating } = occurrence;
  if (isAllDay || isFloating || timeZone === null || timeZone === zone || !isZone(timeZone)) return null;
  const when = whenOf(occurrence, timeZone);
  return when === null || when === whenOf(occurrence, zone) ? null : `${when} (${timeZone})`;
}

/** `Thursday, 12 June` */
export function weekdayOf(day: string): string {
  return formatOf('weekday', 'UTC').format(midnightOf(day));
}

/** `12 June 2025` */
export function dateOf(day: string): string {
  return formatOf('day', 'UTC').format(midnightOf(day));
}

/** `12 Jun` */
export function shortDateOf(day: string): string {
  return formatOf('shortDay', 'UTC').format(midnightOf(day));
}
