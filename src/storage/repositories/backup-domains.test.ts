import { afterAll, beforeAll, expect, it } from 'vitest';
import { addBackup, onEachEngine, openTestStore, type TestStore } from '../../../test/support/storage/test-store.ts';

onEachEngine('sizes of domains', (engine) => {
  let test: TestStore;
  let backup = '';
  beforeAll(async () => {
    test = await openTestStore(engine);
    backup = await addBackup(test.store);
  });
  afterAll(() => test.dispose());

  it('replaces earlier counts, largest first', async () => {
    const { domains } = test.store;
    expect(await domains.list(backup)).toEqual([]);
    await domains.replace(backup, [{ domain: 'Old', files: 1, bytes: 1 }]);
    const many = Array.from({ length: 1200 }, (_, index) => ({ domain: `D${index}`, files: 1, bytes: index }));
    await domains.replace(backup, many);
    expect(await domains.list(backup)).toEqual(many.toReversed());
  });

  it('stores any name, and combines names that are stored alike', async () => {
    const { domains } = test.store;
    await domains.replace(backup, [
      { domain: 'a\0', files: 1, bytes: 2 },
      { domain: 'a\ud800', files: 10, bytes: 20 },
      { domain: 'x'.repeat(100_000), files: 1, bytes: 1 },
    ]);
    const stored = await domains.list(backup);
    expect(stored).toMatchObject([
      { domain: 'a\ufffd', files: 11, bytes: 22 },
      { files: 1, bytes: 1 },
    ]);
  });

  it('are deleted with the index', async () => {
    await test.store.deleteIndex(backup);
    expect(await test.store.domains.list(backup)).toEqual([]);
    await expect(test.store.domains.list('aaaaaaaaaaaaaaaa')).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });
});
