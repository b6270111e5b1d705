import { expect, it } from 'vitest';
import { readDate, readUtcOffset } from './dates.ts';

it('dates are milliseconds, and null if missing', () => {
  // The Adelaide photo of the corpus: 2017-06-20 07:48:56.518 UTC by Python.
  expect(readDate(519_637_736.518)).toBe(1_497_944_936_518);
  expect(readDate(-86_400)).toBe(Date.UTC(2000, 11, 31));
  // NSDate.distantPast and distantFuture.
  for (const none of [null, 0, 'x', -63_114_076_800, 64_092_211_200, 1e300]) expect(readDate(none)).toBeNull();
});

it('UTC offsets are at most a day', () => {
  expect(readUtcOffset(34_200)).toBe(34_200);
  expect(readUtcOffset(0)).toBe(0);
  for (const none of [null, 'x', 90_000, -1e300]) expect(readUtcOffset(none)).toBeNull();
});
