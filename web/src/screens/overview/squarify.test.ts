import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { squarify } from './squarify.ts';

describe('squarify', () => {
  it('lays out the example of the paper', () => {
    // Bruls, Huizing, van Wijk: figure 4, a rectangle of 6 by 4.
    const rects = squarify([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 });
    expect(rects.slice(0, 4)).toEqual([
      { x: 0, y: 0, width: 3, height: 2 },
      { x: 0, y: 2, width: 3, height: 2 },
      { x: 3, y: 0, width: expect.closeTo(12 / 7), height: expect.closeTo(7 / 3) },
      { x: expect.closeTo(3 + 12 / 7), y: 0, width: expect.closeTo(9 / 7), height: expect.closeTo(7 / 3) },
    ]);
  });

  it('gives every weight its area, inside and without overlap', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 30 });
    const side = fc.integer({ min: 1, max: 2000 });
    fc.assert(
      fc.property(weights, side, side, (unsorted, width, height) => {
        const sorted = [...unsorted].sort((one, other) => other - one);
        const total = sorted.reduce((sum, weight) => sum + weight, 0);
        const rects = squarify(sorted, { x: 0, y: 0, width, height });
        expect(rects).toHaveLength(sorted.length);
        const area = width * height;
        for (const [index, rect] of rects.entries()) {
          expect((rect.width * rect.height) / area).toBeCloseTo((sorted[index] ?? 0) / total, 6);
          expect(rect.x + rect.width).toBeLessThanOrEqual(width * 1.000001);
          expect(rect.y + rect.height).toBeLessThanOrEqual(height * 1.000001);
        }
        const slack = 1e-6 * (width + height);
        for (const [index, one] of rects.entries()) {
          for (const other of rects.slice(index + 1)) {
            const apart =
              one.x + one.width <= other.x + slack ||
              other.x + other.width <= one.x + slack ||
              one.y + one.height <= other.y + slack ||
              other.y + other.height <= one.y + slack;
            expect(apart).toBe(true);
          }
        }
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
