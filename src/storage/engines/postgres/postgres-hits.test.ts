import type { Kysely, KyselyPlugin } from 'kysely';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullOnly } from '../../../../test/support/depth.ts';
import { itForSome } from '../../../../test/support/some-rows.ts';
import {
  addBackup,
  ENGINES,
  indexMessages,
  openTestStore,
  type TestStore,
} from '../../../../test/support/storage/test-store.ts';
import type { CoreDatabase } from '../../database.ts';
import type { Match } from '../../engine.ts';
import { parseQuery } from '../../search/query.ts';
import { MAX_ID, MIN_ID } from '../../search/time-ids.ts';
import { HitFinder } from './postgres-hits.ts';
import { tsQueries } from './postgres-query.ts';

/** Records spread over eleven years. */
const COUNT = 12_000;
/** Records that share one time, and as many without a time: more than are read at once. */
const CROWD = 5000;
const HOURS = 8 * 3_600_000;
const LIMIT = 1001;

function textOf(key: number): string {
  if (key >= COUNT) return 'crowd always';
  return [
    'always',
    ...(key % 3000 === 0 ? ['needle'] : []),
    ...(key < 10_000 ? ['early'] : []),
    ...(key % 40 === 0 ? ['sometimes apart'] : []),
    ...(key % 400 === 7 ? ['apart sometimes'] : []),
  ].join(' ');
}

function timeOf(key: number): number | null {
  if (key < COUNT) return 1_300_000_000_000 + key * HOURS;
  return key < COUNT + CROWD ? 1_290_000_000_000 : null;
}

