import { readSpecifier } from '../../../src/artifacts/rich/calendar/recurrence-rule.ts';
import { messageName } from '../../../src/locales/messages.ts';
import { WEEKDAY_NUMBER } from '../../../src/model/calendar/civil-day.ts';
import type { RecurringEvent } from '../../../src/model/calendar/recurrence.ts';
import type { RecurrenceRule, Weekday } from '../../../src/model/calendar/recurrence-rule.ts';

const FREQUENCY_CODE = { DAILY: 1, WEEKLY: 2, MONTHLY: 3, YEARLY: 4 } as const;

/** Specifier letters by the BY parts of an RRULE. */
const LETTER: Readonly<Record<string, string>> = {
  BYDAY: 'D',
  BYMONTHDAY: 'M',
  BYYEARDAY: 'Y',
  BYWEEKNO: 'W',
  BYMONTH: 'O',
  BYSETPOS: 'S',
};

/** Parses an RRULE (`FREQ=WEEKLY;COUNT=10`) for tests. UNTIL is a UTC time (`19971224T000000Z`). */
export function ruleOf(rrule: string): RecurrenceRule {
  const parts = new Map(rrule.split(';').map((part) => part.split('=', 2) as [string, string]));
  const frequency = parts.get('FREQ') as keyof typeof FREQUENCY_CODE;
  const specifier = [...parts]
    .flatMap(([name, value]) => (name in LETTER ? [`${LETTER[name]}=${value}`] : []))
    .join(';');
  const until = parts.get('UNTIL')?.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const weekStart = parts.get('WKST');
  return {
    frequency: frequency.toLowerCase() as NonNullable<RecurrenceRule['frequency']>,
    frequencyCode: FREQUENCY_CODE[frequency],
    interval: Number(parts.get('INTERVAL') ?? 1),
    count: parts.has('COUNT') ? Number(parts.get('COUNT')) : null,
    until: until === undefined ? null : Date.parse(until),
    weekStart: weekStart !== undefined && weekStart in WEEKDAY_NUMBER ? (weekStart as Weekday) : 'MO',
    ...readSpecifier(specifier, (note) => {
      throw new Error(messageName(note));
    }),
    specifier,
  };
}

/** An event of one hour that starts at `start` (`1997-09-02T09:00`, local time in `timeZone`), for tests. */
export function eventOf(start: string, timeZone: string, rules: readonly string[]): RecurringEvent {
  const startAt = Temporal.PlainDateTime.from(start).toZonedDateTime(timeZone).epochMilliseconds;
  return {
    startAt,
    endAt: startAt + 3_600_000,
    timeZone,
    isAllDay: false,
    isFloating: false,
    recurrence: { rules: rules.map(ruleOf), exceptions: [], detached: [] },
  };
}
