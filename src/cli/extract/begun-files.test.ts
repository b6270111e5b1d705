import { describe, expect, it } from 'vitest';
import { BegunFiles } from './begun-files.ts';

const told = (files: BegunFiles, waits: 'for-some' | 'for-all') => Array.fromAsync(files.ended(waits));

describe('BegunFiles', () => {
  it('tells files in the order in which they were begun', async () => {
    const files = new BegunFiles();
    const first = Promise.withResolvers<number>();
    files.add('a', first.promise);
    files.add('b', Promise.resolve(2));
    await Promise.resolve();
    expect(await told(files, 'for-some')).toEqual([]);
    first.resolve(1);
    const all = [
      { path: 'a', bytes: 1 },
      { path: 'b', bytes: 2 },
    ];
    expect(await told(files, 'for-all')).toEqual(all);
    expect(await told(files, 'for-all')).toEqual([]);
  });

  it('waits when too many are being written', async () => {
    const files = new BegunFiles();
    const ends = Array.from({ length: 10 }, () => Promise.withResolvers<number>());
    for (const [index, { promise }] of ends.entries()) files.add(String(index), promise);
    const telling = told(files, 'for-some');
    ends[0]?.resolve(5);
    ends[1]?.resolve(6);
    expect((await telling).map(({ path }) => path)).toEqual(['0', '1']);
    for (const { resolve } of ends) resolve(1);
    expect(await told(files, 'for-all')).toHaveLength(8);
  });

  it('knows the bytes of those that have not ended', async () => {
    const files = new BegunFiles();
    const [large, small] = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
    files.add('large', large.promise);
    files.add('small', small.promise);
    files.update('large', 100);
    files.update('large', 200);
    files.update('small', 1);
    expect(files.bytes).toBe(201);
    large.resolve(300);
    small.resolve(1);
    await told(files, 'for-all');
    expect(files.bytes).toBe(0);
  });

  it('throws why one failed in its turn, and waits for the others', async () => {
    const files = new BegunFiles();
    const last = Promise.withResolvers<number>();
    files.add('a', Promise.resolve(1));
    files.add('b', Promise.reject(new Error('full')));
    files.add('c', last.promise);
    const all = files.ended('for-all');
    expect((await all.next()).value).toEqual({ path: 'a', bytes: 1 });
    await expect(all.next()).rejects.toThrow('full');
    let isSettled = false;
    const settled = files.settled().then(() => (isSettled = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isSettled).toBe(false);
    last.resolve(3);
    await settled;
  });
});
