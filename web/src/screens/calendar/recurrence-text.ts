import { formatTime } from '../../format/dates.ts';
import { weekdayNames } from '../../format/weeks.ts';
import { perLocale } from '../../i18n/locale.ts';
import type { Texts } from '../../i18n/texts.ts';
import { asFields, asList, asNumber, asText } from '../../untyped-values.ts';

/** Weekdays of RFC 5545, in the order of their names. */
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const MONDAY = 1;

const lists = perLocale((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));

/** A recurrence as text: `every 2 weeks on Monday and Thursday, until 3 Jun 2026`; null for no series. */
export function recurrenceText(recurrence: Readonly<Record<string, unknown>> | null, t: Texts): string | null {
  if (recurrence === null) return null;
  const rules = asList(recurrence['rules']).map((rule) => ruleText(asFields(rule), t));
  const exceptions = asList(recurrence['exceptions']).length;
  if (rules.length === 0) return null;
  return [rules.join('; '), ...(exceptions === 0 ? [] : [t.calendar.recurrence.except({ count: exceptions })])].join(
    ', ',
  );
}

function ruleText(rule: Readonly<Record<string, unknown>>, { calendar: { recurrence: words } }: Texts): string {
  const frequency = rule['frequency'];
  const isKnown = frequency === 'daily' || frequency === 'weekly' || frequency === 'monthly' || frequency === 'yearly';
  if (!isKnown || rule['isUnderstood'] === false) {
    return [words.unknown, asText(rule['specifier'])].filter((part) => part !== null).join(': ');
  }
  const days = asList(rule['byDay']).flatMap((day) => weekdayText(asFields(day), words) ?? []);
  const dates = asList(rule['byMonthDay']).map(String);
  const count = asNumber(rule['count']);
  const until = asNumber(rule['until']);
  return [
    [
      words[frequency]({ every: asNumber(rule['interval']) ?? 1 }),
      ...(days.length === 0 ? [] : [words.on({ days: lists().format(days) })]),
      ...(dates.length === 0 ? [] : [words.onDates({ dates: lists().format(dates) })]),
    ].join(' '),
    ...(count === null ? [] : [words.times({ count })]),
    ...(until === null ? [] : [words.until({ day: formatTime(until, 'day', 'UTC') })]),
  ].join(', ');
}

function weekdayText(
  { day, ordinal }: Readonly<Record<string, unknown>>,
  words: Texts['calendar']['recurrence'],
): string | null {
  const index = WEEKDAYS.indexOf(String(day));
  const name = weekdayNames(MONDAY)[index]?.long;
  if (name === undefined) return null;
  const nth = asNumber(ordinal) ?? 0;
  if (nth === 0) return name;
  if (nth === -1) return words.nth.last({ day: name });
  return nth < 0 ? words.nth.fromEnd({ day: name, ordinal: -nth }) : words.nth.nth({ day: name, ordinal: nth });
}
