import { expect, it } from 'vitest';
import { Interruptions } from './interruptions.ts';

it('lets an export wait for a database as long as it may, counted from when it was lost', () => {
  const interruptions = new Interruptions(10_000);
  interruptions.answered('a');
  expect(interruptions.isWaiting('a', 0)).toBe(false);
  expect(interruptions.interrupt('a', 100_000)).toBe(true);
  expect(interruptions.isWaiting('a', 101_999)).toBe(true);
  expect(interruptions.isWaiting('a', 102_000)).toBe(false);
  expect(interruptions.interrupt('a', 102_000)).toBe(true);
  expect(interruptions.interrupt('a', 108_000)).toBe(true);
  expect(interruptions.interrupt('a', 108_001)).toBe(false);
  // It answered again, long afterwards.
  interruptions.answered('a');
  expect(interruptions.interrupt('a', 500_000)).toBe(true);
});

it('gives up if the database is lost again and again', () => {
  const interruptions = new Interruptions(10_000);
  const attempts = [1, 2, 3, 4].map((minute) => {
    interruptions.answered('a');
    return interruptions.interrupt('a', minute * 60_000);
  });
  expect(attempts).toEqual([true, true, true, false]);
  interruptions.forget('a');
  interruptions.answered('a');
  expect(interruptions.interrupt('a', 900_000)).toBe(true);
});

it('tries once more where it may not wait at all', () => {
  const interruptions = new Interruptions(0);
  expect(interruptions.interrupt('a', 1000)).toBe(true);
  expect(interruptions.interrupt('a', 3000)).toBe(false);
});
