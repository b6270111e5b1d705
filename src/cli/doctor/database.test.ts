import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasService, serviceUrl } from '../../../test/support/services/shared.ts';
import { openStore } from '../../storage/index.ts';
import { createPostgresDatabase, type TestDatabase } from '../../storage/testing/engines.ts';
import { checkDatabase } from './database.ts';

describe.skipIf(!hasService('postgres'))('doctor on PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createPostgresDatabase(await serviceUrl('postgres'));
  });
  afterAll(() => database.drop());

  it('says which version, where, and how new its schema is', async () => {
    const message = async () => (await checkDatabase(database.dsn)).map((check) => `${check.status} ${check.message}`);
    expect(await message()).toEqual([expect.stringMatching(/^ok PostgreSQL \d+\.\d+.*, not migrated yet, .*B$/)]);
    const store = await openStore({ dsn: database.dsn, tables: {} });
    await store.migrate();
    await store.close();
    expect(await message()).toEqual([expect.stringMatching(/^ok PostgreSQL \d+\.\d+.*, schema \d{4}-[a-z-]+, .*B$/)]);
  });

  it('says what is wrong, without the password', async () => {
    const url = new URL(database.dsn);
    url.pathname = '/missing';
    const [check] = await checkDatabase(url.href);
    expect(check).toMatchObject({ status: 'problem', code: 'STORAGE_UNAVAILABLE' });
    expect(JSON.stringify(check)).not.toContain(url.password);
    expect(check?.name).toBe(`Database missing at 127.0.0.1:${url.port}`);
  });
});
