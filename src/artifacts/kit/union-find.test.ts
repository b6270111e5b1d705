import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { UnionFind } from './union-find.ts';

it('gives the same sets as a naive implementation, represented by their lowest number', () => {
  const item = fc.integer({ min: 0, max: 15 });
  fc.assert(
    fc.property(fc.array(fc.tuple(item, item)), (pairs) => {
      const sets = new UnionFind(16);
      const names = Array.from({ length: 16 }, (_, index) => index);
      for (const [a, b] of pairs) {
        const [from, to] = [names[a] as number, names[b] as number];
        expect(sets.union(a, b)).toBe(from !== to);
        names.forEach((name, index) => {
          if (name === from || name === to) names[index] = Math.min(from, to);
        });
      }
      expect(names.map((_, index) => sets.find(index))).toEqual(names);
    }),
    { seed: 1 },
  );
});
