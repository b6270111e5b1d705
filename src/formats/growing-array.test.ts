import { expect, it } from 'vitest';
import { GrowingArray } from './growing-array.ts';

it('keeps its numbers while it grows', () => {
  const numbers = new GrowingArray(Uint32Array);
  for (let number = 0; number < 3000; number++) numbers.push(number);
  numbers.append(Uint32Array.from({ length: 5000 }, (_, index) => 3000 + index));
  numbers.push(8000);
  expect(numbers.length).toBe(8001);
  expect(numbers.values).toEqual(Uint32Array.from({ length: 8001 }, (_, index) => index));
});
