import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addBackup,
  indexMessages,
  onEachEngine,
  openTestStore,
  type TestStore,
} from '../../../test/support/storage/test-store.ts';
import { parseQuery } from './query.ts';

/** Local times in Berlin were computed with Python's `zoneinfo`. */
const TIMES = [
  ['2025-06-06T19:59:59.999Z', '21:59'],
  ['2025-06-06T20:00:00Z', '22:00'],
  ['2025-06-07T03:59:59.999Z', '05:59'],
  ['2025-06-07T04:00:00Z', '06:00'],
  ['2025-01-06T20:59:59.999Z', '21:59'],
  ['2025-01-06T21:00:00Z', '22:00'],
  ['2025-01-07T05:00:00Z', '06:00'],
  // The clock goes from 02:00 to 03:00, and in autumn from 03:00 back to 02:00.
  ['2025-03-30T00:59:59.999Z', '01:59'],
  ['2025-03-30T01:00:00Z', '03:00'],
  ['2025-10-26T00:30:00Z', '02:30'],
  ['2025-10-26T01:30:00Z', '02:30'],
  // Germany had no summer time.
  ['1975-07-01T20:30:00Z', '21:30'],
  ['1975-07-01T21:30:00Z', '22:30'],
  ['1969-12-31T22:30:00Z', '23:30'],
] as const;

onEachEngine('time:', (engine) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore(engine);
    const backup = await addBackup(test.store, { path: '/backups/one' }, 'one');
    await indexMessages(test, backup, [
      ...TIMES.map(([at], key) => ({ key, text: `kite ${key}`, at: Date.parse(at) })),
      { key: 99, text: 'kite without a time', at: null },
    ]);
  });
  afterAll(() => test.dispose());

  const found = async (query: string, timeZone?: string): Promise<string[]> => {
    const { items, total } = await test.store.search.find({
      query: parseQuery(query),
      sort: 'oldest',
      limit: 50,
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    expect(total).toBe(items.length);
    return items.map(({ ref }) => TIMES[Number(ref)]?.[1] ?? '').toSorted();
  };
  const expected = (isIn: (local: string) => boolean) =>
    TIMES.map(([, local]) => local)
      .filter(isIn)
      .toSorted();

  it.each([
    ['kite time:22-6', (local: string) => local >= '22:00' || local < '06:00'],
    ['time:22-6', (local: string) => local >= '22:00' || local < '06:00'],
    ['time:2-3', (local: string) => local >= '02:00' && local < '03:00'],
    ['kite time:21:30-22:00', (local: string) => local >= '21:30' && local < '22:00'],
    ['time:1-2 time:5:30-6:01', (local: string) => /^(01|05:59|06:00)/.test(local)],
    ['time:0-24', () => true],
  ] as const)('%s is what a clock in Berlin showed, in summer and winter', async (query, isIn) => {
    expect(await found(query, 'Europe/Berlin')).toEqual(expected(isIn));
  });

  it('is in UTC without a zone, and in zones of half hours', async () => {
    expect(await found('time:22-23')).toEqual(['23:30']);
    // 20:59:59.999, 01:00, 00:59:59.999, 05:00, 00:30, 01:30 and so on, five and a half hours later.
    expect(await found('time:6:29-6:31', 'Asia/Kolkata')).toEqual(['01:59', '03:00']);
  });
});
