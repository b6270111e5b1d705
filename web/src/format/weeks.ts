import { currentLocale } from '../i18n/locale.ts';

/** A Monday, as a moment in UTC. */
const MONDAY = Date.UTC(2024, 0, 1, 12);
const DAY_MS = 86_400_000;

/** Week data as browsers give it: a method in newer ones, a property in older ones. */
interface LocaleWithWeek {
  readonly getWeekInfo?: () => { readonly firstDay: number };
  readonly weekInfo?: { readonly firstDay: number };
}

/** The day on which weeks begin where the reader lives: 1 Monday … 7 Sunday. */
export function firstDayOfWeek(): number {
  const locale = new Intl.Locale(currentLocale()) as LocaleWithWeek;
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

/** The names of the days of a week, beginning with `firstDay`. */
export function weekdayNames(firstDay: number): { readonly long: string; readonly short: string }[] {
  const locale = currentLocale();
  const [long, short] = (['long', 'short'] as const).map(
    (weekday) => new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }),
  );
  return Array.from({ length: 7 }, (_, index) => {
    const day = MONDAY + (firstDay - 1 + index) * DAY_MS;
    return { long: long?.format(day) ?? '', short: short?.format(day) ?? '' };
  });
}
