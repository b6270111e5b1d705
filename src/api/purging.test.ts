import { describe, expect, it, vi } from 'vitest';
import { DomainError } from '../model/errors.ts';
import { Purging } from './purging.ts';

/** A purging with purges controlled by the test. */
function drivenByHand(): { purging: Purging; purges: PromiseWithResolvers<void>[]; errors: unknown[] } {
  const purges: PromiseWithResolvers<void>[] = [];
  const errors: unknown[] = [];
  const purge = (): Promise<void> => {
    const next = Promise.withResolvers<void>();
    purges.push(next);
    return next.promise;
  };
  return { purging: new Purging(purge, (error) => errors.push(error)), purges, errors };
}

describe('purging', () => {
  it('runs one purge at a time, and another one for requests meanwhile', async () => {
    const { purging, purges } = drivenByHand();
    for (let asked = 0; asked < 3; asked++) purging.start();
    expect(purges).toHaveLength(1);
    purges[0]?.resolve();
    await expect.poll(() => purges.length).toBe(2);
    purges[1]?.resolve();
    await purging.idle();
    expect(purges).toHaveLength(2);
    purging.start();
    expect(purges).toHaveLength(3);
  });

  it('reports errors, and retries on request', async () => {
    const { purging, purges, errors } = drivenByHand();
    const failure = new DomainError('STORAGE_UNAVAILABLE');
    purging.start();
    purges[0]?.reject(failure);
    await purging.idle();
    purging.start();
    purges[1]?.reject(new DomainError('CANCELLED'));
    await purging.idle();
    expect(errors).toEqual([failure]);
  });

  it('tries again after a while when somebody reads what is to be removed, until it is closed', async () => {
    vi.useFakeTimers();
    try {
      const { purging, purges, errors } = drivenByHand();
      purging.start();
      for (let tries = 1; tries <= 2; tries++) {
        purges.at(-1)?.reject(new DomainError('STORAGE_UNAVAILABLE'));
        await purging.idle();
        expect(errors).toHaveLength(tries);
        await vi.advanceTimersByTimeAsync(60_000);
        expect(purges).toHaveLength(tries + 1);
      }
      purges.at(-1)?.reject(new DomainError('STORAGE_UNAVAILABLE'));
      await purging.close();
      await vi.advanceTimersByTimeAsync(600_000);
      expect(purges).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is idle without requests', async () => {
    await expect(drivenByHand().purging.idle()).resolves.toBeUndefined();
  });
});
