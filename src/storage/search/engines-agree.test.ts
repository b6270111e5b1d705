import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import {
  addBackup,
  ENGINES,
  indexMessages,
  openTestStore,
  type TestMessage,
  type TestStore,
} from '../../../test/support/storage/test-store.ts';
import { parseQuery } from './query.ts';
import type { SearchPage, SearchRequest } from './search-request.ts';

const WORDS = [
  'red',
  'reddish',
  'car',
  'carpet',
  'cat',
  'boat',
  'Zürich',
  'the',
  'a',
  'of',
  'Straße',
  'it’s',
  'x',
  'naïve',
  '世界',
  '和平',
  '世',
  '東京タワー',
  'ガキ',
  '한국어',
  'สวัสดี',
  'السلام',
  '👍🏽',
  '👨‍👩‍👧',
  '🇩🇪',
  '+44 20 7946 0958',
  '020 7946 0958',
  '7946 0958',
  '1234567',
  '2019',
  '42',
  'w\u0301ord',
  'e-mail@example.org',
  '_',
  '#1',
  ':r1',
];
const HANDLES = ['me', '+447700900123', 'anna@example.org'];
/** More records than an engine scans individually. */
const COUNT = 14_000;
const DAY = 86_400_000;
const START = Date.UTC(2020, 0, 1);

/** A small pseudo-random generator with the same output on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

function corpus(seed: number, count: number): TestMessage[] {
  const next = numbers(seed);
  const pick = <T>(list: readonly T[]) => list[next(list.length)] as T;
  return Array.from({ length: count }, (_, key) => ({
    key,
    text: [
      ...Array.from({ length: 1 + next(12) }, () => pick(WORDS)),
      // Rare words, and one that only the oldest records have.
      ...(next(700) === 0 ? ['needle'] : []),
      ...(next(60) === 0 ? ['seldom thread'] : []),
      ...(key < count / 5 && next(3) === 0 ? ['ancient'] : []),
      // Common, but in none of the newest records.
      ...(key < count * 0.85 && key % 2 === 0 ? ['early'] : []),
    ].join(pick([' ', ' ', ', ', '\n', ''])),
    at: next(8) === 0 ? null : START + Math.floor((key / count) * 28 + next(3)) * DAY + (key % 4) * 6 * 3_600_000,
    search: {
      from: [pick(HANDLES)],
      ...(key % 3 === 0 ? { with: [HANDLES[key % 2] as string] } : {}),
      in: [pick(['one', 'two', 3])],
      ...(next(5) === 0 ? { has: ['attachment'], also: `${pick(WORDS)} ${pick(WORDS)}.pdf` } : {}),
    },
  }));
}

/** The properties by which pages are compared. */
const shown = ({ items, total, next }: SearchPage) => ({
  hits: items.map(({ ref, backup, highlights, also, excerpt }) => ({ ref, backup, highlights, also, excerpt })),
  total,
  hasNext: next !== null,
});

describe.skipIf(ENGINES.length < 2)('all engines', () => {
  let stores: TestStore[];
  let backups: string[][];

  beforeAll(async () => {
    stores = await Promise.all(ENGINES.map(openTestStore));
    backups = await Promise.all(
      stores.map(async (test) => {
        const first = await addBackup(test.store, { path: '/backups/first' }, 'first');
        const second = await addBackup(test.store, { path: '/backups/second' }, 'second');
        await indexMessages(test, first, corpus(1, COUNT));
        await indexMessages(test, second, corpus(2, 300));
        // A second index of the same records: their preferred ids are taken, and the old rows must not be found.
        await indexMessages(test, second, corpus(3, 300));
        return [first, second];
      }),
    );
  }, 120_000);
  afterAll(() => Promise.all(stores.map((test) => test.dispose())));

  it('assign the same ids', async () => {
    expect(new Set(backups.map((list) => list.join())).size).toBe(1);
    const [expected, ...others] = await Promise.all(
      stores.map(({ store }) =>
        store.read.selectFrom('artifact_search_index').select(['id', 'ref', 'runId']).orderBy('id').execute(),
      ),
    );
    for (const other of others) expect(other).toEqual(expected);
  });

  it('find the same records in the same order, page by page', { timeout: 300_000 }, async () => {
    const word = fc.constantFrom(...WORDS, 'needle', 'seldom', 'ancient', 'early', 'thread');
    const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `"${words.join(' ')}"`);
    const prefix = fc.constantFrom('re*', 'car*', 'ca*', 'zur*', '20*', 'ex*', '794*', 'wo*', 'se*', 'needl*');
    const filter = fc.constantFrom(
      'type:message',
      '-type:message',
      'type:note',
      'from:me',
      'from:+447700900123',
      'in:one',
      'in:3',
      'has:attachment',
      '-has:attachment',
      'after:2020-01-10',
      'before:2020-01-20',
      'before:2020-01-02',
      'with:+447700900123',
      'time:23-5',
      'time:20:30-21',
    );
    const part = fc.oneof(
      { weight: 4, arbitrary: word },
      { weight: 2, arbitrary: phrase },
      { weight: 1, arbitrary: prefix },
      { weight: 1, arbitrary: filter },
      { weight: 1, arbitrary: fc.oneof(word, phrase).map((text) => `-${text}`) },
      { weight: 1, arbitrary: fc.tuple(word, word).map((pair) => pair.join(' OR ')) },
    );
    const property = fc.asyncProperty(
      fc.array(part, { maxLength: 4 }),
      fc.constantFrom('newest' as const, 'oldest' as const, 'relevance' as const),
      fc.constantFrom(undefined, [0], [1], [0, 1]),
      fc.integer({ min: 1, max: 60 }),
      async (parts, sort, asked, limit) => {
        const query = parseQuery(parts.join(' '));
        let cursors: (string | null)[] = stores.map(() => null);
        for (let page = 0; page < 3; page++) {
          const pages = await Promise.all(
            stores.map(({ store }, index) => {
              const request: SearchRequest = {
                query,
                timeZone: 'America/St_Johns',
                sort,
                limit,
                ...(asked === undefined ? {} : { backups: asked.map((number) => backups[index]?.[number] as string) }),
                ...(page === 0 ? {} : { cursor: cursors[index] as string }),
              };
              return store.search.find(request);
            }),
          );
          const [expected, ...others] = pages.map(shown);
          for (const other of others) expect(other).toEqual(expected);
          cursors = pages.map(({ next }) => next);
          if (cursors[0] === null) break;
        }
      },
    );
    await fc.assert(property, { seed: 11, numRuns: rounds(150) });
  });
});
