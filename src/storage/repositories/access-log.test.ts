import { afterAll, beforeAll, expect, it } from 'vitest';
import { addBackup, onEachEngine, openTestStore, type TestStore } from '../../../test/support/storage/test-store.ts';
import { BY_CLI } from '../../model/access.ts';
import { MAX_ENTRIES } from './access-log.ts';

const FIREFOX = { actor: 'browser', browserKey: 'key', browserName: 'Fire\0fox' } as const;

onEachEngine('the access log', (engine) => {
  let test: TestStore;
  let backup = '';
  beforeAll(async () => {
    test = await openTestStore(engine);
    backup = await addBackup(test.store);
  });
  afterAll(() => test.dispose());

  it('lists accesses, the newest first, and page by page', async () => {
    const { accesses } = test.store;
    const before = Date.now();
    await accesses.add(FIREFOX, { backup, action: 'opened' });
    const id = await accesses.add(BY_CLI, { backup, action: 'extracted', format: 'needleformat' });
    await accesses.setCount(id, 7);
    const [newest, oldest, ...others] = await accesses.list(null, 10);
    expect(others).toEqual([]);
    expect(newest).toMatchObject({ ...BY_CLI, backup, action: 'extracted', format: 'needleformat', count: 7 });
    expect(oldest).toMatchObject({ actor: 'browser', browserName: 'Fire\ufffdfox', action: 'opened', count: null });
    expect(oldest?.at).toBeGreaterThanOrEqual(before);
    expect(await accesses.list(id, 10)).toEqual([oldest]);
    await expect(accesses.add(BY_CLI, { backup: 'aaaaaaaaaaaaaaaa', action: 'opened' })).rejects.toMatchObject({
      code: 'BACKUP_NOT_FOUND',
    });
  });

  it('does not know any more what a removed index or backup was opened for', async () => {
    const { accesses } = test.store;
    const id = await accesses.add(BY_CLI, { backup, action: 'exported', what: 'needlewhat', count: 3 });
    await test.store.deleteIndex(backup);
    await accesses.setCount(id, 4);
    const [entry] = await accesses.list(null, 1);
    expect(entry).toMatchObject({ action: 'exported', backup: null, what: null, format: null, count: null });
    await accesses.add(BY_CLI, { backup, action: 'index-removed' });
    expect(await accesses.list(null, 1)).toMatchObject([{ action: 'index-removed', backup }]);
    await test.store.deleteBackup(backup);
    await test.store.purge({ pauseMs: 0 });
    expect((await accesses.list(null, 10)).map((each) => each.backup)).toEqual([null, null, null, null]);
    expect(await test.occurrences('needlewhat')).toBe(0);
    expect(await test.occurrences('needleformat')).toBe(0);
  });

  it('keeps a bounded number of entries', async () => {
    const { accesses, write } = test.store;
    const first = await accesses.add(BY_CLI, { backup: null, action: 'index-removed' });
    const row = { ...BY_CLI, backupId: null, at: 1, action: 'opened', what: null, format: null, count: null } as const;
    for (let from = 0; from < MAX_ENTRIES; from += 500) {
      await write
        .insertInto('access_log')
        .values(Array.from({ length: 500 }, () => row))
        .execute();
    }
    await accesses.add(BY_CLI, { backup: null, action: 'index-removed' });
    const entries = await accesses.list(null, MAX_ENTRIES * 2);
    expect(entries).toHaveLength(MAX_ENTRIES);
    expect(entries.some(({ id }) => id === first)).toBe(false);
  });
});
