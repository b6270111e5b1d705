import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Posts } from './posts.ts';

it('posts what is added in one turn together, in order, and once', async () => {
  const posted: (readonly number[])[] = [];
  const posts = new Posts<number>((messages) => posted.push(messages));
  posts.add(1);
  await Promise.resolve();
  posts.add(2);
  expect(posted).toEqual([]);
  await setImmediate();
  posts.add(3);
  posts.flush();
  posts.flush();
  await setImmediate();
  expect(posted).toEqual([[1, 2], [3]]);
});
