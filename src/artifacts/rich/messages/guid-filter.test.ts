import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { rounds } from '../../../../test/support/depth.ts';
import { GuidFilter } from './guid-filter.ts';

it('has no false negatives and few false positives', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.uuid(), fc.string())), (added) => {
      const filter = new GuidFilter();
      for (const guid of added) filter.add(guid);
      expect(added.every((guid) => filter.mayHold(guid))).toBe(true);
    }),
    { seed: 1, numRuns: rounds(30) },
  );
  const filter = new GuidFilter();
  filter.add('FDC6EC94-9D5A-434D-90FA-BF170E10A311');
  expect(filter.mayHold('0355C6E1-D0C8-4212-AA87-DD8AE4FD1203')).toBe(false);
  expect(filter.mayHold('')).toBe(false);
});

it('knows a GUID that was added after it was asked for', () => {
  const filter = new GuidFilter();
  for (const guid of ['0355C6E1-D0C8-4212-AA87-DD8AE4FD1203', '']) {
    expect(filter.mayHold(guid)).toBe(false);
    filter.add(guid);
    expect(filter.mayHold(guid)).toBe(true);
  }
});
