import { describe, expect, it } from 'vitest';
import { heatLevels } from './heat-levels.ts';

describe('heatLevels', () => {
  it('gives each shade a quarter of the days, whatever the busiest is', () => {
    const levelOf = heatLevels([0, 1, 2, 3, 4, 5, 6, 7, 100_000]);
    expect([0, 1, 2, 3, 4, 5, 6, 7, 100_000].map(levelOf)).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
  });

  it('is darkest where all days are alike, and light where there are none', () => {
    expect(heatLevels([5, 5, 5, 5])(5)).toBe(4);
    expect(heatLevels([])(1)).toBe(1);
    expect(heatLevels([3])(0)).toBe(0);
  });
});
