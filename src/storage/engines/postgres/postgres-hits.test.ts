import type { Kysely, KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addBackup,
  ENGINES,
  indexMessages,
  openTestStore,
  type TestStore,
} from '../../../../test/support/storage/test-store.ts';
import type { CoreDatabase } from '../../database.ts';
import { parseQuery } from '../../search/query.ts';
import { MAX_ID, MIN_ID } from '../../search/time-ids.ts';
import { HitFinder } from './postgres-hits.ts';

const COUNT = 12_000;
const LIMIT = 1001;

describe.runIf(ENGINES.some(({ name }) => name === 'postgres'))('hits on PostgreSQL', () => {
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
      Array.from({ length: COUNT }, (_, key) => ({
        key,
        at: 1_600_000_000_000 + key * 1000,
        text: [
          'always',
          ...(key % 3000 === 0 ? ['needle'] : []),
          ...(key < 10_000 ? ['early'] : []),
          ...(key % 40 === 0 ? ['sometimes'] : []),
        ].join(' '),
      })),
    );
    ({ backupId } = await test.store.runs.scope(backup));
  }, 120_000);
  afterAll(() => test.dispose());

  /** Number of hits found for a word, those found along the way, and the largest number of rows that were scanned. */
  async function count(word: string): Promise<{ readonly count: number; readonly ids: number; readonly rows: number }> {
    let rows = 0;
    const watch: KyselyPlugin = {
      transformQuery({ node }) {
        // Ids are far larger, those of backups and offsets smaller.
        for (const [, value] of JSON.stringify(node).matchAll(/"value":(\d{3,6})(?!\d)/g)) {
          rows = Math.max(rows, Number(value));
        }
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const db = (test.store.read as unknown as Kysely<CoreDatabase>).withPlugin(watch);
    const match = {
      backups: [backupId],
      clauses: parseQuery(word).clauses,
      excluded: [],
      facets: [],
      excludedFacets: [],
    };
    const bounds = { minId: MIN_ID, maxId: MAX_ID, after: null, before: null, only: null, except: [] };
    const found = await new HitFinder(db, match, { ...bounds, order: 'newest', limit: LIMIT }).count(51);
    expect(found.ids).toEqual(found.ids.toSorted((a, b) => b - a));
    return { count: found.count, ids: found.ids.length, rows };
  }

  it('asks the index for rare words after a thousand rows', async () => {
    const { rows, ...found } = await count('needle');
    expect(found).toEqual({ count: 4, ids: 4 });
    expect(rows).toBeLessThanOrEqual(3000);
  });

  it('finds words that only older records have', async () => {
    expect(await count('early')).toMatchObject({ count: LIMIT });
  });

  it('scans no more than the first page of a word needs, if the index counts the others', async () => {
    const { rows, ...found } = await count('sometimes');
    expect(found).toEqual({ count: 300, ids: 300 });
    expect(rows).toBeLessThanOrEqual(5000);
  });

  it('scans for words that are everywhere', async () => {
    expect(await count('always')).toMatchObject({ count: LIMIT, ids: LIMIT });
  });
});