describe.runIf(ENGINES.some(({ name }) => name === 'postgres'))('hits on PostgreSQL', fullOnly, () => {
  let test: TestStore;
  let backupId: number;

  beforeAll(async () => {
    const postgres = ENGINES.find(({ name }) => name === 'postgres');
    if (postgres === undefined) throw new Error('PostgreSQL is missing.');
    test = await openTestStore(postgres);
    const backup = await addBackup(test.store);
    await indexMessages(
      test,
      backup,
      Array.from({ length: COUNT + 2 * CROWD }, (_, key) => ({ key, at: timeOf(key), text: textOf(key) })),
    );
    ({ backupId } = await test.store.runs.scope(backup));
  }, 120_000);
  afterAll(() => test.dispose());

  /**
   * Rows that this connection has read by sequential scans. PostgreSQL 15 includes those of earlier transactions until it
   * has reported them, which takes up to ten seconds (`pgstat_report_stat()`).
   */
  async function rowsReadInTurn(db: Kysely<CoreDatabase>): Promise<number | undefined> {
    const { rows } = await sql<{ read: number }>`
      select coalesce(sum(seq_tup_read), 0)::int as read from pg_stat_xact_user_tables
      where relname like 'artifact\\_search\\_terms%'`.execute(db);
    return rows[0]?.read;
  }

  const core = () => test.store.read as unknown as Kysely<CoreDatabase>;
  const matchOf = (query: string, backups: readonly number[] = [backupId]): Match => {
    const { clauses, excluded } = parseQuery(query);
    return { backups, clauses, excluded, facets: [], excludedFacets: [] };
  };
  const bounds = { minId: MIN_ID, maxId: MAX_ID, after: null, before: null, localTime: null, only: null, except: [] };

  /** The newest hits of a word, and the number of queries that it took to find them. */
  async function find(
    query: string,
    limit = LIMIT,
    backups: readonly number[] = [backupId],
  ): Promise<{ readonly ids: readonly number[]; queries: number }> {
    let queries = 0;
    const watch: KyselyPlugin = {
      transformQuery: ({ node }) => {
        queries++;
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const found = await new HitFinder(core().withPlugin(watch), matchOf(query, backups), {
      ...bounds,
      order: 'newest',
      limit,
    }).find();
    return { ids: found.ids, queries };
  }

  itForSome(['newest', 'oldest'] as const, (order) => order === 'newest')(
    'are the %s ones, in order',
    async (order) => {
      for (const query of [
        'always',
        'needle',
        'early',
        'sometimes',
        'crowd',
        '"sometimes apart"',
        'absent',
        'al*',
        'nee*',
        'ea*',
        'some*',
        'cro*',
        'apart ear*',
        'abs*',
        'needle al*',
        'nee* early',
        'absent al*',
        'nee* apar*',
        'always -some*',
        'needle al* -cro*',
      ]) {
        for (const limit of [1, 51, LIMIT, 6000]) {
          const { ids } = await new HitFinder(core(), matchOf(query), { ...bounds, order, limit }).find();
          const { rows } = await sql<{ id: number }>`
          select id from artifact_search_terms where ts_match_vq(terms, ${tsQueries(matchOf(query)).record}::tsquery)
          order by id ${order === 'newest' ? sql`desc` : sql`asc`} limit ${limit}`.execute(core());
          expect(ids).toEqual(rows.map(({ id }) => id));
        }
      }
    },
  );

  it('are found in few steps, whether frequent, rare or only in older records', async () => {
    expect((await find('always')).queries).toBe(2);
    const rare = await find('needle');
    expect(rare.ids).toHaveLength(4);
    expect(rare.queries).toBeLessThanOrEqual(5);
    // One of them because there seem to be few.
    expect((await find('early')).queries).toBeLessThanOrEqual(6);
    expect((await find('early', 51)).queries).toBeLessThanOrEqual(6);
  });

  it('are complete when all are read at once, because they are few', async () => {
    const some = await find('sometimes');
    expect(some.ids).toHaveLength(330);
    expect(some.queries).toBeLessThanOrEqual(5);
    expect((await find('sometimes', 250)).ids).toEqual(some.ids.slice(0, 250));
  });

  it('of a frequent prefix are found by reading the newest records, those of a rare one by the index', async () => {
    expect((await find('al*')).queries).toBe(2);
    expect((await find('alw* apar*', 51)).queries).toBeLessThanOrEqual(3);
    const rare = await find('nee*');
    expect(rare.ids).toHaveLength(4);
    expect(rare.queries).toBeLessThanOrEqual(6);
    expect((await find('ea*')).queries).toBeLessThanOrEqual(6);
  });

  it('of a prefix and a rare word are found by the word, and those of two rare prefixes in one step', async () => {
    for (const query of ['needle al*', 'absent al*', 'nee* abs*'])
      expect((await find(query)).queries).toBeLessThanOrEqual(5);
  });

  it('are found by statements that a connection keeps, up to a limit', async () => {
    await core()
      .transaction()
      .execute(async (transaction) => {
        const kept = async () =>
          (await sql<{ n: number }>`select count(*) as n from pg_prepared_statements`.execute(transaction)).rows[0]?.n;
        for (let words = 1; words <= 40; words++) {
          const match = matchOf(Array.from({ length: words }, (_, word) => `in${word}*`).join(' '));
          const facets = Array.from({ length: words }, (_, facet) => [`:f${facet}`]);
          const finder = new HitFinder(transaction, { ...match, facets }, { ...bounds, order: 'newest', limit: 51 });
          expect((await finder.find()).ids).toEqual([]);
          if (words === 3) expect(await kept()).toBeGreaterThan(2);
        }
        expect(await kept()).toBe(30);
        const { ids } = await new HitFinder(transaction, matchOf('needle'), {
          ...bounds,
          order: 'newest',
          limit: 51,
        }).find();
        expect(ids).toHaveLength(4);
      });
  });

  it('are not all looked for when there are enough and the others would take long', async () => {
    const backup = await addBackup(test.store);
    await indexMessages(
      test,
      backup,
      Array.from({ length: 60_000 }, (_, key) => ({
        key,
        at: 1_400_000_000_000 + key * HOURS,
        text: `${key % 2 === 0 ? 'other' : 'common'}${key % 50 === 1 ? ' seldom' : ''}`,
      })),
    );
    const { backupId: many } = await test.store.runs.scope(backup);
    const window = { ...bounds, order: 'newest' as const, limit: LIMIT };
    const finder = (range = {}) => new HitFinder(core(), matchOf('sel* com*', [many]), { ...window, ...range });
    const all = [...(await finder().find()).ids, ...(await finder({ limit: 6000 }).find()).ids.slice(LIMIT)];
    expect(all).toHaveLength(1200);
    // A fiftieth of the 25,000 records that are read.
    const some = await finder().find(51);
    expect(some.ids).toEqual(all.slice(0, 500));
    expect(some.rest).not.toBeNull();
    const others = await finder({ maxId: some.rest?.maxId }).find(51);
    expect(others.ids).toEqual(all.slice(500, 1000));
  }, 120_000);

  it('are found in few steps where the newest records are few for their time, and have none', async () => {
    const DAY = 86_400_000;
    const backup = await addBackup(test.store);
    await indexMessages(
      test,
      backup,
      Array.from({ length: 14_000 }, (_, key) =>
        key < 12_000
          ? { key, at: 1_600_000_000_000 + key * 300_000, text: key % 3 === 0 ? 'busy days' : 'days' }
          : { key, at: 1_610_000_000_000 + (key - 12_000) * DAY, text: 'quiet' },
      ),
    );
    const { backupId: uneven } = await test.store.runs.scope(backup);
    for (const query of ['busy', 'bus*', 'days']) {
      const { ids, queries } = await find(query, LIMIT, [uneven]);
      const { rows } = await sql<{ id: number }>`
        select id from artifact_search_terms where backup_id = ${uneven}
          and ts_match_vq(terms, ${tsQueries(matchOf(query)).record}::tsquery)
        order by id desc limit ${LIMIT}`.execute(core());
      expect(ids).toEqual(rows.map(({ id }) => id));
      expect(queries).toBeLessThanOrEqual(query === 'bus*' ? 3 : 5);
      // Records of one backup between those of another are not skipped.
      const both = await find(query, LIMIT, [backupId, uneven]);
      expect(both.ids).toEqual(ids);
    }
  });

  it.each([
    ['nothing asked', ''],
    ['many words, one of which is enough', Array.from({ length: 60 }, (_, word) => `absent${word}`).join(' OR ')],
  ])('are found without reading a table as a whole: %s', async (_, query) => {
    const backup = await addBackup(test.store);
    await indexMessages(
      test,
      backup,
      Array.from({ length: 20_000 }, (_, key) => ({ key, at: 1_500_000_000_000 + key * 300_000, text: 'words' })),
    );
    const { backupId: large } = await test.store.runs.scope(backup);
    await core()
      .transaction()
      .execute(async (transaction) => {
        const window = { ...bounds, order: 'newest' as const, limit: 51 };
        const before = await rowsReadInTurn(transaction);
        await new HitFinder(transaction, matchOf(query, [large]), window).find();
        expect(await rowsReadInTurn(transaction)).toBe(before);
      });
  });

  it('include phrases without reading all records that have their words', async () => {
    const { index, record } = tsQueries(matchOf('"sometimes apart"'));
    const count = async (query: string): Promise<number> => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from artifact_search_terms where terms @@ ${query}::tsquery`.execute(core());
      return rows[0]?.n ?? 0;
    };
    expect(await count("'sometimes' & 'apart'")).toBe(330);
    expect([await count(record ?? ''), await count(index.join(' & '))]).toEqual([300, 300]);
  });
});
