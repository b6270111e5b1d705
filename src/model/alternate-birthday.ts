/** A birthday in another calendar system, in addition to that in the Gregorian calendar. */
export type AlternateBirthday = {
  /** Name of the calendar system, as in Unicode: `chinese`, `hebrew`, `islamic-umalqura` … */
  readonly calendar: string;
  /** Era; for Chinese dates the cycle of 60 years. */
  readonly era: number | null;
  /** Year of the era; null for a birthday without a year. */
  readonly year: number | null;
  readonly month: number;
  /** True for the leap month after the month of this number. */
  readonly isLeapMonth: boolean;
  readonly day: number;
};

/** Chinese years are counted in cycles of 60; the first year of cycle 78 is the one that begins in 1984. */
const YEARS_OF_CYCLE = 60;
const CYCLE = { number: 78, begins: 1984 } as const;

/** `2014-03-18`, `2014-04L-18` in a leap month, `--03-18` without a year. A Chinese year is the one in which it begins. */
export function alternateBirthdayText({ calendar, era, year, month, isLeapMonth, day }: AlternateBirthday): string {
  const two = (number: number): string => `${number}`.padStart(2, '0');
  const shown =
    calendar === 'chinese' && year !== null && era !== null
      ? CYCLE.begins + (era - CYCLE.number) * YEARS_OF_CYCLE + year - 1
      : year;
  return `${shown ?? '-'}-${two(month)}${isLeapMonth ? 'L' : ''}-${two(day)}`;
}
