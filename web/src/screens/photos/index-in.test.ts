import { describe, expect, it } from 'vitest';
import type { LayoutDay } from '../../api/photos.ts';
import { indexIn } from './index-in.ts';

const daysOf = (counts: Readonly<Record<string, number>>): readonly LayoutDay[] =>
  Object.entries(counts).map(([day, count]) => ({ day, newest: 0, oldest: 0, count }));

describe('the index of a photo in another layout', () => {
  const days = daysOf({ '2024-03-09': 4, '2024-03-08': 6, '2024-03-07': 2 });

  it('is the same if older photos were added, also to the last day', () => {
    const whole = daysOf({ '2024-03-09': 4, '2024-03-08': 6, '2024-03-07': 9, '2024-03-01': 30 });
    expect(indexIn(whole, days, 0)).toBe(0);
    expect(indexIn(whole, days, 7)).toBe(7);
    expect(indexIn(whole, days, 11)).toBe(11);
  });

  it('is later by the photos that were added before it', () => {
    const grown = daysOf({ '2024-03-11': 5, '2024-03-09': 4, '2024-03-08': 6, '2024-03-07': 2 });
    expect(indexIn(grown, days, 0)).toBe(5);
    expect(indexIn(grown, days, 7)).toBe(12);
    const later = daysOf({ '2024-03-09': 9, '2024-03-08': 6, '2024-03-07': 2 });
    expect(indexIn(later, days, 7)).toBe(12);
  });

  it('is as near as possible if its day is gone or smaller', () => {
    expect(indexIn(daysOf({ '2024-03-09': 4, '2024-03-07': 2 }), days, 6)).toBe(6);
    expect(indexIn(daysOf({ '2024-03-09': 4, '2024-03-08': 1, '2024-03-07': 2 }), days, 9)).toBe(4);
  });

  it('is the index itself if the same photos are divided into other days', () => {
    expect(indexIn(days, days, 3)).toBe(3);
    expect(indexIn(daysOf({ '2024-03-09': 2, '2024-03-08': 5, '2024-03-07': 5 }), days, 5)).toBe(5);
  });
});
