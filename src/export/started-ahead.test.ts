import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startedAhead } from './started-ahead.ts';

describe('startedAhead', () => {
  it('starts a few before they are taken, and gives all in their order', async () => {
    const items = Array.from({ length: 20 }, (_, index) => index);
    const taken: number[] = [];
    const ahead: number[] = [];
    let started = 0;
    const start = async (item: number): Promise<number> => {
      started++;
      // Later ones are ready first.
      if (item % 2 === 0) await setImmediate();
      return item;
    };
    for await (const item of startedAhead(items, start, async () => undefined, { most: 4 })) {
      taken.push(item);
      ahead.push(started - taken.length);
    }
    expect(taken).toEqual(items);
    expect(Math.max(...ahead)).toBe(3);
    expect(Math.min(...ahead.slice(0, -4))).toBeGreaterThan(0);
  });

  it('drops what nobody took, and throws a failure in its turn', async () => {
    const dropped: number[] = [];
    const start = async (item: number): Promise<number> => {
      if (item === 2) throw new Error('broken');
      return item;
    };
    const drop = async (item: number): Promise<void> => void dropped.push(item);
    for await (const item of startedAhead([0, 1, 3, 4], start, drop)) if (item === 1) break;
    expect(dropped).toEqual([3, 4]);
    const taken: number[] = [];
    const all = async (): Promise<void> => {
      for await (const item of startedAhead([0, 1, 2, 5], start, drop)) taken.push(item);
    };
    await expect(all()).rejects.toThrow('broken');
    expect([taken, dropped]).toEqual([
      [0, 1],
      [3, 4, 5],
    ]);
  });

  it('starts only a few of the heavy ones, and loses none', async () => {
    const items = Array.from({ length: 30 }, (_, index) => index);
    let running = 0;
    let most = 0;
    const isHeavy = (item: number): boolean => item % 3 > 0;
    const start = async (item: number): Promise<number> => {
      if (isHeavy(item)) most = Math.max(most, ++running);
      await setImmediate();
      return item;
    };
    const taken: number[] = [];
    const ahead = startedAhead(items, start, async () => undefined, { heavy: { is: isHeavy, most: 3 } });
    for await (const item of ahead) {
      if (isHeavy(item)) running--;
      taken.push(item);
    }
    expect([taken, most]).toEqual([items, 3]);
  });
});
