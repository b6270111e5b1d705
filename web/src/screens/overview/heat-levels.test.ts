import { describe, expect, it } from 'vitest';
import { heatLevels } from './heat-levels.ts';

describe('heatLevels', () => {
  it('uses each shade for a quarter of the days, whatever the maximum', () => {
    const levelOf = heatLevels([0, 1, 2, 3, 4, 5, 6, 7, 100_000]);
    expect([0, 1, 2, 3, 4, 5, 6, 7, 100_000].map(levelOf)).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
  });

  it('is darkest if all days are equal, and lightest for empty days', () => {
    expect(heatLevels([5, 5, 5, 5])(5)).toBe(4);
    expect(heatLevels([])(1)).toBe(1);
    expect(heatLevels([3])(0)).toBe(0);
  });
});
