import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OccurrenceView } from '../../../../src/contract/calendar.ts';
import { addDays, addMonths, isDay, weeksAround } from './days.ts';
import { agendaOf, barsOf, eventsOn, fitBars, placeEvents } from './place-events.ts';

const HOUR = 3_600_000;

function occurrence(given: Partial<OccurrenceView>): OccurrenceView {
  return {
    event: 'e',
    title: null,
    calendar: null,
    calendarTitle: null,
    colour: null,
    location: null,
    startAt: null,
    endAt: null,
    startDate: null,
    endDate: null,
    timeZone: null,
    isAllDay: false,
    isFloating: false,
    isRecurring: false,
    isBirthday: false,
    status: null,
    response: null,
    ...given,
  };
}

const allDay = (startDate: string, endDate: string): OccurrenceView =>
  occurrence({ isAllDay: true, startDate, endDate });
const daysOf = (given: OccurrenceView, zone: string): unknown =>
  placeEvents([given], zone).map(({ first, last }) => [first, last]);

describe('days', () => {
  it('fill complete weeks around a month', () => {
    const monday = weeksAround('2024-09-15', 1);
    expect([monday.length, monday[0]?.[0], monday.at(-1)?.at(-1)]).toEqual([6, '2024-08-26', '2024-10-06']);
    expect(weeksAround('2026-02-01', 7)).toHaveLength(4);
  });

  it('move by months to existing days', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2024-01-31', -11)).toBe('2023-02-28');
    expect(addDays('2024-12-31', 1)).toBe('2025-01-01');
  });

  it.each(['2024-02-30', '0001-01-01', '99999-01-01', '2024-1-1', 'x', ''])('do not exist: %j', (text) => {
    expect(isDay(text)).toBe(false);
  });
});

describe('placeEvents', () => {
  it('places times in local time, and ends before midnight', () => {
    const startAt = Date.UTC(2024, 5, 30, 22);
    const party = occurrence({ startAt, endAt: startAt + 2 * HOUR });
    expect(daysOf(party, 'UTC')).toEqual([['2024-06-30', '2024-06-30']]);
    expect(daysOf(party, 'Asia/Tokyo')).toEqual([['2024-07-01', '2024-07-01']]);
    expect(daysOf(party, 'Europe/London')).toEqual([['2024-06-30', '2024-07-01']]);
  });

  it('never moves all-day and floating events', () => {
    expect(daysOf(allDay('2024-07-01', '2024-07-03'), 'Pacific/Auckland')).toEqual([['2024-07-01', '2024-07-03']]);
    const floating = occurrence({
      isFloating: true,
      startAt: Date.UTC(2024, 6, 1, 23),
      endAt: Date.UTC(2024, 6, 1, 23, 30),
    });
    expect(daysOf(floating, 'Pacific/Auckland')).toEqual([['2024-07-01', '2024-07-01']]);
  });

  it('accepts hostile calendars', () => {
    expect(daysOf(allDay('2024-07-05', '2024-07-01'), 'UTC')).toEqual([['2024-07-05', '2024-07-05']]);
    expect(daysOf(occurrence({ startAt: 1e300, endAt: -1e300 }), 'UTC')).toEqual([]);
    expect(daysOf(occurrence({}), 'UTC')).toEqual([]);
  });
});

describe('a week', () => {
  const week = Array.from({ length: 7 }, (_, day) => addDays('2024-07-01', day));
  const random = fc.array(
    fc.tuple(fc.integer({ min: -5, max: 9 }), fc.nat(12)).map(([start, length]) => {
      const first = addDays('2024-07-01', start);
      return allDay(first, addDays(first, length));
    }),
    { maxLength: 30 },
  );

  it('has no overlapping bars, and none outside', () => {
    fc.assert(
      fc.property(random, (occurrences) => {
        const taken = new Set<string>();
        for (const { start, length, lane } of barsOf(placeEvents(occurrences, 'UTC'), week)) {
          expect(start >= 0 && length > 0 && start + length <= 7).toBe(true);
          for (let day = start; day < start + length; day++) {
            expect(taken.has(`${lane} ${day}`)).toBe(false);
            taken.add(`${lane} ${day}`);
          }
        }
      }),
      { seed: 11 },
    );
  });

  it('has the number of hidden events of every day', () => {
    fc.assert(
      fc.property(random, fc.integer({ min: 1, max: 5 }), (occurrences, lanes) => {
        const events = placeEvents(occurrences, 'UTC');
        const { shown, hidden } = fitBars(barsOf(events, week), lanes, 7);
        for (const [index, day] of week.entries()) {
          const drawn = shown.filter(({ start, length }) => start <= index && index < start + length);
          expect(drawn.length + (hidden[index] ?? 0)).toBe(eventsOn(events, day).length);
          expect(drawn.length + Math.min(1, hidden[index] ?? 0)).toBeLessThanOrEqual(lanes);
        }
      }),
      { seed: 12 },
    );
  });

  it('can be listed by day', () => {
    const events = placeEvents([allDay('2024-07-02', '2024-07-03'), allDay('2024-06-20', '2024-06-20')], 'UTC');
    expect(agendaOf(events, '2024-07-01', '2024-07-31').map(({ day }) => day)).toEqual(['2024-07-02', '2024-07-03']);
  });
});
