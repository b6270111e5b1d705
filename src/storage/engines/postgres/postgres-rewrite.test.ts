import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fullOnly } from '../../../../test/support/depth.ts';
import { startFullPostgres } from '../../../../test/support/services/full-postgres.ts';
import type { RunningService } from '../../../../test/support/services/service.ts';
import { hasService, serviceUrl } from '../../../../test/support/services/shared.ts';
import { createPostgresDatabase, type TestDatabase } from '../../../../test/support/storage/engines.ts';
import { schemaOf } from '../../../../test/support/storage/schema-of.ts';
import { addBackup, indexMessages, TEST_TABLES, type TestTables } from '../../../../test/support/storage/test-store.ts';
import { parseDsn } from '../../dsn.ts';
import { parseQuery } from '../../search/query.ts';
import { openStore, type Store } from '../../store.ts';
import { divisionOf, termsOf } from './divisions.ts';
import { openPool } from './postgres-connection.ts';
import { type Division, exchange, exchangeWhenFree } from './postgres-rewrite.ts';

/** More than one megabyte in each table. */
const COUNT = 6000;
const messages = (word: string, count = COUNT) =>
  Array.from({ length: count }, (_, key) => ({ key, text: `${word}${key} ${'some words of a message '.repeat(8)}` }));

/** An installed server, and a user of it with few privileges, for whom foreign keys are checked. */
async function startInstalled(): Promise<RunningService> {
  const server = await startFullPostgres();
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(`create role ordinary login createdb createrole password 'ordinary';
    grant pg_checkpoint, pg_read_all_settings to ordinary`);
  await client.end();
  const ordinary = Object.assign(new URL(server.url), { username: 'ordinary', password: 'ordinary' });
  return { url: ordinary.href, stop: () => server.stop() };
}

/** The bundled server as a superuser, and another version as an ordinary user. */
const SERVERS: readonly { readonly name: string; readonly start: () => Promise<RunningService> }[] = [
  ...(hasService('postgres')
    ? [{ name: 'bundled', start: async () => ({ url: await serviceUrl('postgres'), stop: async () => undefined }) }]
    : []),
  ...(hasService('full-postgres') ? [{ name: 'installed', start: startInstalled }] : []),
];

