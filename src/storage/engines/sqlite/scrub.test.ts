import { statSync } from 'node:fs';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fullOnly } from '../../../../test/support/depth.ts';
import { ENGINES } from '../../../../test/support/storage/engines.ts';
import {
  addBackup,
  indexMessages,
  openTestStore,
  type TestStore,
} from '../../../../test/support/storage/test-store.ts';
import { parseQuery } from '../../search/query.ts';

const SQLITE = ENGINES.filter(({ name }) => name === 'sqlite');

describe.each(SQLITE)('free space of a database', (engine) => {
  let test: TestStore;
  beforeEach(async () => {
    test = await openTestStore(engine);
  });
  afterEach(() => test.dispose());

  const path = () => test.dsn.replace('sqlite:///', '');
  const pragma = async (name: string) => {
    const { rows } = await sql<Record<string, number>>`${sql.raw(`pragma ${name}`)}`.execute(test.store.write);
    return Object.values(rows[0] ?? {})[0];
  };
  /** Leaves free pages of more than 2 MiB. */
  const indexTwice = async () => {
    const backup = await addBackup(test.store);
    const filler = 'filler '.repeat(100);
    const many = Array.from({ length: 6000 }, (_, key) => ({ key, text: `${filler}${key}` }));
    await indexMessages(test, backup, many);
    await indexMessages(test, backup, many.slice(0, 500));
  };
  const found = async () => {
    const request = { query: parseQuery('filler 499'), sort: 'newest' as const, limit: 5 };
    return (await test.store.search.find(request)).items.map(({ ref }) => ref);
  };

  it('is given back after a run that left much of it, with the log', async () => {
    await indexTwice();
    const before = Number(await pragma('page_count'));
    await test.store.purge({ pauseMs: 0 });
    expect(await pragma('freelist_count')).toBe(0);
    expect(Number(await pragma('page_count'))).toBeLessThan(before / 3);
    expect(statSync(path()).size).toBe(Number(await pragma('page_count')) * Number(await pragma('page_size')));
    expect(statSync(`${path()}-wal`).size).toBe(0);
    expect(await found()).toEqual(['499']);
    expect(await pragma('integrity_check')).toBe('ok');
  });

  it('is kept where an index that grows needs it for what the next reading remembers', async () => {
    const backup = await addBackup(test.store);
    const remember = async (data: Uint8Array) => {
      await indexMessages(test, backup, [{ key: 1, text: 'filler 499' }]);
      const { id } = await test.store.read
        .selectFrom('artifact_runs')
        .select('id')
        .where('isCurrent', '=', true)
        .executeTakeFirstOrThrow();
      await test.store.write.insertInto('artifact_states').values({ artifactRunId: id, position: 0, data }).execute();
      return id;
    };
    const data = new Uint8Array(4 * 1024 * 1024);
    await remember(data);
    const id = await remember(data);
    await test.store.write.updateTable('artifact_runs').set({ rowsRunId: id }).where('id', '=', id).execute();
    await test.store.purge({ pauseMs: 0 });
    expect(Number(await pragma('freelist_count'))).toBeGreaterThan(200);
    // As after a reading of everything.
    await test.store.write.updateTable('artifact_runs').set({ rowsRunId: null }).where('id', '=', id).execute();
    await test.store.purge({ pauseMs: 0 });
    expect(await pragma('freelist_count')).toBe(0);
  });

  it('is given back while others read', fullOnly, async () => {
    await indexTwice();
    await test.store.read.transaction().execute(async (reading) => {
      const count = () =>
        reading
          .selectFrom('messages')
          .select(({ fn }) => fn.countAll<number>().as('rows'))
          .executeTakeFirstOrThrow();
      const before = await count();
      // Deleted rows must leave the log, which waits for readers; free space alone does not.
      const cannotEmpty = test.store.purge({ pauseMs: 0 });
      await expect(cannotEmpty).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
      expect(await count()).toEqual(before);
    });
    await test.store.purge({ pauseMs: 0 });
    expect(await found()).toEqual(['499']);
    expect(await pragma('integrity_check')).toBe('ok');
  });
});
