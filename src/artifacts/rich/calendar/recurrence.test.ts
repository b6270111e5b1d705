import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventOf, ruleOf } from '../../../../test/support/artifacts/calendar.ts';
import { computingTime } from '../../../../test/support/computing-times.ts';
import { rounds } from '../../../../test/support/depth.ts';
import { expandRecurrence, type RecurringEvent } from '../../../model/calendar/recurrence.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ALL = [0, Date.UTC(2100, 0, 1)] as const;

/** Start times as ISO text in UTC, to the minute. */
function starts(event: RecurringEvent, from: number = ALL[0], to: number = ALL[1], limit = 100): string[] {
  return expandRecurrence(event, from, to, limit).occurrences.map(({ startAt }) =>
    new Date(startAt).toISOString().slice(0, 16),
  );
}

/** An all-day event of one day. */
function allDay(day: string, rules: readonly string[], days = 1): RecurringEvent {
  const startAt = Date.parse(`${day}T00:00:00Z`);
  const recurrence = { rules: rules.map(ruleOf), exceptions: [], detached: [] };
  return { startAt, endAt: startAt + days * DAY - 1000, timeZone: null, isAllDay: true, isFloating: true, recurrence };
}

describe('summer time', () => {
  it('does not change the local time of an event', () => {
    const event = eventOf('2024-03-30T09:00', 'Europe/Berlin', ['FREQ=DAILY;COUNT=3']);
    expect(starts(event)).toEqual(['2024-03-30T08:00', '2024-03-31T07:00', '2024-04-01T07:00']);
  });

  it('skips an hour: an event in it is moved by that hour', () => {
    const event = eventOf('2024-03-30T02:30', 'Europe/Berlin', ['FREQ=DAILY;COUNT=3']);
    expect(starts(event)).toEqual(['2024-03-30T01:30', '2024-03-31T01:30', '2024-04-01T00:30']);
  });

  it('repeats an hour: an event in it is at the first occurrence', () => {
    const event = eventOf('2024-10-26T02:30', 'Europe/Berlin', ['FREQ=DAILY;COUNT=3']);
    expect(starts(event)).toEqual(['2024-10-26T00:30', '2024-10-27T00:30', '2024-10-28T01:30']);
  });

  it('counts weekdays in local time', () => {
    // Monday morning in Auckland is Sunday evening in UTC.
    const event = eventOf('2024-01-08T08:00', 'Pacific/Auckland', ['FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3']);
    expect(starts(event)).toEqual(['2024-01-07T19:00', '2024-01-09T19:00', '2024-01-14T19:00']);
  });
});

describe('all-day and floating events', () => {
  it('keep their days', () => {
    const { occurrences } = expandRecurrence(allDay('2024-02-29', ['FREQ=YEARLY'], 2), ...ALL, 3);
    expect(occurrences.map(({ startDate, endDate }) => [startDate, endDate])).toEqual([
      ['2024-02-29', '2024-03-01'],
      ['2028-02-29', '2028-03-01'],
      ['2032-02-29', '2032-03-01'],
    ]);
  });

  it('lose the days of their exceptions, whatever their time', () => {
    const event = allDay('2024-05-01', ['FREQ=DAILY;COUNT=4']);
    const exceptions = [Date.UTC(2024, 4, 2), Date.UTC(2024, 4, 3, 12)];
    const recurrence = { ...event.recurrence, rules: event.recurrence?.rules ?? [], detached: [], exceptions };
    expect(starts({ ...event, recurrence })).toEqual(['2024-05-01T00:00', '2024-05-04T00:00']);
  });

  it('expand a birthday of 1604', () => {
    expect(starts(allDay('1604-07-14', ['FREQ=YEARLY']), Date.UTC(2024, 0, 1), Date.UTC(2026, 0, 1))).toEqual([
      '2024-07-14T00:00',
      '2025-07-14T00:00',
    ]);
  });

  it('that are floating keep their local time', () => {
    const event = { ...eventOf('2024-03-30T09:00', 'UTC', ['FREQ=DAILY;COUNT=3']), timeZone: null, isFloating: true };
    expect(starts(event)).toEqual(['2024-03-30T09:00', '2024-03-31T09:00', '2024-04-01T09:00']);
  });
});

