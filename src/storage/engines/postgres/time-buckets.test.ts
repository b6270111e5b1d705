import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_ID } from '../../search/time-ids.ts';
import { bucketsOf, MAX_PERIOD, periodStart, SHORT_PERIOD } from './time-buckets.ts';

/** The buckets of a record, as in the index. */
const bucketsOfId = (id: number) => [Math.floor(id / 2 ** 38) * 2, Math.floor(id / 2 ** 42) * 2 + 1];

describe('periods of ids', () => {
  it('are found for every id of a range, and for no other outside of its first and last period', () => {
    const range = fc.tuple(fc.integer({ min: 0, max: MAX_ID }), fc.integer({ min: 0, max: MAX_PERIOD }));
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(range, place, fc.integer({ min: 0, max: MAX_ID }), ([minId, length], where, other) => {
        const maxId = Math.min(MAX_ID, minId + length);
        const buckets = new Set(bucketsOf(minId, maxId));
        const has = (id: number) => bucketsOfId(id).some((bucket) => buckets.has(bucket));
        for (const id of [minId, maxId, Math.floor(minId + (maxId - minId) * where)]) expect(has(id)).toBe(true);
        const isOutside = other < periodStart(minId) || other >= periodStart(maxId) + SHORT_PERIOD;
        if (isOutside) expect(has(other)).toBe(false);
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  it('are few', () => {
    for (const minId of [0, SHORT_PERIOD, 15 * SHORT_PERIOD + 7]) {
      expect(bucketsOf(minId, minId + MAX_PERIOD - 1).length).toBeLessThan(300);
    }
  });
});
