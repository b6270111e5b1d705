import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import { DAY_MS, dayViews } from './local-days.ts';

describe('dayViews', () => {
  it.each([
    ['Europe/Berlin', '2024-03-31', '2024-03-30T23:00Z'],
    ['Europe/Berlin', '2024-04-01', '2024-03-31T22:00Z'],
    // Midnight was skipped in São Paulo on this day.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00Z'],
    ['Asia/Kolkata', '2024-05-01', '2024-04-30T18:30Z'],
  ])('says when days of %s begin', (timeZone, day, at) => {
    const number = Date.parse(`${day}T00:00Z`) / DAY_MS;
    expect(dayViews(new Map([[number, 3]]), timeZone)).toEqual([{ day, at: Date.parse(at), count: 3 }]);
  });

  it('agrees with Temporal everywhere', () => {
    const zone = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Pacific/Apia',
      'Asia/Tehran',
      'Africa/Cairo',
    );
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 50_000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(zone, days, (timeZone, numbers) => {
        const views = dayViews(new Map(numbers.map((number) => [number, 1])), timeZone);
        const expected = numbers
          .toSorted((a, b) => a - b)
          .map((number) => {
            const day = new Date(number * DAY_MS).toISOString().slice(0, 10);
            return { day, at: Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds, count: 1 };
          });
        expect(views).toEqual(expected);
      }),
      { seed: 5, numRuns: rounds(300) },
    );
  });

  it('rejects an unknown time zone', () => {
    expect(() => dayViews(new Map([[1, 1]]), 'Mars/Olympus')).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
  });
});
