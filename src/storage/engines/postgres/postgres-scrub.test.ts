import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FullPostgres, startFullPostgres } from '../../../../test/support/services/full-postgres.ts';
import { runCommand } from '../../../../test/support/services/server-process.ts';
import { hasService } from '../../../../test/support/services/shared.ts';
import { createPostgresDatabase } from '../../../../test/support/storage/engines.ts';
import { addBackup, indexMessages, TEST_TABLES } from '../../../../test/support/storage/test-store.ts';
import { openStore } from '../../store.ts';

const MESSAGES = Array.from({ length: 200 }, (_, key) => ({ key, text: `needletext${key} common` }));

describe.skipIf(!hasService('full-postgres'))('scrubbing PostgreSQL', () => {
  let server: FullPostgres;
  beforeAll(async () => {
    server = await startFullPostgres();
  });
  afterAll(() => server.stop());

  it('waits for transactions that still see deleted rows, in any database, and can be cancelled meanwhile', async () => {
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
  });

  it('leaves nothing in a dump or in planner statistics', async () => {
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
