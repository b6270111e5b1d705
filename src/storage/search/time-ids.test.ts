import { describe, expect, it } from 'vitest';
import { IdAllocator, idRange, MAX_ID, MIN_ID, preferredIds, SLOTS_PER_MS } from './time-ids.ts';

describe('preferredIds', () => {
  it('is in time order, safe, and reproducible', () => {
    const id = preferredIds('b', 'message')('1', 1_500_000_000_000);
    expect(Math.floor(id / SLOTS_PER_MS)).toBe(1_500_000_000_000);
    expect(preferredIds('b', 'message')('1', 1_500_000_000_000)).toBe(id);
    expect(preferredIds('b', 'message')('2', 1_500_000_000_000)).not.toBe(id);
    expect(Number.isSafeInteger(preferredIds('b', 't')('r', 2 ** 42 - 1))).toBe(true);
  });

  it('is negative without a time and outside 1970–2109', () => {
    for (const at of [null, -1, 2 ** 42, -1e15]) {
      const id = preferredIds('b', 't')('r', at);
      expect(id).toBeLessThan(0);
      expect(id).toBeGreaterThan(MIN_ID);
    }
  });
});

describe('idRange', () => {
  it('contains every record of the time range', () => {
    const { minId, maxId } = idRange(1000, 2000);
    expect(preferredIds('b', 't')('r', 1000)).toBeGreaterThanOrEqual(minId);
    expect(preferredIds('b', 't')('r', 1999)).toBeLessThanOrEqual(maxId);
    expect(preferredIds('b', 't')('r', 999)).toBeLessThan(minId);
    expect(idRange(null, null)).toEqual({ minId: MIN_ID, maxId: MAX_ID });
    expect(idRange(null, 2 ** 50).maxId).toBeLessThanOrEqual(MAX_ID);
    expect(idRange(-5, null).minId).toBe(0);
  });
});

describe('IdAllocator', () => {
  it('places a hundred thousand records with the same time in a few attempts each, and again over the old ones', () => {
    const taken = new Set<number>();
    let tries = 0;
    const claim = (id: number) => {
      tries++;
      if (taken.has(id)) return false;
      taken.add(id);
      return true;
    };
    const count = 100_000;
    for (let round = 1; round <= 2; round++) {
      tries = 0;
      const allocator = new IdAllocator();
      for (let ref = 0; ref < count; ref++) allocator.allocate(preferredIds('b', 't')(String(ref), 1e12), claim);
      expect(taken.size).toBe(count * round);
      expect(tries).toBeLessThan(count * 4);
    }
  });

  it('does not traverse full neighbours repeatedly', () => {
    const taken = new Set<number>();
    let tries = 0;
    const claim = (id: number) => {
      tries++;
      return taken.size < taken.add(id).size;
    };
    const milliseconds = 50;
    for (let round = 0; round < 3; round++) {
      const allocator = new IdAllocator();
      tries = 0;
      for (let ms = 0; ms < milliseconds; ms++) {
        for (let ref = 0; ref < SLOTS_PER_MS; ref++) allocator.allocate(preferredIds('b', 't')(String(ref), ms), claim);
      }
    }
    expect(tries).toBeLessThan(milliseconds * SLOTS_PER_MS * 6);
  });
});
