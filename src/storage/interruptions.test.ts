import { expect, it } from 'vitest';
import { DomainError } from '../model/errors.ts';
import { Interruptions } from './interruptions.ts';

const AWAY = new DomainError('STORAGE_UNAVAILABLE', undefined, { details: { away: true } });

it('lets an export wait for a database as long as it may, counted from when it was lost', () => {
  const interruptions = new Interruptions(10_000);
  interruptions.answered();
  expect(interruptions.isWaiting(0)).toBe(false);
  expect(interruptions.interrupt(AWAY, 100_000)).toBe(true);
  expect(interruptions.isWaiting(101_999)).toBe(true);
  expect(interruptions.isWaiting(102_000)).toBe(false);
  expect(interruptions.interrupt(AWAY, 102_000)).toBe(true);
  expect(interruptions.interrupt(AWAY, 108_000)).toBe(true);
  expect(interruptions.interrupt(AWAY, 108_001)).toBe(false);
  // It answered again, long afterwards.
  interruptions.answered();
  expect(interruptions.interrupt(AWAY, 500_000)).toBe(true);
});

it('gives up if the database is lost again and again', () => {
  const interruptions = new Interruptions(10_000);
  const attempts = [1, 2, 3, 4].map((minute) => {
    interruptions.answered();
    return interruptions.interrupt(AWAY, minute * 60_000);
  });
  expect(attempts).toEqual([true, true, true, false]);
});

it('tries once more where it may not wait at all', () => {
  const interruptions = new Interruptions(0);
  expect(interruptions.interrupt(AWAY, 1000)).toBe(true);
  expect(interruptions.interrupt(AWAY, 3000)).toBe(false);
});

it('repeats nothing that failed for another reason', async () => {
  const failures = [AWAY, new DomainError('STORAGE_UNAVAILABLE'), AWAY];
  let waits = 0;
  const attempt = async () => {
    throw failures.shift() ?? new DomainError('INTERNAL');
  };
  const repeated = new Interruptions(10_000).repeat(attempt, () => waits++);
  await expect(repeated).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE', details: {} });
  expect([waits, failures.length]).toEqual([1, 1]);
});
