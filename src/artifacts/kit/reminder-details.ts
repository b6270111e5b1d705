import { isDomainError } from '../../model/errors.ts';
import { from, textOf } from './records/index.ts';
import type { Computed } from './records/source.ts';
import { asList, asRecord, entriesOf, type MaybeValue, step, type Value } from './records/value.ts';

/** Sunday is 1. */
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const RFC_WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

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
const weekday = (day: string | undefined, week: number): string[] =>
  day === undefined ? [] : [week === 0 ? day : `${week} ${day}`];
const position = (value: MaybeValue): string => `#${textOf(value)}`;
const month = (value: MaybeValue): string[] => MONTHS.slice(Number(value) - 1, Number(value));

/** Days of a rule of iOS 13 and later: JSON lists in columns of their own. */
const DAYS_OF_STORE = from(
  ['ZDAYSOFTHEWEEK', 'ZDAYSOFTHEMONTH', 'ZMONTHSOFTHEYEAR', 'ZSETPOSITIONS'].map((column) => `objects.${column}`),
  (...columns) => {
    const [days = [], dates = [], months = [], positions = []] = columns.map((values) => parts(firstOf(values)));
    return [
      ...days.flatMap((each) => {
        const { dayOfTheWeek, weekNumber } = asRecord(each) ?? {};
        return weekday(WEEKDAYS[Number(dayOfTheWeek) - 1], Number(weekNumber ?? 0));
      }),
      ...dates.map(textOf),
      ...months.flatMap(month),
      ...positions.map(position),
    ];
  },
);

/** Days of a rule of the calendar: `D=0MO,+3TU;O=1,7` (docs/format/calendar.md). */
const DAYS_OF_CALENDAR = from(['rules.specifier'], (specifiers) =>
  textOf(firstOf(specifiers))
    .split(';')
    .flatMap((part) => {
      const [kind, list = ''] = part.split('=');
      const values = list.split(',').filter((value) => value !== '');
      if (kind === 'M') return values;
      if (kind === 'O') return values.flatMap(month);
      if (kind === 'S') return values.map(position);
      if (kind !== 'D') return [];
      return values.flatMap((value) => {
        const [, week, day = ''] = /^([+-]?\d*)([A-Z]{2})$/.exec(value) ?? [];
        return weekday(WEEKDAYS[RFC_WEEKDAYS.indexOf(day)], Number(week ?? 0));
      });
    }),
);

/** On which days a reminder comes again, if its rule says so. */
export const REPEATS_ON: Computed = from([DAYS_OF_STORE, DAYS_OF_CALENDAR], (...lists) => {
  const days = lists.flatMap((list) => asList(list) ?? []);
  return days.length === 0 ? null : days;
});

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
