import { currentLocale } from '../i18n/locale.ts';

/** A Monday, in UTC. */
const MONDAY = Date.UTC(2024, 0, 1, 12);
const DAY_MS = 86_400_000;

/** Week data of a locale: a method in newer browsers, a property in older ones. */
interface LocaleWithWeek {
  readonly getWeekInfo?: () => { readonly firstDay: number };
  readonly weekInfo?: { readonly firstDay: number };
}

/** First day of the week in the user's region: 1 Monday … 7 Sunday. */
export function firstDayOfWeek(): number {
  const locale = new Intl.Locale(currentLocale()) as LocaleWithWeek;
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

/** Names of weekdays, starting with `firstDay`. */
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
