import { describe, expect, it } from 'vitest';
import { Semaphore } from './semaphore.ts';

describe('a semaphore', () => {
  it('limits concurrency and keeps the order, also after failures', async () => {
    const semaphore = new Semaphore(2);
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const task = (index: number) => async (): Promise<number> => {
      order.push(index);
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      if (index % 3 === 0) throw new Error(`task ${index}`);
      return index;
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => semaphore.run(task(index))));
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(most).toBe(2);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(4);
    expect(await semaphore.run(async () => 'free')).toBe('free');
  });
});
