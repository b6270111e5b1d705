import { isDomainError } from '../../model/errors.ts';
import { FROM_SUNDAY, MONTHS } from './calendar-days.ts';
import { from, textOf } from './records/index.ts';
import type { Computed } from './records/source.ts';
import { asList, asRecord, entriesOf, type MaybeValue, step, type Value } from './records/value.ts';

const RFC_WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** The values in a document; none if it is damaged, so that the rest of the reminder is kept. */
function parts(value: MaybeValue): readonly Value[] {
  try {
    return [...entriesOf(value)].map(([, each]) => each);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return [];
  }
}

const firstOf = (values: MaybeValue): MaybeValue =>
  (asList(values) ?? []).find((value) => value !== null && value !== '') ?? null;

/** On which days a reminder comes again. */
interface RepeatDays {
  readonly weekdays: readonly (string | undefined)[];
  /** Days of the month; those below zero count from its end. */
  readonly dates: readonly string[];
  readonly months: readonly (string | undefined)[];
  /** Which of the weekdays of the month, or of all these days: 1 is the first, -1 the last, 0 each. */
  readonly positions: readonly number[];
}

const month = (value: MaybeValue): string | undefined => MONTHS[Number(value) - 1];

/** Days of a rule of iOS 13 and later: JSON lists in columns of their own. */
function daysOfStore(columns: readonly MaybeValue[]): RepeatDays {
  const [days = [], dates = [], months = [], positions = []] = columns.map((values) => parts(firstOf(values)));
  const weekdays = days.map((each) => asRecord(each) ?? {});
  return {
    weekdays: weekdays.map(({ dayOfTheWeek }) => FROM_SUNDAY[Number(dayOfTheWeek) - 1]),
    dates: dates.map(textOf),
    months: months.map(month),
    positions: [...weekdays.map(({ weekNumber }) => weekNumber ?? 0), ...positions].map(Number),
  };
}

/** Days of a rule of the calendar: `D=0MO,+3TU;O=1,7` (docs/format/calendar.md). */
function daysOfCalendar(specifiers: MaybeValue): RepeatDays {
  const lists = textOf(firstOf(specifiers))
    .split(';')
    .map((part) => part.split('='));
  const of = (kind: string): string[] =>
    lists.flatMap(([each, list = '']) => (each === kind ? list.split(',').filter((value) => value !== '') : []));
  const weekdays = of('D').map((value) => /^([+-]?\d*)([A-Z]{2})$/.exec(value) ?? []);
  return {
    weekdays: weekdays.map(([, , day = '']) => FROM_SUNDAY[RFC_WEEKDAYS.indexOf(day)]),
    dates: of('M'),
    months: of('O').map(month),
    positions: [...weekdays.map(([, week]) => week), ...of('S')].map((value) => Number(value ?? 0)),
  };
}

const STORE_COLUMNS = ['ZDAYSOFTHEWEEK', 'ZDAYSOFTHEMONTH', 'ZMONTHSOFTHEYEAR', 'ZSETPOSITIONS'];

/** A list of the days; null if the rule has none of the kind. */
const ofDays = (read: (days: RepeatDays) => readonly (string | undefined)[]): Computed =>
  from(['rules.specifier', ...STORE_COLUMNS.map((column) => `objects.${column}`)], (specifiers, ...columns) => {
    const values = [daysOfStore(columns), daysOfCalendar(specifiers)].flatMap(read);
    const known = values.filter((value) => value !== undefined);
    return known.length === 0 ? null : [...new Set(known)];
  });

/** Weekdays on which a reminder comes again. */
export const REPEATS_ON = ofDays(({ weekdays }) => weekdays);
/** Days of the month on which it comes again. */
export const REPEAT_DATES = ofDays(({ dates }) => dates);
/** Months in which it comes again. */
export const REPEAT_MONTHS = ofDays(({ months }) => months);
/** Which of these days it comes again; see `POSITION_WORDS`. */
export const REPEAT_POSITIONS = ofDays(({ positions }) => positions.filter((each) => each !== 0).map(String));

/** The first reminder before the due date. Its count is negative. */
const early = (key: string): Computed =>
  from(['ZDUEDATEDELTAALERTSDATA'], (data) => {
    try {
      return step(step(step(data, 'dueDateDeltaAlerts'), '0'), key) ?? null;
    } catch (error) {
      if (!isDomainError(error)) throw error;
      return null;
    }
  });
/** Unit of {@link EARLY_BY}. */
export const EARLY_UNIT: Computed = early('dueDateDeltaUnit');
/** How long before it is due the phone reminds. */
export const EARLY_BY: Computed = from([early('dueDateDeltaCount')], (count) =>
  typeof count === 'number' ? -count : null,
);

/** Addresses and numbers of the person in a conversation with whom the phone reminds. */
export const MESSAGING: Computed = from(['ZCONTACTHANDLES'], (contact) => {
  if (contact === null) return null;
  try {
    return ['emails', 'phones'].flatMap((kind) => parts(step(contact, kind)).map(textOf));
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
});
