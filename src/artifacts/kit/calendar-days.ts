import type { CodeWords } from './records/fields.ts';

/** Codes of the days of a week. ISO 8601 begins it with Monday; readers of sources that begin with Sunday use {@link FROM_SUNDAY}. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** {@link WEEKDAYS} in the order of Foundation and iCalendar. */
export const FROM_SUNDAY = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
/** Codes of the months. */
export const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

const named = (codes: readonly string[]): CodeWords =>
  Object.fromEntries(codes.map((code) => [code, [code, code.charAt(0).toUpperCase() + code.slice(1)] as const]));

/** Names of {@link WEEKDAYS}, for `f.codes`. */
export const WEEKDAY_WORDS: CodeWords = named(WEEKDAYS);
/** Names of {@link MONTHS}, for `f.codes`. */
export const MONTH_WORDS: CodeWords = named(MONTHS);
/** Names of positions in a month, for `f.codes`: those below zero count from the end. */
export const POSITION_WORDS: CodeWords = {
  1: ['first', 'First'],
  2: ['second', 'Second'],
  3: ['third', 'Third'],
  4: ['fourth', 'Fourth'],
  5: ['fifth', 'Fifth'],
  [-1]: ['last', 'Last'],
  [-2]: ['next-to-last', 'Next to last'],
};

/** The weekdays of a bit mask in which Monday is the lowest bit. */
export const weekdaysOf = (mask: unknown): string[] => WEEKDAYS.filter((_, day) => (Number(mask) & (1 << day)) !== 0);
