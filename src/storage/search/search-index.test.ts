import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import {
  addBackup,
  indexMessages,
  onEachEngine,
  openTestStore,
  type TestMessage,
  type TestStore,
} from '../../../test/support/storage/test-store.ts';
import { isDomainError } from '../../model/errors.ts';
import { parseQuery } from './query.ts';
import type { SearchHit, SearchRequest } from './search-request.ts';

const TEXTS = [
  'Dinner at Zürich tomorrow',
  '今天天气很好，世界和平',
  'ガキの使い 東京タワー',
  '안녕하세요 한국어',
  'สวัสดีครับ',
  'السَّلامُ عَلَيْكُم',
  'great 👍🏽 family 👨‍👩‍👧',
  'ring +44 (0)20 7946 0958',
  'ring 020 7946 0958 tonight',
  'see https://example.com/menu.pdf or mail anna@example.org',
  'red car and blue boat',
  'car that is red',
  'carpet',
  'snake_case and it’s done',
] as const;

const DAY = 86_400_000;
const START = Date.UTC(2020, 0, 1);

onEachEngine('search', (engine) => {
  let test: TestStore;
  let first: string;
  let second: string;

  beforeAll(async () => {
    test = await openTestStore(engine);
    first = await addBackup(test.store, { path: '/backups/first' }, 'first');
    second = await addBackup(test.store, { path: '/backups/second' }, 'second');
    const messages = TEXTS.map(
      (text, key): TestMessage => ({
        key,
        text,
        at: START + key * DAY,
        search: {
          from: [key % 2 === 0 ? 'me' : '+44 7700 900123'],
          in: [key < 10 ? 'chat/Ä 1' : 2],
          ...(key === 9 ? { has: ['attachment'], also: 'Speisekarte.PDF' } : {}),
        },
      }),
    );
    await indexMessages(test, first, messages);
    await indexMessages(test, second, [{ key: 1, text: 'dinner in the second backup', at: null }]);
  });
  afterAll(() => test.dispose());

  const find = (query: string, request: Partial<SearchRequest> = {}) =>
    test.store.search.find({ query: parseQuery(query), sort: 'newest', limit: 50, ...request });
  const texts = async (query: string, request: Partial<SearchRequest> = {}) =>
    (await find(query, request)).items.map(({ displayText }) => displayText);

  it.each([
    ['zurich', [0]],
    ['ZÜRICH dinner', [0]],
    ['世界', [1]],
    ['天气 和平', [1]],
    ['界世', []],
    ['東京', [2]],
    ['ガキ', [2]],
    ['カキ', []],
    ['한국', [3]],
    ['한국어', [3]],
    ['สวัสดี', [4]],
    ['السلام', [5]],
    ['👍', [6]],
    ['👍🏿', [6]],
    ['👩', [6]],
    ['example.com', [9]],
    ['anna@example.org', [9]],
    ['menu', [9]],
    ['Speisekarte', [9]],
    ['snake', [13]],
    ["it's", [13]],
    ['"red car"', [10]],
    ['red car', [11, 10]],
    ['car', [11, 10]],
    ['car*', [12, 11, 10]],
    ['red -boat', [11]],
    ['boat OR carpet', [12, 10]],
    ['car -"red car"', [11]],
    ['-type:message', []],
    ['020 7946 0958', [8, 7]],
    ['+44 20 7946 0958', [8, 7]],
    ['0044 20 79460958', [8, 7]],
    ['7946 0958', [8, 7]],
    ['7946 0959', []],
    ['after:2020-01-14', [13]],
    ['before:2020-01-02', [0]],
    ['after:2020-01-02 before:2020-01-04', [2, 1]],
    ['has:attachment', [9]],
    ['type:message example', [9]],
    ['type:note example', []],
    ['type:message OR example', [9]],
    ['from:me car', [10]],
    ['from:+447700900123 car', [11]],
    ['in:2 red', [11, 10]],
    ['in:"chat/Ä 1" dinner', [0]],
    ['!!!', []],
  ])('finds %s', async (query, keys) => {
    expect(await texts(query, { backups: [first] })).toEqual(keys.map((key) => TEXTS[key]));
  });

  it.each(['newest', 'oldest', 'relevance'] as const)('finds everything, %s, for an empty query', async (sort) => {
    const { items, total } = await find('', { sort });
    expect(total).toBe(TEXTS.length + 1);
    expect(items).toHaveLength(TEXTS.length + 1);
  });

  it('lists records without a time last in every order', async () => {
    expect((await find('dinner')).items.map(({ backup }) => backup)).toEqual([first, second]);
    expect((await find('dinner', { sort: 'oldest' })).items.map(({ backup }) => backup)).toEqual([first, second]);
    expect((await texts('', { sort: 'oldest' }))[0]).toBe(TEXTS[0]);
  });

  it('returns all details of a hit', async () => {
    const { items } = await find('zurich');
    expect(items).toEqual([
      {
        backup: first,
        artifact: 'messages',
        type: 'message',
        ref: '0',
        occurredAt: START,
        displayText: TEXTS[0],
        excerpt: null,
        payload: { key: 0 },
        highlights: [[10, 16]],
        also: false,
      } satisfies SearchHit,
    ]);
    expect((await find('speisekarte')).items[0]).toMatchObject({ highlights: [], also: true });
  });

  it('ranks by its own score', async () => {
    expect((await texts('red car', { sort: 'relevance' }))[0]).toBe(TEXTS[10]);
    expect((await texts('car*', { sort: 'relevance' })).at(-1)).toBe(TEXTS[12]);
  });

  it('searches only the requested backups, senders and conversations', async () => {
    expect(await texts('dinner', { backups: [second] })).toEqual(['dinner in the second backup']);
    expect(await texts('dinner', { backups: [] })).toEqual([]);
    expect(await texts('dinner', { backups: ['unknown'] })).toEqual([]);
    expect(await texts('from:Anna red', { fromKeys: ['+447700900123'] })).toEqual([TEXTS[11]]);
    expect(await texts('from:Anna red', { fromKeys: [] })).toEqual([]);
    expect(await texts('red', { conversations: [{ backup: first, key: 2 }] })).toEqual([TEXTS[11], TEXTS[10]]);
    expect(await texts('red', { conversations: [{ backup: second, key: 2 }] })).toEqual([]);
    expect(await texts('-dinner', { backups: [second] })).toEqual([]);
  });

  it.each(['newest', 'oldest', 'relevance'] as const)(
    'pages completely and without repetition, %s, while rows are added',
    async (sort) => {
      const added = [await addBackup(test.store, { path: `/backups/${sort}` }, sort)];
      const [backup = ''] = added;
      onTestFinished(async () => {
        for (const each of added) await test.store.deleteBackup(each);
      });
      const messages = Array.from(
        { length: 97 },
        (_, key): TestMessage => ({
          key,
          text: key % 3 === 0 ? `walrus number ${key}` : `the walrus ${key} and so on`,
          // Many with the same time, and some without one.
          at: key % 10 === 0 ? null : START + Math.floor(key / 20) * DAY,
        }),
      );
      await indexMessages(test, backup, messages);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page: Awaited<ReturnType<typeof find>> = await find('walrus', {
          sort,
          limit: 10,
          backups: [backup],
          ...(cursor === undefined ? {} : { cursor }),
        });
        expect(page.total).toBe(97);
        seen.push(...page.items.map(({ ref }) => ref));
        cursor = page.next ?? undefined;
        if (seen.length === 20) {
          const other = await addBackup(test.store, { path: `/backups/${sort}-other` }, `${sort}-other`);
          added.push(other);
          await indexMessages(test, other, [{ key: 1000, text: 'walrus', at: START + 100 * DAY }]);
        }
      } while (cursor !== undefined);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(97);
    },
  );

  it.each([0, 201, 1.5])('refuses a limit of %s', async (limit) => {
    await expect(find('x', { limit })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('accepts only its own cursors', async () => {
    await expect(find('x', { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('handles any input', { timeout: 60_000 }, async () => {
    const pieces = fc.constantFrom(
      '"',
      '-',
      '*',
      ' OR ',
      ' ',
      'car',
      'words:',
      'NEAR(',
      ')',
      '^',
      '{a b}:',
      '世',
      '👍🏽',
      '+49 30 123456789',
      "'",
      ';--',
      '\\',
      '#1',
      ':r1',
      '\0',
      '\ud800',
    );
    const property = fc.asyncProperty(
      fc.array(pieces, { maxLength: 30 }),
      fc.constantFrom('newest', 'relevance'),
      async (list, sort) => {
        try {
          await find(list.join(''), { sort: sort as 'newest' });
        } catch (error) {
          expect(isDomainError(error, 'BAD_REQUEST')).toBe(true);
        }
      },
    );
    await fc.assert(property, { seed: 7, numRuns: rounds(300) });
  });

  it('does not find facets as words', async () => {
    expect(await texts(':tmessage')).toEqual([]);
    expect(await texts('tmessage')).toEqual([]);
    expect(await texts('r1')).toEqual([]);
    expect(await texts('"_"')).toEqual([]);
  });
});
