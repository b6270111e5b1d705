import { describe, expect, it } from 'vitest';
import { momentsBetween, monthAt, monthIndex, monthOf, weeksOf } from './calendar-month.ts';

describe('a month of a calendar', () => {
  it('has its days in weeks with the given first day', () => {
    const monday = weeksOf({ year: 2024, month: 1 }, 1);
    expect(monday[0]).toEqual([null, null, null, '2024-02-01', '2024-02-02', '2024-02-03', '2024-02-04']);
    expect(monday.at(-1)).toEqual(['2024-02-26', '2024-02-27', '2024-02-28', '2024-02-29', null, null, null]);
    const sunday = weeksOf({ year: 2026, month: 1 }, 7);
    expect(sunday).toHaveLength(4);
    expect(sunday[0]?.[0]).toBe('2026-02-01');
  });

  it('can be calculated with', () => {
    expect(monthOf('2024-12-31')).toEqual({ year: 2024, month: 11 });
    expect(monthAt(monthIndex({ year: 2024, month: 11 }) + 1)).toEqual({ year: 2025, month: 0 });
    expect(monthAt(monthIndex({ year: 1970, month: 0 }) - 1)).toEqual({ year: 1969, month: 11 });
  });
});

describe('times between days', () => {
  const days = [
    { day: '2024-01-01', at: 10, count: 1 },
    { day: '2024-01-05', at: 50, count: 2 },
    { day: '2024-02-01', at: 90, count: 3 },
  ];

  it('start with the first day and end before the next one', () => {
    expect(momentsBetween(days, '2024-01-02', '2024-01-31')).toEqual({ from: 50, to: 90 });
    expect(momentsBetween(days, '', '')).toEqual({ from: null, to: null });
    expect(momentsBetween(days, '2024-01-02', '2024-02-01')).toEqual({ from: 50, to: null });
    expect(momentsBetween(days, '2024-01-02', '2024-01-04')).toBeNull();
  });
});