describe.each(SERVERS)('exchanging divisions on the $name server', ({ start }) => {
  let server: RunningService;
  let database: TestDatabase;
  let store: Store<TestTables>;
  let client: Client;
  let pool: Pool;
  let kept: string;

  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await createPostgresDatabase(server.url);
    const { dsn } = database;
    store = await openStore({ dsn, tables: TEST_TABLES });
    await store.migrate();
    client = new Client({ connectionString: dsn });
    await client.connect();
    const parsed = parseDsn(dsn);
    if (parsed.engine !== 'postgres') throw new Error('This is not PostgreSQL.');
    pool = openPool(parsed.address, 'write', 3);
    kept = await addBackup(store, { path: '/backups/kept' }, 'kept');
    await indexMessages({ store, dsn }, kept, messages('kept'));
  });
  afterEach(async () => {
    await Promise.all([store.close(), client.end(), pool.end()]);
    await database.drop();
  });

  const rows = async (sql: string) => (await client.query<Record<string, unknown>>(sql)).rows;
  const found = async (word: string) => {
    const { total } = await store.search.find({ query: parseQuery(word), sort: 'newest', limit: 5 });
    return total;
  };
  const contents = () =>
    rows(`select md5(string_agg(m::text, '' order by key)) as messages,
      (select md5(string_agg(s::text, '' order by id)) from artifact_search_index s) as search,
      (select md5(string_agg(t::text, '' order by id)) from artifact_search_terms t) as terms from messages m`);
  /** The divisions with the rows of the only backup. */
  const filled = async (): Promise<Division[]> => {
    const [row] = await rows(`select (select min(tableoid::regclass::text) from messages) as messages,
      (select min(tableoid::regclass::text) from artifact_search_index) as search, (select min(id) from backups) as backup`);
    const { messages: large, search, backup } = row as { messages: string; search: string; backup: string };
    return [
      { name: large, whole: 'messages' },
      { name: search, whole: 'artifact_search_index' },
      { name: termsOf(divisionOf(Number(backup))), whole: 'artifact_search_terms' },
    ];
  };

  it('keeps rows, schema, privileges and the size of statistics', fullOnly, async () => {
    const divisions = await filled();
    await rows('drop role if exists somebody; create role somebody');
    for (const { name } of divisions) await rows(`grant select on ${name} to somebody; analyze ${name}`);
    const facts = () =>
      rows(`select relname, relkind, pg_get_userbyid(relowner) as owner, relacl::text, reltuples,
        (select string_agg(conname, ',' order by conname) from pg_constraint where conrelid = c.oid) as constraints,
        (select string_agg(attname, ',' order by attname) from pg_stats where tablename = relname) as statistics
        from pg_class c where relname ~ '^(messages|artifact_search)_' and relname !~ '__copy' order by 1`);
    const before = [await contents(), await facts(), await schemaOf(database.dsn)];
    const [first] = await rows(`select oid from pg_class where relname = '${divisions[0]?.name}'`);
    for (const division of divisions) expect(await exchange(pool, division, undefined)).toBe(true);
    expect([await contents(), await facts(), await schemaOf(database.dsn)]).toEqual(before);
    expect(await rows(`select oid from pg_class where relname = '${divisions[0]?.name}'`)).not.toEqual([first]);
    for (const { name } of divisions) await rows(`revoke all on ${name} from somebody`);
    await rows('drop role somebody');
    expect(await found('kept77')).toBe(1);
    // Everything is still bound to its table.
    await rows("delete from artifact_search_index where ref = '77'");
    expect(await rows(`select count(*)::int as n from artifact_search_terms`)).toEqual([{ n: COUNT - 1 }]);
    await expect(rows('update messages set backup_id = 999 where key = 1')).rejects.toThrow(/foreign key/);
  });

  it('removes every trace while others read and write, who notice nothing', fullOnly, async () => {
    const { dsn, occurrences } = database;
    const removed = await addBackup(store, { path: '/backups/removed' }, 'removed');
    await indexMessages({ store, dsn }, removed, messages('needle'));
    const oids = async () =>
      (await rows("select oid from pg_class where relname ~ '^(messages|artifact_search_(index|terms))_[0-9]$'")).map(
        ({ oid }) => oid as number,
      );
    const before = await oids();
    // Autovacuum in the middle would empty a division, and small ones are not exchanged.
    for (const { oid } of await rows(
      "select oid::regclass::text as oid from pg_class where relname ~ '_[0-9]+$' and relkind = 'r'",
    )) {
      await rows(`alter table ${String(oid)} set (autovacuum_enabled = off, toast.autovacuum_enabled = off)`);
    }
    await store.deleteBackup(removed);
    const over = new AbortController();
    const reading = async () => {
      while (!over.signal.aborted) expect(await found('message')).toEqual({ atLeast: 1000 });
    };
    // A snapshot that is older than an exchange, and reads afterwards.
    const paging = async () => {
      const page = new Client({ connectionString: dsn });
      await page.connect();
      while (!over.signal.aborted) {
        await page.query('begin isolation level repeatable read; select 1 from backups');
        await sleep(20);
        const { rows: counted } =
          await page.query(`select (select count(*) from messages m join backups b on b.id = m.backup_id
          where b.public_id = '${kept}')::int as messages`);
        expect(counted).toEqual([{ messages: COUNT }]);
        await page.query('commit');
      }
      await page.end();
    };
    const third = await addBackup(store, { path: '/backups/third' }, 'third');
    const writing = async () => {
      let round = 0;
      for (; !over.signal.aborted; round++) await indexMessages({ store, dsn }, third, messages(`round${round}x`, 300));
      expect(await found(`round${round - 1}x299`)).toBe(1);
    };
    const purging = store.purge({ pauseMs: 0 }).finally(() => over.abort());
    await Promise.all([reading(), paging(), writing(), purging]);
    expect(await occurrences('needle')).toBe(0);
    expect(await found('kept7')).toBe(1);
    // The pieces of the search index, of terms and of messages with more than a megabyte.
    expect((await oids()).filter((oid) => !before.includes(oid)).length).toBeGreaterThanOrEqual(3);
  });

  it('does nothing while an older snapshot would see other rows', fullOnly, async () => {
    const [division] = await filled();
    await client.query('begin isolation level repeatable read; select 1 from backups');
    const other = new Client({ connectionString: database.dsn });
    await other.connect();
    await other.query('delete from messages where key < 1000');
    expect(await exchange(pool, division as Division, undefined)).toBe(false);
    expect(await rows('select count(*)::int as n from messages')).toEqual([{ n: COUNT }]);
    await client.query('commit');
    expect(await exchange(pool, division as Division, undefined)).toBe(true);
    expect(await rows('select count(*)::int as n from messages')).toEqual([{ n: COUNT - 1000 }]);
    await other.end();
  });

  it('waits for the end of an export, while others read and write', fullOnly, async () => {
    const [division] = await filled();
    const oid = () => rows(`select oid from pg_class where relname = '${division?.name}'`);
    const before = await oid();
    const other = new Client({ connectionString: database.dsn });
    await other.connect();
    await other.query('begin isolation level repeatable read; select 1 from backups');
    let isOver = false;
    const exchanging = exchangeWhenFree(pool, division as Division, {
      deadline: Date.now() + 60_000,
      signal: undefined,
    }).finally(() => {
      isOver = true;
    });
    // Longer than an exchange waits for a snapshot.
    await sleep(2500);
    const begin = performance.now();
    await rows('delete from messages where key < 1000');
    expect([isOver, performance.now() - begin < 1000, await oid()]).toEqual([false, true, before]);
    await other.query('commit');
    expect(await exchanging).toBe(true);
    expect(await oid()).not.toEqual(before);
    expect(await rows('select count(*)::int as n from messages')).toEqual([{ n: COUNT - 1000 }]);
    await other.end();
  });

  it('does nothing while somebody holds the table, and lets others read meanwhile', fullOnly, async () => {
    const [division] = await filled();
    await client.query('begin; select 1 from messages limit 1');
    const exchanging = exchange(pool, division as Division, undefined);
    const other = new Client({ connectionString: database.dsn });
    await other.connect();
    const over = new AbortController();
    const ended = exchanging.finally(() => over.abort());
    let longest = 0;
    while (!over.signal.aborted) {
      const begin = performance.now();
      await other.query('select 1 from messages limit 1');
      longest = Math.max(longest, performance.now() - begin);
      await sleep(5);
    }
    expect(await ended).toBe(false);
    expect(longest).toBeLessThan(1000);
    await client.query('commit');
    await other.end();
    expect(await rows("select relname from pg_class where relname ~ '[0-9]__copy'")).toEqual([]);
  });

  it('is not in the way of a run that begins, nor it in ours', fullOnly, async () => {
    // What a link takes, and then the exchange itself.
    await client.query('begin; lock table only backups in share row exclusive mode');
    const writing = indexMessages({ store, dsn: database.dsn }, kept, messages('new', 10));
    const other = new Client({ connectionString: database.dsn });
    await other.connect();
    const waiting = `select 1 from pg_locks where relation = 'backups'::regclass and not granted`;
    while ((await other.query(waiting)).rowCount === 0) await sleep(5);
    await client.query("set local lock_timeout = '5s'; lock table only backups in access exclusive mode; commit");
    await writing;
    expect(await found('new9')).toBe(1);
    await other.end();
  });

  it('can be cancelled, and leaves nothing half-made', fullOnly, async () => {
    const [division] = await filled();
    const before = await contents();
    const stop = new AbortController();
    const exchanging = exchange(pool, division as Division, stop.signal);
    setTimeout(() => stop.abort(), 10);
    await expect(exchanging).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await contents()).toEqual(before);
    expect(await rows("select relname from pg_class where relname ~ '[0-9]__copy'")).toEqual([]);
    expect(await exchange(pool, division as Division, undefined)).toBe(true);
  });

  it('loses nothing when the server gives up in the middle', fullOnly, async () => {
    const [division] = await filled();
    const before = await contents();
    // The copy is made, and cannot take the place of the division.
    const holder = new Client({ connectionString: database.dsn });
    await holder.connect();
    await holder.query('begin; select 1 from messages limit 1');
    const failing = expect(exchange(pool, division as Division, undefined)).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
    });
    for (;;) {
      const { rowCount } = await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and query ~ '^lock table only .* in access exclusive mode'`,
      );
      if (rowCount !== 0) break;
      await sleep(5);
    }
    await failing;
    await holder.end();
    expect(await contents()).toEqual(before);
    expect(await exchange(pool, division as Division, undefined)).toBe(true);
  });
});
