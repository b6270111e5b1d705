import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hasService, serviceUrl } from '../../../test/support/services/shared.ts';
import { createPostgresDatabase, type TestDatabase } from '../../../test/support/storage/engines.ts';
import { openStore } from '../../storage/index.ts';
import { checkDatabase } from './database.ts';

it('leaves a database of another program as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aj-doctor-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'foreign.db');
  const db = new DatabaseSync(path);
  db.exec('pragma journal_mode = wal; create table notes (text)');
  db.close();
  const [check] = await checkDatabase(`sqlite:///${path}`);
  expect(check).toMatchObject({ status: 'problem', code: 'STORAGE_UNAVAILABLE' });
  expect(await readdir(folder)).toEqual(['foreign.db']);
});

describe.skipIf(!hasService('postgres'))('doctor on PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createPostgresDatabase(await serviceUrl('postgres'));
  });
  afterAll(() => database.drop());

  it('reports version, location and schema', async () => {
    const message = async () => (await checkDatabase(database.dsn)).map((check) => `${check.status} ${check.message}`);
    expect(await message()).toEqual([expect.stringMatching(/^ok PostgreSQL \d+\.\d+.*, not migrated yet, .*B$/)]);
    const store = await openStore({ dsn: database.dsn, tables: {} });
    await store.migrate();
    await store.close();
    expect(await message()).toEqual([expect.stringMatching(/^ok PostgreSQL \d+\.\d+.*, schema \d{4}-[a-z-]+, .*B$/)]);
  });

  it('reports the problem without the password', async () => {
    const url = new URL(database.dsn);
    url.pathname = '/missing';
    const [check] = await checkDatabase(url.href);
    expect(check).toMatchObject({ status: 'problem', code: 'STORAGE_UNAVAILABLE' });
    expect(JSON.stringify(check)).not.toContain(url.password);
    expect(check?.name).toBe(`Database missing at 127.0.0.1:${url.port}`);
  });
});
