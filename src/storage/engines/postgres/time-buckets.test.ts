import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../../test/support/depth.ts';
import { MAX_ID } from '../../search/time-ids.ts';
import { bucketsOf, periodFrom, periodStart, SHORT_PERIOD } from './time-buckets.ts';

/** The buckets of a record, as in the index. */
const bucketsOfId = (id: number) => [38, 42, 46].map((bits, level) => Math.floor(id / 2 ** bits) * 4 + level);

describe('periods of ids', () => {
  it('are found for every id of a range, and for no other outside of its first and last period', () => {
    const range = fc.tuple(fc.integer({ min: 0, max: MAX_ID }), fc.integer({ min: 0, max: MAX_ID }));
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
      { seed: 3, numRuns: rounds(2000) },
    );
  });

  it('make up the periods of a search in few, whichever way it goes', () => {
    const id = fc.integer({ min: SHORT_PERIOD, max: MAX_ID - SHORT_PERIOD });
    const length = fc.integer({ min: 1, max: 20 * 2 ** 46 });
    fc.assert(
      fc.property(id, length, (start, ids) => {
        const [from, to] = [periodFrom(start, ids, 'down'), periodFrom(start, ids, 'up')];
        expect(from).toBeLessThanOrEqual(start);
        expect(to).toBeGreaterThanOrEqual(start);
        expect(to - from).toBeLessThanOrEqual(Math.max(2 * ids, 2 * SHORT_PERIOD));
        expect(bucketsOf(Math.max(0, from), start).length).toBeLessThan(60);
        expect(bucketsOf(start, Math.min(MAX_ID, to)).length).toBeLessThan(60);
      }),
      { seed: 4, numRuns: rounds(2000) },
    );
  });
});
