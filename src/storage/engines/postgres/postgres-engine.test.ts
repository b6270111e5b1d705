import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullOnly } from '../../../../test/support/depth.ts';
import { startPostgres } from '../../../../test/support/services/postgres.ts';
import type { PostgresServer } from '../../../../test/support/services/postgres-server.ts';
import { freePort } from '../../../../test/support/services/server-process.ts';
import { hasService } from '../../../../test/support/services/shared.ts';
import { createPostgresDatabase } from '../../../../test/support/storage/engines.ts';
import { addBackup, TEST_TABLES } from '../../../../test/support/storage/test-store.ts';
import { DomainError } from '../../../model/errors.ts';
import { parseDsn } from '../../dsn.ts';
import { openSnapshot, openStore } from '../../store.ts';
import { openPostgresEngine } from './postgres-engine.ts';

/** Opens an engine and returns the resulting error. */
async function failure(dsn: string, waitMs = 0): Promise<DomainError> {
  const parsed = parseDsn(dsn);
  if (parsed.engine !== 'postgres') throw new Error('not a PostgreSQL DSN');
  try {
    await (await openPostgresEngine(parsed.address, {}, { readers: 1, waitMs })).close();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('it opened');
}

describe.skipIf(!hasService('postgres'))('PostgreSQL engine', fullOnly, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  const changed = (change: (url: URL) => void) => {
    const url = new URL(server.url);
    change(url);
    return url.href;
  };

  it('reports why it cannot connect, never including the password', async () => {
    const port = String(await freePort());
    const cases: [string, RegExp][] = [
      [changed((url) => (url.port = port)), /No server is listening/],
      [changed((url) => (url.password = 'hunter2-other')), /rejected the user or password/],
      [changed((url) => (url.password = '')), /rejected the user or password/],
      [changed((url) => (url.username = 'nobody-hunter2')), /rejected the user or password/],
      [changed((url) => (url.pathname = '/hunter2')), /no database with the name/],
      [changed((url) => (url.hostname = 'hunter2.invalid')), /host name in the DSN/],
      [changed((url) => url.searchParams.set('sslmode', 'require')), /does not support TLS/],
      ['postgresql:///x?host=/nonexistent', /no PostgreSQL socket/],
    ];
    for (const [dsn, message] of cases) {
      const error = await failure(dsn);
      expect(error.code).toBe('STORAGE_UNAVAILABLE');
      expect(error.message).toMatch(message);
      expect(error.message).not.toContain('hunter2');
    }
    const file = changed((url) => (url.search = '?sslmode=verify-ca&sslrootcert=/nonexistent'));
    expect(await failure(file)).toMatchObject({ code: 'BAD_SETTINGS' });
  });

  it('requires a database in UTF-8', async () => {
    const engine = await openStore({ dsn: server.url, tables: {} });
    await sql.raw(`create database latin encoding 'LATIN1' template template0`).execute(engine.write);
    await engine.close();
    expect((await failure(changed((url) => (url.pathname = '/latin')))).message).toMatch(/UTF8/);
  });

  it('fails while the server is down, and works again afterwards', async () => {
    const { dsn, drop } = await createPostgresDatabase(server.url);
    const store = await openStore({ dsn, tables: TEST_TABLES });
    await store.migrate();
    await addBackup(store);
    await server.halt();
    const unavailable = { code: 'STORAGE_UNAVAILABLE' };
    await expect(store.backups.list()).rejects.toMatchObject(unavailable);
    await expect(store.runs.expireLeases()).rejects.toMatchObject(unavailable);
    await expect(store.backups.list()).rejects.not.toThrow(/hunter2/);
    await server.resume();
    expect(await store.backups.list()).toHaveLength(1);
    expect(await store.runs.expireLeases()).toBe(0);
    await store.close();
    await expect(store.backups.list()).rejects.toMatchObject(unavailable);
    await drop();
  });

  it('loses only the transaction of a lost connection', async () => {
    const { dsn, drop } = await createPostgresDatabase(server.url);
    const store = await openStore({ dsn, tables: TEST_TABLES });
    await store.migrate();
    const kill = (pid: number) => sql`select pg_terminate_backend(${pid})`.execute(store.read);
    const cut = store.write.transaction().execute(async (trx) => {
      await trx
        .insertInto('artifact_tables')
        .values({ name: 'lost', definition: { columns: {}, primaryKey: [], indexes: [] } })
        .execute();
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await kill(rows[0]?.pid as number);
      await trx.selectFrom('artifact_tables').select('name').execute();
    });
    await expect(cut).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    const names = store.write.selectFrom('artifact_tables').select('name').where('name', '=', 'lost');
    expect(await names.execute()).toEqual([]);
    // The write lock was released with the connection.
    expect(await store.runs.expireLeases()).toBe(0);
    await store.close();
    await drop();
  });

  it('asks the queries of a snapshot one after the other, also if one fails', async () => {
    const { dsn, drop } = await createPostgresDatabase(server.url);
    const store = await openStore({ dsn, tables: TEST_TABLES });
    await store.migrate();
    const snapshot = await openSnapshot({ dsn, tables: TEST_TABLES });
    const warnings: string[] = [];
    const warned = (warning: Error): unknown => warnings.push(warning.message);
    process.on('warning', warned);
    const ask = (numbers: readonly number[]) =>
      Promise.all(
        numbers.map(
          async (number) => (await sql<{ n: number }>`select 10 / ${number}::int as n`.execute(snapshot.read)).rows,
        ),
      );
    expect(await ask([5, 2, 1])).toEqual([[{ n: 2 }], [{ n: 5 }], [{ n: 10 }]]);
    await expect(ask([5, 0, 1])).rejects.toMatchObject({ code: 'INTERNAL' });
    await snapshot.close();
    await store.close();
    process.off('warning', warned);
    expect(warnings).toEqual([]);
    await drop();
  });

  it('waits for a starting server, and gives up after a time', async () => {
    await server.halt();
    expect((await failure(server.url, 300)).message).toMatch(/No server is listening|lost/);
    const reasons: string[] = [];
    const opening = openStore({ dsn: server.url, tables: {}, onWait: (reason) => reasons.push(reason) });
    await server.resume();
    await (await opening).close();
    expect(reasons).toHaveLength(1);
  });

  it('rolls back and reports a failed statement', async () => {
    const { dsn, drop } = await createPostgresDatabase(server.url);
    const store = await openStore({ dsn, tables: TEST_TABLES });
    await store.migrate();
    const failing = store.write.transaction().execute(async (trx) => {
      await trx
        .insertInto('artifact_tables')
        .values({ name: 'lost', definition: { columns: {}, primaryKey: [], indexes: [] } })
        .execute();
      await sql`select nonsense`.execute(trx);
    });
    await expect(failing).rejects.toMatchObject({ code: 'INTERNAL', message: expect.stringMatching(/nonsense/) });
    await expect(sql`select ${'private'}::int`.execute(store.read)).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.stringMatching(/22P02/),
    });
    await expect(async () => {
      for await (const row of store.read.selectFrom('backups').selectAll().stream()) expect(row).toBeUndefined();
    }).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await store.runs.expireLeases()).toBe(0);
    await store.close();
    await drop();
  });
});