describe('the window', () => {
  const event = eventOf('2024-01-01T22:00', 'UTC', ['FREQ=DAILY']);

  it('includes events that overlap it', () => {
    const from = Date.UTC(2024, 4, 10, 22, 30);
    expect(starts(event, from, from + 1)).toEqual(['2024-05-10T22:00']);
    expect(starts(event, from + HOUR / 2, from + 12 * HOUR)).toEqual([]);
    expect(starts(event, from + HOUR / 2, from + 24 * HOUR)).toEqual(['2024-05-11T22:00']);
    expect(starts(event, from, from)).toEqual([]);
    expect(starts(event, Number.NaN, from)).toEqual([]);
  });

  it('includes events of zero length', () => {
    const moment = { ...event, endAt: event.startAt };
    expect(starts(moment, Date.UTC(2024, 4, 10, 22), Date.UTC(2024, 4, 11, 22))).toEqual(['2024-05-10T22:00']);
  });

  it('reports when the limit was reached', () => {
    expect(expandRecurrence(event, ...ALL, 5)).toMatchObject({ isComplete: false, occurrences: { length: 5 } });
    const counted = eventOf('2024-01-01T22:00', 'UTC', ['FREQ=DAILY;COUNT=5']);
    expect(expandRecurrence(counted, ...ALL, 5)).toMatchObject({ isComplete: true, occurrences: { length: 5 } });
    expect(expandRecurrence(event, ...ALL, 0)).toEqual({ isComplete: false, occurrences: [] });
    expect(expandRecurrence(event, ...ALL, -1).occurrences).toEqual([]);
  });
});

describe('a series', () => {
  it('without rules is one event', () => {
    const event = { ...eventOf('2024-01-01T09:00', 'UTC', []), recurrence: null };
    expect(starts(event)).toEqual(['2024-01-01T09:00']);
    expect(expandRecurrence({ ...event, startAt: null }, ...ALL, 9)).toEqual({ occurrences: [], isComplete: true });
  });

  it('counts deleted and detached occurrences', () => {
    const event = eventOf('2024-01-01T09:00', 'UTC', ['FREQ=DAILY;COUNT=5']);
    const recurrence = {
      rules: event.recurrence?.rules ?? [],
      exceptions: [Date.UTC(2024, 0, 1, 9), Date.UTC(2024, 0, 3, 9)],
      detached: [
        { event: 'e2', originalStartAt: Date.UTC(2024, 0, 4, 9) },
        { event: 'e3', originalStartAt: null },
      ],
    };
    expect(starts({ ...event, recurrence })).toEqual(['2024-01-02T09:00', '2024-01-05T09:00']);
  });

  it('can have several rules', () => {
    const event = eventOf('2024-01-01T09:00', 'UTC', ['FREQ=WEEKLY;COUNT=3', 'FREQ=MONTHLY;BYMONTHDAY=8,20;COUNT=4']);
    expect(starts(event)).toEqual([
      '2024-01-01T09:00',
      '2024-01-08T09:00',
      '2024-01-15T09:00',
      '2024-01-20T09:00',
      '2024-02-08T09:00',
    ]);
  });

  it('with an unknown rule has its first occurrence, and is marked as incomplete', () => {
    const event = eventOf('2024-01-01T09:00', 'UTC', ['FREQ=DAILY']);
    const rule = ruleOf('FREQ=DAILY');
    for (const broken of [
      { ...event, timeZone: 'Nowhere/Atall' },
      { ...event, recurrence: { rules: [{ ...rule, frequency: null }], exceptions: [], detached: [] } },
      { ...event, recurrence: { rules: [{ ...rule, isUnderstood: false }], exceptions: [], detached: [] } },
    ]) {
      expect(expandRecurrence(broken, ...ALL, 10)).toMatchObject({ isComplete: false, occurrences: { length: 1 } });
    }
  });

  it('supports time zones given as UTC offsets', () => {
    const event = { ...eventOf('2024-01-01T23:00', '+02:00', ['FREQ=WEEKLY;BYDAY=MO;COUNT=2']), timeZone: 'GMT+0200' };
    expect(starts(event)).toEqual(['2024-01-01T21:00', '2024-01-08T21:00']);
  });
});

