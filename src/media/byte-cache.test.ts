import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ByteCache } from './byte-cache.ts';
import { SharedTasks } from './shared-task.ts';

const value = (length: number) => ({ bytes: new Uint8Array(length) });

describe('ByteCache', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('evicts the least recently used entry and never stores values that are too large', () => {
    const cache = new ByteCache({ maxBytes: 100, maxIdleMs: 1000 });
    for (const key of ['a', 'b', 'c', 'd']) cache.set(key, value(25));
    expect(cache.get('a')).not.toBeNull();
    cache.set('e', value(25));
    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => cache.get(key) !== null)).toEqual(['a', 'c', 'd', 'e']);
    cache.set('large', value(26));
    expect(cache.get('large')).toBeNull();
  });

  it('evicts idle entries and those that are removed', () => {
    const cache = new ByteCache({ maxBytes: 1000, maxIdleMs: 1000 });
    cache.set('one a', value(1));
    cache.set('two a', value(1));
    cache.forget('one ');
    expect([cache.get('one a'), cache.get('two a')]).toEqual([null, value(1)]);
    vi.advanceTimersByTime(1600);
    expect(cache.get('two a')).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('SharedTasks', () => {
  it('runs a task once for all callers, until none is waiting', async () => {
    const tasks = new SharedTasks<number>();
    let starts = 0;
    const cancelled: string[] = [];
    const start = (signal: AbortSignal): Promise<number> => {
      starts++;
      signal.addEventListener('abort', () => cancelled.push('aborted'));
      return new Promise((resolve) => setTimeout(() => resolve(starts), 20));
    };
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [tasks.run('k', first.signal, start), tasks.run('k', second.signal, start)];
    first.abort();
    await expect(asked[0]).rejects.toMatchObject({ code: 'CANCELLED' });
    expect([await asked[1], starts, cancelled.length]).toEqual([1, 1, 1]);
    const third = new AbortController();
    const alone = tasks.run('k', third.signal, start);
    third.abort();
    await expect(alone).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await tasks.run('k', new AbortController().signal, start)).toBe(3);
  });
});
