import { describe, expect, it } from 'vitest';
import { monthMarks, monthPlaces } from './month-places.ts';

const months = (...counts: number[]) =>
  counts.map((count, index) => {
    return {
      day: `${2020 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`,
      at: index,
      count,
    };
  });

describe('monthPlaces', () => {
  it('fills the height, newest first, with more space for more records and a minimum for each', () => {
    const places = monthPlaces(months(1, 10_000, 400, 1));
    const tops = places.map(({ top }) => top);
    expect(tops).toEqual(tops.toSorted((one, other) => one - other));
    expect(places.reduce((sum, { height }) => sum + height, 0)).toBeCloseTo(1);
    const [newest, third, second, oldest] = places.map(({ height }) => height);
    expect(second).toBeGreaterThan(third ?? 1);
    expect(newest).toBe(oldest);
    expect(newest).toBeGreaterThan(0.05);
    expect(monthPlaces([])).toEqual([]);
  });
});

describe('monthMarks', () => {
  it('names each year once, at its newest month, if there is space', () => {
    const all = months(...Array.from({ length: 36 }, () => 5));
    const places = monthPlaces(all);
    expect(monthMarks(all, places, 0.03).map(({ year }) => year)).toEqual(['2022', '2021', '2020']);
    expect(monthMarks(all, places, 0.5).map(({ year }) => year)).toEqual(['2022', '2020']);
  });
});
