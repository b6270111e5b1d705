import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  foundBackup,
  indexMessages,
  onEachEngine,
  openTestStore,
  type TestStore,
} from '../../../test/support/storage/test-store.ts';
import { plain } from '../../locales/messages.ts';
import { derivedId } from '../../model/ids.ts';

const ROOT = { path: '/backups', reachable: true };

onEachEngine('BackupRegistry', (engine) => {
  let test: TestStore;
  beforeEach(async () => {
    test = await openTestStore(engine);
  });
  afterEach(() => test.dispose());
  const refresh = (...args: Parameters<TestStore['store']['backups']['refresh']>) =>
    test.store.backups.refresh(...args);

  it('adds a new backup with everything the scan found', async () => {
    const folder = foundBackup({ remarks: [plain('odd')], isFullBackup: null });
    const { added } = await refresh([folder], [ROOT]);
    expect(added).toEqual([derivedId('U'.repeat(40), 'one')]);
    const record = await test.store.backups.get(added[0] as string);
    expect(record).toMatchObject({ ...folder, status: 'DISCOVERED', stale: false, sizeBytes: null, vanishedAt: null });
    expect(await test.store.backups.list()).toEqual([record]);
    expect(await refresh([folder], [ROOT])).toEqual({ added: [], moved: [], changed: [], vanished: [], unchanged: 1 });
  });

  it('keeps a backup that was rewritten in place, and marks its index stale', async () => {
    const { added } = await refresh([foundBackup()], [ROOT]);
    const id = added[0] as string;
    await indexMessages(test, id, [{ key: 1, text: 'x' }]);
    await test.store.backups.setSize(id, { sizeBytes: 5, fileCount: 2 });
    const result = await refresh([foundBackup({ fingerprint: 'f2', statusUuid: 'STATUS-2' })], [ROOT]);
    expect(result).toMatchObject({ added: [], changed: [id] });
    expect(await test.store.backups.get(id)).toMatchObject({
      status: 'INDEXED',
      stale: true,
      statusUuid: 'STATUS-2',
      sizeBytes: null,
    });
  });

  it('recognises a moved backup by UDID, Status UUID and Manifest date', async () => {
    const { added } = await refresh([foundBackup()], [ROOT]);
    expect(await refresh([foundBackup({ path: '/backups/elsewhere' })], [ROOT])).toMatchObject({
      moved: added,
      added: [],
      vanished: [],
    });
    expect((await test.store.backups.get(added[0] as string)).path).toBe('/backups/elsewhere');
    // Also after it has been absent for a while.
    await refresh([], [ROOT]);
    expect(await refresh([foundBackup({ path: '/backups/back' })], [ROOT])).toMatchObject({ moved: added });
    expect((await test.store.backups.get(added[0] as string)).vanishedAt).toBeNull();
  });

  it('records that an unchanged backup was seen, and what changed of one with the same fingerprint', async () => {
    const other = foundBackup({ path: '/backups/two', statusUuid: 'two', remarks: [plain('odd')] });
    const { added } = await refresh([foundBackup(), other], [ROOT]);
    const [first, second] = added as [string, string];
    const before = await test.store.backups.get(first);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await refresh([foundBackup(), { ...other, remarks: [plain('even')] }], [ROOT]);
    const after = await test.store.backups.get(first);
    expect(after).toEqual({ ...before, updatedAt: after.updatedAt, lastSeenAt: after.updatedAt });
    expect(after.lastSeenAt).toBeGreaterThan(before.lastSeenAt);
    expect(await test.store.backups.get(second)).toMatchObject({
      remarks: [plain('even')],
      lastSeenAt: after.lastSeenAt,
    });
  });

  it('distinguishes a copy from the original: two rows with two ids', async () => {
    const copy = foundBackup({ path: '/backups/copy/one' });
    const { added } = await refresh([foundBackup(), copy], [ROOT]);
    expect(new Set(added).size).toBe(2);
    const third = foundBackup({ path: '/third/one' });
    expect((await refresh([foundBackup(), copy, third], [ROOT])).added).toHaveLength(1);
    expect(new Set((await test.store.backups.list()).map(({ publicId }) => publicId)).size).toBe(3);
  });

  it('treats another device at the same path as another backup', async () => {
    const { added } = await refresh([foundBackup()], [ROOT]);
    const result = await refresh([foundBackup({}, 'other')], [ROOT]);
    expect(result).toMatchObject({ moved: [], vanished: added });
    expect(result.added).toHaveLength(1);
  });

  it('never treats backups without a UDID or Status UUID as moved', async () => {
    await refresh([foundBackup({ statusUuid: null }), foundBackup({ path: '/backups/two' }, null)], [ROOT]);
    const moved = [foundBackup({ statusUuid: null, path: '/backups/a' }), foundBackup({ path: '/backups/b' }, null)];
    expect((await refresh(moved, [ROOT])).added).toHaveLength(2);
  });

  it('keeps an archive beside the live backup', async () => {
    const archive = foundBackup({ path: '/backups/one-20200101-000000', archived: true, fingerprint: 'a' });
    expect((await refresh([foundBackup({ statusUuid: 'live' }), archive], [ROOT])).added).toHaveLength(2);
  });

  it('marks vanished backups and lists them last, except under an unreachable root', async () => {
    const away = foundBackup({ path: '/drive/two', statusUuid: 'two', backedUpAt: 9e12 });
    const similar = foundBackup({ path: '/drive2/three', statusUuid: 'three' });
    const { added } = await refresh([foundBackup(), away, similar], [ROOT, { path: '/drive', reachable: true }]);
    const gone = await refresh([foundBackup()], [ROOT, { path: '/drive', reachable: false }]);
    expect(gone.vanished).toEqual([added[2]]);
    expect((await refresh([foundBackup()], [ROOT, { path: '/drive', reachable: true }])).vanished).toEqual([added[1]]);
    expect((await test.store.backups.list()).map(({ vanishedAt }) => vanishedAt === null)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('keeps a given name when the backup is found again, changed or moved', async () => {
    const { added } = await refresh([foundBackup()], [ROOT]);
    const id = added[0] as string;
    await test.store.backups.rename(id, 'Mum’s phone');
    await refresh([foundBackup({ path: '/backups/moved', fingerprint: 'other' })], [ROOT]);
    expect(await test.store.backups.get(id)).toMatchObject({ givenName: 'Mum’s phone' });
    await test.store.backups.rename(id, null);
    expect(await test.store.backups.get(id)).toMatchObject({ givenName: null });
    await expect(test.store.backups.rename('nope', 'x')).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });

  it('records unlocking and staleness, and reports unknown backups', async () => {
    const { added } = await refresh([foundBackup()], [ROOT]);
    const id = added[0] as string;
    await test.store.backups.touchUnlocked(id);
    await test.store.backups.markStale(id, plain('newer artifact'));
    const record = await test.store.backups.get(id);
    expect(record.lastUnlockedAt).toBeGreaterThan(0);
    expect(record).toMatchObject({ stale: true, staleReason: plain('newer artifact') });
    await expect(test.store.backups.get('nope')).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
    await expect(test.store.backups.touchUnlocked("' or 1=1")).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });

  it('stores names with characters that databases refuse', async () => {
    const { added } = await refresh([foundBackup({ path: '/backups/a\ud800b', remarks: [plain('nul \0')] })], [ROOT]);
    expect(await test.store.backups.get(added[0] as string)).toMatchObject({
      path: '/backups/a\uFFFDb',
      remarks: [plain('nul \uFFFD')],
    });
  });
});
