import type { Recurrence, RecurrenceRule } from '../../model/calendar/recurrence-rule.ts';
import type { EventMoment } from './moment.ts';

/**
 * An RRULE value (RFC 5545 §3.3.10); null for an unsupported rule: a wrong series would be worse than one event.
 * `until` formats the end, which has to have the same type as the start of the event.
 */
export function rruleValue(rule: RecurrenceRule, until: (milliseconds: number) => EventMoment): string | null {
  if (!rule.isUnderstood || rule.frequency === null) return null;
  const list = (name: string, values: readonly (string | number)[]): string[] =>
    values.length === 0 ? [] : [`${name}=${values.join(',')}`];
  return [
    `FREQ=${rule.frequency.toUpperCase()}`,
    ...(rule.interval === 1 ? [] : [`INTERVAL=${rule.interval}`]),
    ...(rule.count === null ? [] : [`COUNT=${rule.count}`]),
    // UNTIL and COUNT exclude each other.
    ...(rule.until === null || rule.count !== null ? [] : [`UNTIL=${until(rule.until).value}`]),
    ...list('BYMONTH', rule.byMonth),
    ...list('BYWEEKNO', rule.byWeekNumber),
    ...list('BYYEARDAY', rule.byYearDay),
    ...list('BYMONTHDAY', rule.byMonthDay),
    ...list(
      'BYDAY',
      rule.byDay.map(({ day, ordinal }) => (ordinal === 0 ? day : `${ordinal}${day}`)),
    ),
    ...list('BYSETPOS', rule.bySetPosition),
    `WKST=${rule.weekStart}`,
  ].join(';');
}

/** The typed recurrence of an event view, which has it as plain JSON. */
export function recurrenceOf(value: Readonly<Record<string, unknown>> | null): Recurrence | null {
  return value === null ? null : (value as unknown as Recurrence);
}
