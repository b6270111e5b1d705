import { describe, expect, it } from 'vitest';
import { chatPeriods, periodAt } from './chat-periods.ts';

const day = (day: string, count: number) => ({ day, at: 0, count });
const DAYS = [
  day('2022-03-01', 5),
  day('2023-01-30', 6),
  day('2023-02-01', 4),
  day('2023-02-02', 8),
  day('2024-01-01', 1),
];
const MARCH = Date.UTC(2022, 2, 1);

describe('periods of a chat', () => {
  it('are years, months where a year is too long, and days where a month is', () => {
    const names = (most: number) => chatPeriods(DAYS, 'UTC', {}, most).map(({ name }) => name);
    expect(names(24)).toEqual(['']);
    expect(names(18)).toEqual(['2022', '2023', '2024']);
    expect(names(12)).toEqual(['2022', '2023-01', '2023-02', '2024']);
    expect(names(8)).toEqual(['2022', '2023-01', '2023-02-01', '2023-02-02', '2024']);
    expect(names(1)).toHaveLength(5);
  });

  it('leave nothing out, at the clock of their zone', () => {
    const periods = chatPeriods(DAYS, 'Europe/Berlin', {}, 18);
    const from2023 = Date.UTC(2022, 11, 31, 23);
    const from2024 = Date.UTC(2023, 11, 31, 23);
    expect(periods.map(({ from, to }) => [from, to])).toEqual([
      [undefined, from2023],
      [from2023, from2024],
      [from2024, undefined],
    ]);
    expect([null, 0, from2023 - 1, from2023, 1e15].map((at) => periodAt(periods, at))).toEqual([0, 0, 0, 1, 2]);
  });

  it('are those within the period of the export', () => {
    const limits = { from: MARCH + 3_600_000, to: Date.UTC(2023, 1, 2) };
    expect(chatPeriods(DAYS, 'UTC', limits, 10)).toEqual([
      { name: '2022', from: limits.from, to: Date.UTC(2023, 0, 1) },
      { name: '2023', from: Date.UTC(2023, 0, 1), to: limits.to },
    ]);
    expect(chatPeriods(DAYS, 'UTC', limits, 15)).toEqual([{ name: '', ...limits }]);
    expect(chatPeriods([], 'UTC', {}, 0)).toEqual([{ name: '', from: undefined, to: undefined }]);
  });
});
