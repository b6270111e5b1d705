import { describe, expect, it } from 'vitest';
import { RecordTimes } from './record-times.ts';

const range = { minId: 1000, maxId: 2999 };

describe('times of records', () => {
  it('are even without statistics', () => {
    const times = new RecordTimes(range, [{ records: 400, bounds: [] }]);
    expect(times.records).toBe(400);
    expect(times.in(range)).toBeCloseTo(400);
    expect(times.in({ minId: 1000, maxId: 1499 })).toBeCloseTo(100);
    expect(times.lengthOf(range, 100, 'least')).toBe(500);
    expect(times.lengthOf(range, 100, 'greatest')).toBe(500);
  });

  it('are those of the statistics, a part between each two', () => {
    // Half of the records in the last tenth of the time.
    const times = new RecordTimes(range, [{ records: 400, bounds: [1000, 2800, 3000] }]);
    expect(times.in({ minId: 2800, maxId: 2999 })).toBeCloseTo(200);
    expect(times.lengthOf(range, 100, 'greatest')).toBe(100);
    expect(times.lengthOf(range, 300, 'greatest')).toBe(200 + 900);
    expect(times.lengthOf(range, 100, 'least')).toBe(900);
    expect(times.lengthOf({ minId: 1000, maxId: 2799 }, 100, 'greatest')).toBe(900);
  });

  it('of several divisions are added', () => {
    const times = new RecordTimes(range, [
      { records: 100, bounds: [1000, 2000] },
      { records: 300, bounds: [2000, 3000] },
    ]);
    expect(times.in({ minId: 1000, maxId: 1999 })).toBeCloseTo(100);
    expect(times.in({ minId: 2000, maxId: 2999 })).toBeCloseTo(300);
    expect(times.lengthOf(range, 350, 'greatest')).toBe(1500);
  });

  it('beyond statistics that are old, or of other backups, have a length of at least one id', () => {
    const times = new RecordTimes(range, [{ records: 100, bounds: [0, 500, 900] }]);
    expect(times.in(range)).toBe(0);
    for (const from of ['least', 'greatest'] as const) {
      for (const records of [0, 1, 1000]) {
        const length = times.lengthOf(range, records, from);
        expect(length).toBeGreaterThanOrEqual(1);
        expect(length).toBeLessThanOrEqual(2000);
      }
    }
    const same = new RecordTimes({ minId: 5, maxId: 5 }, [{ records: 10, bounds: [5, 5, 5] }]);
    expect(same.lengthOf({ minId: 5, maxId: 5 }, 3, 'greatest')).toBe(1);
    expect(new RecordTimes(range, []).lengthOf(range, 3, 'least')).toBeGreaterThanOrEqual(1);
  });
});
