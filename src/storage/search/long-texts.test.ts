import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addBackup,
  indexMessages,
  onEachEngine,
  openTestStore,
  type TestStore,
} from '../../../test/support/storage/test-store.ts';
import { parseQuery } from './query.ts';

const filler = (count: number) => Array.from({ length: count }, (_, index) => `filler${index % 5000}`);

/** More words than a tsvector has positions, with needles at both ends and across the split. */
const MANY_WORDS = [
  'alpha',
  'beta',
  ...filler(16_000),
  ...Array.from({ length: 800 }, (_, index) => `bridge${index}`),
  ...filler(20_000),
  'gamma',
  'delta',
].join(' ');

/** One word more often than a tsvector can record positions. */
const ONE_WORD = `${'echo '.repeat(2000)}foxtrot golf ${'echo '.repeat(300)}hotel`;

/** More different words than a tsvector can hold. */
const DIFFERENT_WORDS = `${Array.from({ length: 60_000 }, (_, index) => `various${index.toString(36)}x${'y'.repeat(12)}`).join(' ')} india juliet`;

const TEXTS = [MANY_WORDS, ONE_WORD, DIFFERENT_WORDS, 'alpha delta foxtrot india short', 'x'.repeat(300_000)];

onEachEngine('long texts', (engine) => {
  let test: TestStore;
  let backup: string;
  beforeAll(async () => {
    test = await openTestStore(engine);
    backup = await addBackup(test.store);
    await indexMessages(
      test,
      backup,
      TEXTS.map((text, key) => ({ key, text, at: 1e12 + key, search: { in: ['chat'] } })),
    );
  });
  afterAll(() => test.dispose());

  it.each([
    ['alpha', [0, 3]],
    ['delta', [0, 3]],
    ['alpha delta', [0, 3]],
    ['"gamma delta"', [0]],
    ['"alpha beta"', [0]],
    ['"beta alpha"', []],
    ['"alpha delta"', [3]],
    ['"delta gamma"', []],
    ['"gamma delta" "alpha beta"', [0]],
    ['gam*', [0]],
    ...[0, 100, 255, 380, 381, 382, 383, 384, 500, 798].map((at): [string, number[]] => [
      `"bridge${at} bridge${at + 1}"`,
      [0],
    ]),
    ['"bridge5 bridge7"', []],
    ['echo', [1]],
    ['hotel', [1]],
    ['"echo foxtrot golf echo"', [1]],
    ['"echo echo echo"', [1]],
    ['"echo hotel"', [1]],
    ['"echo golf"', []],
    ['"foxtrot hotel"', []],
    ['foxtrot -"echo hotel"', [3]],
    ['foxtrot -"hotel echo"', [1, 3]],
    ['alpha -"gamma delta"', [3]],
    ['alpha -"delta gamma"', [0, 3]],
    ['india', [2, 3]],
    ['"india juliet"', [2]],
    ['"juliet india"', []],
    ['india juliet', [2]],
    ['india -juliet', [3]],
    ['india -"india juliet"', [3]],
    ['juliet -india', []],
    ['jul* in:chat', [2]],
    ['juliet in:other', []],
    ['juliet OR hotel', [1, 2]],
    ['"india juliet" OR "alpha delta"', [2, 3]],
    ['juliet nothing', []],
    ['"_"', []],
  ])('finds %s', async (query, keys) => {
    for (const sort of ['oldest', 'relevance'] as const) {
      const { items, total } = await test.store.search.find({ query: parseQuery(query), sort, limit: 10 });
      expect(items.map(({ ref }) => Number(ref)).toSorted((a, b) => a - b)).toEqual(keys);
      expect(total).toBe(keys.length);
    }
  });

  it('are deleted with their index', async () => {
    await test.store.deleteIndex(backup);
    await test.store.purge();
    await indexMessages(test, backup, [{ key: 1, text: 'kilo' }]);
    const find = async (query: string) =>
      (await test.store.search.find({ query: parseQuery(query), sort: 'newest', limit: 10 })).total;
    expect(await find('juliet')).toBe(0);
    expect(await find('')).toBe(1);
  });
});
