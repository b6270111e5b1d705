import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fullOnly } from '../../../../test/support/depth.ts';
import { type FullPostgres, startFullPostgres } from '../../../../test/support/services/full-postgres.ts';
import { runCommand } from '../../../../test/support/services/server-process.ts';
import { hasService } from '../../../../test/support/services/shared.ts';
import { createPostgresDatabase } from '../../../../test/support/storage/engines.ts';
import { addBackup, indexMessages, TEST_TABLES } from '../../../../test/support/storage/test-store.ts';
import { openStore } from '../../store.ts';
import { divisionOf, termsOf } from './divisions.ts';

const MESSAGES = Array.from({ length: 200 }, (_, key) => ({ key, text: `needletext${key} common` }));

describe.skipIf(!hasService('full-postgres'))('scrubbing PostgreSQL', () => {
  let server: FullPostgres;
  beforeAll(async () => {
    server = await startFullPostgres();
  });
  afterAll(() => server.stop());

  it(
    'waits for transactions that still see deleted rows, in any database, and can be cancelled meanwhile',
    fullOnly,
    async () => {
      const { dsn, occurrences, drop } = await createPostgresDatabase(server.url);
      const store = await openStore({ dsn, tables: TEST_TABLES });
      await store.migrate();
      const backup = await addBackup(store);
      await indexMessages({ store, dsn }, backup, MESSAGES);
      const elsewhere = new Client({ connectionString: server.url });
      await elsewhere.connect();
      await elsewhere.query('begin; select pg_current_xact_id()');
      await store.deleteIndex(backup);

      const cancelled = new AbortController();
      const stopping = store.purge({ pauseMs: 0, signal: cancelled.signal });
      setTimeout(() => cancelled.abort(), 500);
      await expect(stopping).rejects.toMatchObject({ code: 'CANCELLED' });
      expect(await occurrences('needletext')).toBeGreaterThan(0);

      const purging = store.purge({ pauseMs: 0 });
      expect(await Promise.race([purging, sleep(300, 'waiting')])).toBe('waiting');
      await elsewhere.query('commit');
      await elsewhere.end();
      await purging;
      expect(await occurrences('needletext')).toBe(0);
      await store.close();
      await drop();
    },
  );

  it('waits ten minutes for an export, and is done again by the next one if that was too short', fullOnly, async () => {
    const { dsn, occurrences, drop } = await createPostgresDatabase(server.url);
    const store = await openStore({ dsn, tables: TEST_TABLES });
    await store.migrate();
    const backup = await addBackup(store);
    await indexMessages({ store, dsn }, backup, MESSAGES);
    const reader = new Client({ connectionString: dsn });
    await reader.connect();
    await reader.query('begin isolation level repeatable read read only; select count(*) from messages');
    await store.deleteIndex(backup);
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const purging = store.purge({ pauseMs: 0 });
      const outcome = purging.then(
        () => 'done',
        () => 'failed',
      );
      const scrubbing = () => Promise.race([outcome, sleep(500, 'waiting')]);
      expect(await scrubbing()).toBe('waiting');
      vi.setSystemTime(Date.now() + 9 * 60_000);
      expect(await scrubbing()).toBe('waiting');
      vi.setSystemTime(Date.now() + 2 * 60_000);
      await expect(purging).rejects.toMatchObject({
        code: 'STORAGE_UNAVAILABLE',
        detail: { code: 'detail.deleted-text-held-by-transaction' },
      });
    } finally {
      vi.useRealTimers();
    }
    await reader.query('commit');
    await reader.end();
    await store.purge({ pauseMs: 0 });
    expect(await occurrences('needletext')).toBe(0);
    await store.close();
    await drop();
  });

  it('writes only those divisions of terms and large tables anew that had deleted rows', fullOnly, async () => {
    const { dsn, occurrences, drop } = await createPostgresDatabase(server.url);
    const store = await openStore({ dsn, tables: TEST_TABLES });
    await store.migrate();
    const client = new Client({ connectionString: dsn });
    await client.connect();
    const backups: string[] = [];
    for (const name of ['first', 'second', 'kept']) {
      const backup = await addBackup(store, { path: `/backups/${name}` }, name);
      await indexMessages({ store, dsn }, backup, [{ key: 1, text: `${name}needle` }]);
      backups.push(backup);
    }
    const numbers = new Map(
      (await client.query('select public_id, id from backups')).rows.map(({ public_id, id }) => [
        public_id,
        Number(id),
      ]),
    );
    const divisionsOf = async (backup: string): Promise<string[]> => {
      const { rows } = await client.query<{ name: string }>(
        `select distinct tableoid::regclass::text as name from messages where backup_id = ${numbers.get(backup)}`,
      );
      return [termsOf(divisionOf(numbers.get(backup) as number)), ...rows.map(({ name }) => name)];
    };
    const [first, second, kept] = [
      await divisionsOf(backups[0] as string),
      await divisionsOf(backups[1] as string),
      await divisionsOf(backups[2] as string),
    ];
    /** The divisions whose files are others after `work`. */
    const written = async (work: () => Promise<unknown>): Promise<string[]> => {
      const files = async () => {
        const sql = `select relname, relfilenode from pg_class where relname ~ '^(artifact_search_terms|messages)_[0-9]+$' order by 1`;
        return (await client.query<{ relname: string; relfilenode: number }>(sql)).rows;
      };
      const before = new Map((await files()).map(({ relname, relfilenode }) => [relname, relfilenode]));
      await work();
      return (await files()).flatMap(({ relname, relfilenode }) =>
        before.get(relname) === relfilenode ? [] : relname,
      );
    };

    // The first removal is interrupted before anything was written anew; the second one does both.
    await store.deleteIndex(backups[0] as string);
    await client.query('begin; select pg_current_xact_id()');
    const interrupt = new AbortController();
    const purging = store.purge({ pauseMs: 0, signal: interrupt.signal });
    setTimeout(() => interrupt.abort(), 500);
    await expect(purging).rejects.toMatchObject({ code: 'CANCELLED' });
    await client.query('commit');
    await store.deleteBackup(backups[1] as string);
    expect(await written(() => store.purge({ pauseMs: 0 }))).toEqual([...new Set([...first, ...second])].toSorted());
    expect([await occurrences('firstneedle'), await occurrences('secondneedle')]).toEqual([0, 0]);

    expect(await written(() => store.purge({ pauseMs: 0 }))).toEqual([]);
    // A note of a version without divisions is about all of them.
    await client.query("comment on table artifact_search_index is 'scrub due since yesterday'");
    const all = await written(() => store.purge({ pauseMs: 0 }));
    expect(all).toHaveLength(16);
    expect(all).toEqual(expect.arrayContaining(kept));
    await client.end();
    await store.close();
    await drop();
  });

  it('leaves nothing in a dump or in planner statistics', fullOnly, async () => {
    const { dsn, drop } = await createPostgresDatabase(server.url);
    const store = await openStore({ dsn, tables: TEST_TABLES });
    await store.migrate();
    const backup = await addBackup(store);
    await indexMessages({ store, dsn }, backup, MESSAGES);
    const dump = () => runCommand(`${server.bin}/pg_dump`, [dsn]);
    const statistics = async () => {
      const client = new Client({ connectionString: dsn });
      await client.connect();
      await client.query('analyze');
      const sql = `select tablename, attname from pg_stats s where schemaname = 'public' and s::text ~ 'needletext|common'`;
      const { rows } = await client.query(sql);
      await client.end();
      return rows;
    };
    expect(await dump()).toContain('needletext7');
    expect(await statistics()).toEqual([]);
    await store.deleteIndex(backup);
    await store.purge({ pauseMs: 0 });
    expect(await dump()).not.toContain('needle');
    await store.close();
    await drop();
  });
});
