import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import { PackedJoin } from './packed-join.ts';

describe('PackedJoin', () => {
  it('gives the results of a map of sets, in any order of requests', () => {
    const number = fc.oneof(
      fc.integer({ min: 0, max: 20 }),
      fc.constantFrom(-1, 2 ** 22 - 1, 2 ** 22, 2 ** 31 - 1, 2 ** 31, 2 ** 52, Number.MIN_SAFE_INTEGER),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number)), fc.array(number), (pairs, questions) => {
        const join = new PackedJoin();
        const expected = new Map<number, Set<number>>();
        for (const [key, value] of pairs) {
          join.add(key, value);
          expected.set(key, (expected.get(key) ?? new Set()).add(value));
        }
        join.seal();
        for (const key of [...questions, ...expected.keys()]) {
          const values = [...(expected.get(key) ?? [])].sort((a, b) => a - b);
          expect(join.has(key)).toBe(values.length > 0);
          expect(join.values(key)).toEqual(values);
          expect(join.has(key)).toBe(values.length > 0);
        }
      }),
      { seed: 1, numRuns: rounds(300) },
    );
  });

  it('visits all pairs, those that cannot be packed, too', () => {
    const join = new PackedJoin();
    const pairs = [
      [1, 2],
      [1, 3],
      [7, 0],
      [-5, 4],
      [8, 2 ** 40],
    ] as const;
    for (const [key, value] of pairs) join.add(key, value);
    join.seal();
    const visited: (readonly [number, number])[] = [];
    join.forEach((key, value) => visited.push([key, value]));
    expect(visited).toEqual(pairs);
  });

  it('grows', () => {
    const join = new PackedJoin();
    for (let key = 5000; key > 0; key--) join.add(key, key * 2);
    join.seal();
    for (let key = 0; key <= 5001; key++) expect(join.values(key)).toEqual(key < 1 || key > 5000 ? [] : [key * 2]);
  });

  it('must be sealed first', () => {
    expect(() => new PackedJoin().values(1)).toThrow('seal');
  });
});
