import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import { civilDate, civilDay, DAY_MS, daysInMonth, daysInYear, startOfWeek, startOfWeekOne } from './civil-day.ts';

describe('civil days', () => {
  it('match Date for the years 1 to 9999 and beyond', () => {
    fc.assert(
      fc.property(fc.integer({ min: -800_000, max: 3_000_000 }), (day) => {
        const date = new Date(day * DAY_MS);
        const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
        expect(civilDate(day)).toEqual({ year, month, day: date.getUTCDate(), weekday: date.getUTCDay() });
        expect(civilDay(year, month, date.getUTCDate())).toBe(day);
        expect(daysInMonth(year, month)).toBe(civilDay(year, month + 1, 1) - civilDay(year, month, 1));
        expect(daysInYear(year)).toBe(civilDay(year + 1, 1, 1) - civilDay(year, 1, 1));
      }),
      { seed: 1, numRuns: rounds(2000) },
    );
  });

  it('overflow into the next month and year', () => {
    expect(civilDay(2024, 13, 1)).toBe(civilDay(2025, 1, 1));
    expect(civilDay(2023, 2, 29)).toBe(civilDay(2023, 3, 1));
    expect(civilDay(2024, 0, 31)).toBe(civilDay(2023, 12, 31));
  });

  it('belong to weeks', () => {
    // 2024-12-30 is the Monday of the first week of 2025 (ISO 8601).
    expect(startOfWeekOne(2025, 1)).toBe(civilDay(2024, 12, 30));
    expect(startOfWeekOne(2021, 1)).toBe(civilDay(2021, 1, 4));
    expect(startOfWeek(civilDay(2026, 11, 24), 1)).toBe(civilDay(2026, 11, 23));
    expect(startOfWeek(civilDay(2026, 11, 22), 0)).toBe(civilDay(2026, 11, 22));
    expect(startOfWeek(civilDay(1960, 1, 1), 1)).toBe(civilDay(1959, 12, 28));
  });
});
