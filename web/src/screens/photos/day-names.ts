import { perLocale } from '../../i18n/locale.ts';

const inUtc = (options: Intl.DateTimeFormatOptions) =>
  perLocale((locale) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }));

const shortFormat = inUtc({ year: 'numeric', month: 'short', day: 'numeric' });
const weekdayFormat = inUtc({ weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' });
const longFormat = inUtc({ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
const monthFormat = inUtc({ year: 'numeric', month: 'long' });

const format = (formatOf: () => Intl.DateTimeFormat, day: string): string => {
  const at = Date.parse(`${day}T00:00Z`);
  return Number.isNaN(at) ? day : formatOf().format(at);
};

/** `31 May 2024` for `2024-05-31`: days are calendar dates here. */
export const shortDay = (day: string): string => format(shortFormat, day);

/** `Fri, 31 May 2024` */
export const weekday = (day: string): string => format(weekdayFormat, day);

/** `Friday, 31 May 2024` */
export const longDay = (day: string): string => format(longFormat, day);

/** `May 2024` */
export const monthOf = (day: string): string => format(monthFormat, day);
