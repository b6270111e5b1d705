import { describe, expect, it } from 'vitest';
import { chunksOf } from './chunks.ts';

const page = 0;

describe('chunksOf()', () => {
  it('loads consecutive days together', () => {
    const days = [
      { day: '2024-05-03', newest: 900, oldest: 800, count: 3 },
      { day: '2024-05-02', newest: 700, oldest: 600, count: 2 },
      { day: null, newest: 0, oldest: 0, count: 4 },
    ];
    expect(chunksOf(days)).toEqual([
      { first: 0, count: 5, newest: 900, oldest: 600, fromDay: '2024-05-02', toDay: '2024-05-03', page },
      { first: 5, count: 4, newest: null, oldest: 0, fromDay: null, toDay: null, page },
    ]);
  });

  it('loads days apart that overlap because they are of several time zones', () => {
    const days = [
      { day: '2024-05-03', newest: 900, oldest: 700, count: 3 },
      { day: '2024-05-02', newest: 800, oldest: 600, count: 2 },
    ];
    expect(chunksOf(days)).toEqual([
      { first: 0, count: 3, newest: 900, oldest: 700, fromDay: '2024-05-03', toDay: '2024-05-03', page },
      { first: 3, count: 2, newest: 800, oldest: 600, fromDay: '2024-05-02', toDay: '2024-05-02', page },
    ]);
  });
});
