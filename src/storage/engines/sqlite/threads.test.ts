import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { computingTime, computingTimes } from '../../../../test/support/computing-times.ts';
import {
  addBackup,
  ENGINES,
  indexMessages,
  openTestStore,
  type TestStore,
} from '../../../../test/support/storage/test-store.ts';
import { sqliteFile } from '../../dsn.ts';
import { openStore } from '../../store.ts';
import { ConnectionPool } from './connection-pool.ts';
import { ThreadHandle } from './thread-handle.ts';

/** A query that keeps a thread busy by counting to `n`. */
const slow = (n: number) =>
  sql<{
    n: number;
  }>`with recursive c(x) as (select 1 union all select x + 1 from c where x < ${n}) select count(*) as n from c`;

/** Keeps a thread busy for some tenths of a second. */
const COUNT = 3_000_000;

describe('SQLite threads', () => {
  let test: TestStore;
  beforeEach(async () => {
    test = await openTestStore(ENGINES[0] as (typeof ENGINES)[number]);
  });
  afterEach(() => test.dispose());

  it('restrict the files to their owner', async () => {
    await addBackup(test.store);
    const file = sqliteFile(test.dsn) as string;
    expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700);
    for (const name of [file, `${file}-wal`, `${file}-shm`]) expect((await stat(name)).mode & 0o777).toBe(0o600);
  });

  it('do not block the event loop while queries run', async () => {
    const backup = await addBackup(test.store);
    await indexMessages(
      test,
      backup,
      Array.from({ length: 2000 }, (_, key) => ({ key, text: `message ${key} of many` })),
    );
    const page = () => test.store.read.selectFrom('messages').selectAll().orderBy('key').limit(200).execute();
    await page();
    const turns = await computingTimes(async () => {
      const busy = Promise.all([slow(COUNT).execute(test.store.read), slow(COUNT).execute(test.store.write)]);
      for (let round = 0; round < 40; round++) {
        await page();
        await sleep(1);
      }
      await busy;
    });
    // Queries in this thread would take a turn of at least one of them.
    const query = slow(COUNT).compile(test.store.read);
    using db = new DatabaseSync(':memory:');
    const one = computingTime(() => db.prepare(query.sql).all(...(query.parameters as number[])));
    expect(Math.max(...turns)).toBeLessThan(one / 2);
  });

  it('read a snapshot of when their transaction began, while the writer writes', async () => {
    await test.store.read.transaction().execute(async (reading) => {
      expect(await reading.selectFrom('backups').select('id').execute()).toEqual([]);
      await addBackup(test.store);
      expect(await reading.selectFrom('backups').select('id').execute()).toEqual([]);
    });
    expect(await test.store.read.selectFrom('backups').select('id').execute()).toHaveLength(1);
  });

  it('prevent readers from writing', async () => {
    await expect(test.store.read.deleteFrom('backups').execute()).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
    });
  });

  it('run transactions one after another and roll back on an error', async () => {
    let open = 0;
    const work = () =>
      test.store.write.transaction().execute(async (trx) => {
        expect(++open).toBe(1);
        await trx
          .insertInto('artifact_tables')
          .values({ name: `t${Math.random()}`, definition: { columns: {}, primaryKey: [], indexes: [] } })
          .execute();
        await sleep(1);
        open--;
      });
    await Promise.all([work(), work(), work()]);
    const failing = test.store.write.transaction().execute(async (trx) => {
      await trx.deleteFrom('artifact_tables').execute();
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect((await test.store.read.selectFrom('artifact_tables').select('name').execute()).length).toBe(5);
  });

  it('wait for another writing process', async () => {
    const other = new DatabaseSync(sqliteFile(test.dsn) as string);
    other.exec('begin immediate');
    const waiting = addBackup(test.store);
    await sleep(150);
    other.exec('commit');
    other.close();
    expect(await waiting).toMatch(/^[a-z2-9]{16}$/);
  });

  it('report SQL errors as domain errors', async () => {
    await expect(sql`select nonsense`.execute(test.store.read)).rejects.toMatchObject({ code: 'INTERNAL' });
    const date = test.store.read
      .selectFrom('backups')
      .select('id')
      .where('createdAt', '=', new Date() as never);
    await expect(date.execute()).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(async () => {
      for await (const row of test.store.read.selectFrom('backups').selectAll().stream()) expect(row).toBeUndefined();
    }).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('fail pending and later queries when closed', async () => {
    const pending = slow(3_000_000).execute(test.store.read);
    await sleep(20);
    await Promise.all([expect(pending).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' }), test.store.close()]);
    await expect(test.store.backups.list()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });
});

describe('ConnectionPool', () => {
  it('replaces a thread that died and fails its current statement', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-pool-'));
    const pool = new ConnectionPool(() => new ThreadHandle({ path: join(folder, 'a.db'), role: 'writer' }), 1);
    try {
      const thread = await pool.acquire();
      await thread.run('create table t (x)');
      await thread.run('begin immediate');
      const pending = thread.run(
        'with recursive c(x) as (select 1 union all select x + 1 from c where x < 3000000) select count(*) from c',
      );
      await sleep(20);
      await Promise.all([expect(pending).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' }), thread.close()]);
      expect(thread.alive).toBe(false);
      await expect(thread.run('commit')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
      pool.release(thread);
      const fresh = await pool.acquire();
      expect((await fresh.run('select count(*) from t')).rows).toEqual([[0]]);
      pool.release(fresh);
    } finally {
      await pool.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('starts further threads only while all others are lent, up to its size', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-pool-'));
    const pool = new ConnectionPool(() => new ThreadHandle({ path: join(folder, 'a.db'), role: 'writer' }), 2);
    try {
      const first = await pool.acquire();
      pool.release(first);
      expect(await pool.acquire()).toBe(first);
      const second = await pool.acquire();
      expect(second).not.toBe(first);
      const third = pool.acquire();
      pool.release(second);
      expect(await third).toBe(second);
    } finally {
      await pool.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('lends a released thread while another one is starting', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-pool-'));
    const pool = new ConnectionPool(() => new ThreadHandle({ path: join(folder, 'a.db'), role: 'writer' }), 2);
    try {
      const first = await pool.acquire();
      const waiting = pool.acquire();
      pool.release(first);
      expect(await waiting).toBe(first);
      expect(await pool.acquire()).not.toBe(first);
    } finally {
      await pool.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('reports what is wrong with the file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-pool-'));
    try {
      await writeFile(join(folder, 'text.db'), 'this is no database, but long enough to be looked at '.repeat(20));
      const thread = new ThreadHandle({ path: join(folder, 'text.db'), role: 'writer' });
      await expect(thread.ready).rejects.toMatchObject({
        code: 'STORAGE_UNAVAILABLE',
        message: /not a SQLite database/,
      });
      await thread.close();
      const dsn = `sqlite:///${join(folder, 'text.db')}`;
      await expect(openStore({ dsn, tables: {} })).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
      await expect(
        openStore({ dsn: `sqlite:///${join(folder, 'text.db', 'x.db')}`, tables: {} }),
      ).rejects.toMatchObject({
        code: 'STORAGE_UNAVAILABLE',
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('SQLite without threads', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'apple-juicer-own-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('reads and writes the same, also within a transaction', async () => {
    const store = await openStore({ dsn: `sqlite:///${join(folder, 'a.db')}`, tables: {}, threads: false });
    try {
      await store.migrate();
      await store.write.transaction().execute(async (writing) => {
        await writing.insertInto('backup_folders').values({ path: '/a', addedAt: 1 }).execute();
        // A reader sees what was there before.
        expect(await store.folders.list()).toEqual([]);
      });
      await store.read.transaction().execute(async (reading) => {
        expect(await reading.selectFrom('backup_folders').select('path').execute()).toEqual([{ path: '/a' }]);
        expect(await store.folders.list()).toMatchObject([{ path: '/a' }]);
      });
      await expect(
        store.read
          .selectFrom('noTable' as 'backups')
          .selectAll()
          .execute(),
      ).rejects.toMatchObject({
        code: 'INTERNAL',
      });
    } finally {
      await store.close();
    }
    await expect(store.folders.list()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });

  it('reports what is wrong with the file', async () => {
    await writeFile(join(folder, 'text.db'), 'this is no database, but long enough to be looked at '.repeat(20));
    await expect(
      openStore({ dsn: `sqlite:///${join(folder, 'text.db')}`, tables: {}, threads: false }),
    ).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });
});