describe('a rule', () => {
  const rule = fc.record({
    frequency: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
    interval: fc.integer({ min: 1, max: 6 }),
    count: fc.option(fc.integer({ min: 1, max: 40 })),
    byDay: fc.subarray(['MO', 'TU', 'SA']),
    byMonthDay: fc.subarray([1, 13, 29, 31, -1]),
    byMonth: fc.subarray([1, 2, 6, 12]),
  });
  const text = ({ frequency, interval, count, byDay, byMonthDay, byMonth }: Rule): string =>
    [
      `FREQ=${frequency};INTERVAL=${interval}`,
      ...(count === null ? [] : [`COUNT=${count}`]),
      ...(byDay.length === 0 ? [] : [`BYDAY=${byDay.join(',')}`]),
      ...(byMonthDay.length === 0 ? [] : [`BYMONTHDAY=${byMonthDay.join(',')}`]),
      ...(byMonth.length === 0 ? [] : [`BYMONTH=${byMonth.join(',')}`]),
    ].join(';');
  type Rule = typeof rule extends fc.Arbitrary<infer T> ? T : never;

  it('gives the same occurrences in one window and in its parts', () => {
    fc.assert(
      fc.property(rule, fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 27 }), (parts, days, day) => {
        const event = eventOf(`2020-03-${String(day + 1).padStart(2, '0')}T02:30`, 'Europe/Berlin', [text(parts)]);
        const [from, to] = [Date.UTC(2020, 0, 1), Date.UTC(2025, 0, 1)];
        const middle = from + days * DAY;
        const whole = starts(event, from, to, 5000);
        expect(whole[0]).toBe(new Date(event.startAt ?? 0).toISOString().slice(0, 16));
        expect([...new Set([...starts(event, from, middle, 5000), ...starts(event, middle, to, 5000)])]).toEqual(whole);
      }),
      { seed: 5545, numRuns: rounds(60) },
    );
  });
});

describe('hostile series', () => {
  const base = ruleOf('FREQ=YEARLY');

  it('take bounded time', () => {
    const never = { ...base, byMonth: [2], byMonthDay: [30] };
    const endless = { ...base, frequency: 'daily' as const, count: Number.MAX_SAFE_INTEGER };
    const rare = { ...base, interval: Number.MAX_SAFE_INTEGER };
    const rules = [never, endless, rare, ...Array.from({ length: 100 }, () => never)];
    const event = {
      ...eventOf('1604-01-01T00:00', 'Europe/Berlin', []),
      recurrence: { rules, exceptions: [], detached: [] },
    };
    const time = computingTime(() => {
      const { isComplete } = expandRecurrence(event, Date.UTC(9990, 0, 1), Number.MAX_VALUE, 1000);
      expect(isComplete).toBe(false);
    });
    expect(time).toBeLessThan(3000);
  });

  it('never throw', () => {
    const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.constantFrom(0, -1, 1, 53, 366, -8.64e15, 8.64e15));
    const numbers = fc.array(number, { maxLength: 4 });
    const hostile = fc.record({
      frequency: fc.constantFrom('daily' as const, 'weekly' as const, 'monthly' as const, 'yearly' as const, null),
      frequencyCode: fc.constant(null),
      interval: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      count: fc.option(number),
      until: fc.option(number),
      weekStart: fc.constantFrom('SU' as const, 'MO' as const, 'SA' as const),
      byDay: fc.array(fc.record({ day: fc.constantFrom('TU' as const, 'FR' as const), ordinal: number }), {
        maxLength: 3,
      }),
      byMonthDay: numbers,
      byYearDay: numbers,
      byWeekNumber: numbers,
      byMonth: numbers,
      bySetPosition: numbers,
      specifier: fc.constant(null),
      isUnderstood: fc.constant(true),
    });
    fc.assert(
      fc.property(
        fc.array(hostile, { maxLength: 2 }),
        fc.option(number),
        fc.option(number),
        fc.constantFrom('Europe/Berlin', 'x', '', null),
        fc.boolean(),
        number,
        number,
        (rules, startAt, endAt, timeZone, isAllDay, from, to) => {
          const recurrence = { rules, exceptions: [from], detached: [] };
          const event = { startAt, endAt, timeZone, isAllDay, isFloating: false, recurrence };
          expect(expandRecurrence(event, from, to, 20).occurrences.length).toBeLessThanOrEqual(20);
        },
      ),
      { seed: 1, numRuns: rounds(150) },
    );
  });
});
