import { array, assert, boolean, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayoutDay } from '../../api/photos.ts';
import { chunksOf } from './chunks.ts';
import { type GridShape, planGrid, shownRatio } from './justified.ts';
import { moveCursor } from './move-cursor.ts';

const SHAPE: GridShape = { width: 1000, rowHeight: 200, gap: 4, dayGap: 16, labelHeight: 40, below: 10 };

const library = array(array(integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 40 }), {
  minLength: 1,
  maxLength: 30,
});

/** Right edge of each row. */
function endsOf(ratios: Uint16Array, shape: GridShape, counts: readonly number[]): number[] {
  return planGrid(ratios, counts, shape).rows.map(({ left, height, first, count }) => {
    const widths = [...ratios.subarray(first, first + count)].map((ratio) => shownRatio(ratio) * height);
    return left + widths.reduce((sum, width) => sum + width, (count - 1) * shape.gap);
  });
}

describe('a justified grid', () => {
  it('fills complete rows exactly', () => {
    // Five squares of 200 are 1,016 wide: they are reduced to fit.
    const { rows, days, height } = planGrid(new Uint16Array(12).fill(100), [12], SHAPE);
    expect(rows.map(({ count }) => count)).toEqual([5, 5, 2]);
    expect(rows[0]).toEqual({ top: 40, left: 0, height: 196.8, first: 0, count: 5 });
    expect(rows[2]?.height).toBe(200);
    expect(days).toEqual([{ index: 0, top: 0, left: 0, width: 1000, bottom: height - 10 }]);
  });

  it('puts short days next to each other', () => {
    const { rows, days } = planGrid(Uint16Array.of(150, 75, 150, 133), [1, 2, 1], SHAPE);
    expect(rows.map(({ first, count }) => [first, count])).toEqual([
      [0, 1],
      [1, 2],
      [3, 1],
    ]);
    expect(new Set(rows.map(({ top }) => top)).size).toBe(1);
    expect(days.map(({ left }) => left)).toEqual([0, 308, 770].map((left) => expect.closeTo(left, -2)));
    expect((days[2]?.left ?? 0) + (days[2]?.width ?? 0)).toBeCloseTo(1000);
  });

  it('contains every photo once, in order, within the width', () => {
    assert(
      property(library, integer({ min: 120, max: 2000 }), (days, width) => {
        const shape = { ...SHAPE, width };
        const counts = days.map(({ length }) => length);
        const ratios = Uint16Array.from(days.flat());
        const { rows, days: named, height } = planGrid(ratios, counts, shape);
        let next = 0;
        let top = 0;
        for (const row of rows) {
          expect(row.first).toBe(next);
          expect(row.top).toBeGreaterThanOrEqual(top);
          expect(row.height).toBeGreaterThan(0);
          next += row.count;
          top = row.top;
        }
        expect(next).toBe(ratios.length);
        expect(named.map(({ index }) => index)).toEqual(days.map((_, index) => index));
        expect(Math.max(...rows.map((row) => row.top + row.height))).toBeLessThanOrEqual(height);
        for (const end of endsOf(ratios, shape, counts)) expect(end).toBeLessThanOrEqual(width * 1.001);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('lays out a hundred thousand photos quickly', () => {
    const ratios = new Uint16Array(100_000).fill(133);
    const start = performance.now();
    planGrid(
      ratios,
      Array.from({ length: 20_000 }, () => 5),
      SHAPE,
    );
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('keys in a grid', () => {
  const ratios = new Uint16Array(12).fill(100);
  const plan = planGrid(ratios, [12], SHAPE);

  it.each([
    [0, 'right', 1],
    [0, 'left', 0],
    [11, 'right', 11],
    [1, 'down', 6],
    [6, 'up', 1],
    [9, 'down', 11],
    [11, 'down', 11],
    [0, 'up', 0],
  ] as const)('lead from %i %s to %i', (from, step, to) => {
    expect(moveCursor(plan, ratios, SHAPE.gap, from, step)).toBe(to);
  });

  it('move to the nearest of days next to each other', () => {
    const both = Uint16Array.of(100, 100, 100, 100, 100, 100, 100, 100, 100);
    const two = planGrid(both, [1, 1, 1, 1, 5], SHAPE);
    expect(moveCursor(two, both, SHAPE.gap, 8, 'up')).toBe(3);
  });
});

describe('requests for photos', () => {
  it('cover every photo once, within the limit per request', () => {
    const counts = array(integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 40 });
    assert(
      property(counts, boolean(), (sizes, undated) => {
        const days = sizes.map<LayoutDay>((count, index) => {
          const isUndated = undated && index === sizes.length - 1;
          return { day: isUndated ? null : 'some day', newest: 1000 - index, oldest: 1000 - index, count };
        });
        const chunks = chunksOf(days);
        let next = 0;
        for (const { first, count } of chunks) {
          expect(first).toBe(next);
          expect(count).toBeLessThanOrEqual(200);
          next += count;
        }
        expect(next).toBe(sizes.reduce((sum, size) => sum + size, 0));
        expect(chunks.some(({ newest }) => newest === null)).toBe(undated);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
