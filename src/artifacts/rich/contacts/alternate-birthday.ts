import type { AlternateBirthday } from '../../../model/alternate-birthday.ts';

/** Maximum length of a name of a calendar system; the longest has 16. */
const MAX_CALENDAR = 40;

/**
 * Reads `ABPerson.AlternateBirthday`: calendar, leap month (0 or 1), era, year, month and day, separated by commas; era and
 * year can be empty (docs/format/contacts.md). Null without a calendar, a month or a day, as on the phone.
 */
export function readAlternateBirthday(text: string | null): AlternateBirthday | null {
  const [calendar = '', leap = '', ...numbers] = (text ?? '').split(',', 6).map((part) => part.trim());
  const [era = null, year = null, month = null, day = null] = numbers.map((part) =>
    /^-?\d{1,6}$/.test(part) ? Number(part) : null,
  );
  if (calendar === '' || calendar.length > MAX_CALENDAR || month === null || day === null) return null;
  // What Foundation takes for true.
  const isLeapMonth = /^(?:[yt]|0*[1-9])/i.test(leap);
  return { calendar: calendar.toLowerCase(), era, year, month, isLeapMonth, day };
}
