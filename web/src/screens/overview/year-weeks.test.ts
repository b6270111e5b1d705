import { describe, expect, it } from 'vitest';
import { yearWeeks } from './year-weeks.ts';

describe('yearWeeks', () => {
  it('starts weeks on Monday or Sunday, and the year on its weekday', () => {
    // 1 January 2025 was a Wednesday.
    const monday = yearWeeks(2025, 1);
    expect(monday.weeks[0]).toEqual([null, null, '2025-01-01', '2025-01-02', '2025-01-03', '2025-01-04', '2025-01-05']);
    expect(monday.weeks.at(-1)).toEqual(['2025-12-29', '2025-12-30', '2025-12-31', null, null, null, null]);
    const sunday = yearWeeks(2025, 7);
    expect(sunday.weeks[0]?.indexOf('2025-01-01')).toBe(3);
  });

  it.each([
    [2023, 365],
    [2024, 366],
    [2000, 366],
    [1900, 365],
  ])('has every day of %i once, and months over all its weeks', (year, days) => {
    for (const firstDay of [1, 6, 7]) {
      const { weeks, months } = yearWeeks(year, firstDay);
      const dates = weeks.flat().filter((date) => date !== null);
      expect(new Set(dates).size).toBe(days);
      expect(dates).toEqual([...dates].sort());
      expect(months).toHaveLength(12);
      expect(months.reduce((sum, { columns }) => sum + columns, 0)).toBe(weeks.length);
    }
  });
});
