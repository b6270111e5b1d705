import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import { SEED } from '../../../test/support/formats/mutations.ts';
import { pageOfList } from './paged-array.ts';
import {
  type Direction,
  type ListPage,
  type PagedList,
  type Position,
  readPage,
  readPageBothWays,
} from './paged-list.ts';
import { readTimePage } from './time-page.ts';

/** A list of ascending numbers. A read scans at most `budget` of them. */
function numbers(values: readonly number[], budget = Number.POSITIVE_INFINITY): PagedList<number> {
  return {
    name: 'numbers',
    positionOf: (value) => [value],
    isPosition: ([value, ...more]) => typeof value === 'number' && more.length === 0,
    async read(direction: Direction, from: Position | null, limit: number) {
      const [at] = from ?? [];
      const inwards = direction === 'asc' ? values : values.toReversed();
      const beyond = inwards.filter((value) =>
        typeof at !== 'number' ? true : direction === 'asc' ? value > at : value < at,
      );
      const items = beyond.slice(0, Math.min(limit, budget));
      const last = items.at(-1);
      return items.length < limit && items.length < beyond.length && last !== undefined
        ? { items, stoppedAt: [last] }
        : { items };
    },
  };
}

/** All pages in one direction. */
async function follow(
  way: 'next' | 'previous',
  first: string | undefined,
  read: (cursor: string | undefined) => Promise<ListPage<number>>,
): Promise<number[][]> {
  const pages: number[][] = [];
  for (let cursor: string | null | undefined = first; cursor !== null; ) {
    const page: ListPage<number> = await read(cursor);
    pages.push([...page.items]);
    cursor = page[way];
  }
  return pages;
}

const sorted = fc
  .uniqueArray(fc.integer({ min: 1, max: 5000 }), { maxLength: 60 })
  .map((all) => all.sort((a, b) => a - b));
const order = fc.constantFrom<Direction>('asc', 'desc');
const limit = fc.integer({ min: 1, max: 9 });

describe('pages of a list', () => {
  it('return every item once, in order, and page back the same way', () =>
    fc.assert(
      fc.asyncProperty(sorted, order, limit, async (values, order, limit) => {
        const list = numbers(values);
        const read = (cursor: string | undefined) => readPageBothWays(list, { order, limit, cursor });
        const pages = await follow('next', undefined, read);
        expect(pages.flat()).toEqual(order === 'asc' ? values : values.toReversed());
        const last = await readPageBothWays(list, { order: order === 'asc' ? 'desc' : 'asc', limit });
        if (last.next === null) return;
        const back = await follow('next', last.next, (cursor) =>
          readPageBothWays(list, { order: order === 'asc' ? 'desc' : 'asc', limit, cursor }),
        );
        expect([...last.items, ...back.flat()]).toEqual(order === 'asc' ? values.toReversed() : values);
      }),
      { seed: SEED, numRuns: rounds(200) },
    ));

  it('page back to the start', () =>
    fc.assert(
      fc.asyncProperty(sorted, order, limit, async (values, order, limit) => {
        const list = numbers(values);
        const first = await readPageBothWays(list, { order, limit });
        expect(first.previous).toBeNull();
        if (first.next === null) return;
        const second = await readPageBothWays(list, { order, limit, cursor: first.next });
        const again = await readPageBothWays(list, { order, limit, cursor: second.previous ?? '' });
        expect(again.items).toEqual(first.items);
      }),
      { seed: SEED, numRuns: rounds(200) },
    ));

  it('have the requested item in the middle, if there are enough others', () =>
    fc.assert(
      fc.asyncProperty(sorted, order, limit, async (values, order, limit) => {
        for (const around of values) {
          const page = await readPageBothWays(numbers(values), { order, limit, around });
          expect(page.items).toContain(around);
          expect(page.items).toHaveLength(Math.min(limit, values.length));
          const [first = 0, last = 0] = [page.items[0], page.items.at(-1)];
          const [low, high] = order === 'asc' ? [first, last] : [last, first];
          const [hasLower, hasHigher] = [values.some((value) => value < low), values.some((value) => value > high)];
          expect([page.previous !== null, page.next !== null]).toEqual(
            order === 'asc' ? [hasLower, hasHigher] : [hasHigher, hasLower],
          );
        }
      }),
      { seed: SEED, numRuns: rounds(50) },
    ));

  it('continue after a read that reached its scan limit', async () => {
    const values = Array.from({ length: 25 }, (_, index) => index);
    const pages = await follow('next', undefined, (cursor) => readPage(numbers(values, 3), { limit: 10, cursor }));
    expect(pages.flat()).toEqual(values);
    expect(pages[0]).toEqual([0, 1, 2]);
  });

  it('are read a thousand items at a time', async () => {
    const values = Array.from({ length: 2500 }, (_, index) => index);
    const asked: number[] = [];
    const list = numbers(values);
    const page = await readPage(
      {
        ...list,
        read(direction, from, limit) {
          asked.push(limit);
          return list.read(direction, from, limit);
        },
      },
      { limit: 2400 },
    );
    expect([page.items.length, page.next !== null, asked]).toEqual([2400, true, [1000, 1000, 401]]);
  });

  it.each(['', 'x', 'bnVsbA', Buffer.from('["other","asc",1]').toString('base64url')])(
    'refuse the cursor %j',
    async (cursor) => {
      await expect(readPage(numbers([1, 2]), { limit: 1, cursor })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    },
  );
});

describe('a list by time', () => {
  const find = async (key: string) => (key === '3' ? 3 : null);

  it('starts at a given time, at an end, or around a record', async () => {
    const line = numbers([1, 2, 3, 4, 5]);
    expect((await readTimePage(line, { limit: 2, order: 'newest' }, find)).items).toEqual([5, 4]);
    expect((await readTimePage(line, { limit: 2, order: 'oldest', at: 2 }, find)).items).toEqual([3, 4]);
    expect((await readTimePage(line, { limit: 3, order: 'newest', around: '3' }, find)).items).toEqual([4, 3, 2]);
    const nowhere = readTimePage(line, { limit: 3, order: 'newest', around: '9' }, find);
    await expect(nowhere).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a list in memory', () => {
  const list = ['c', 'a', 'b'].map((key) => ({ key }));

  it('is sorted', async () => {
    const first = await pageOfList(list, { limit: 2, name: 'x' });
    expect(first.items).toEqual([{ key: 'c' }, { key: 'a' }]);
    const cursor = first.next ?? '';
    expect(await pageOfList(list, { limit: 2, name: 'x', cursor })).toEqual({ items: [{ key: 'b' }], next: null });
    await expect(pageOfList(list, { limit: 2, name: 'y', cursor })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const others = list.filter(({ key }) => key !== 'a');
    await expect(pageOfList(others, { limit: 2, name: 'x', cursor })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
