import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { itForSome } from '../../../test/support/some-rows.ts';
import {
  addBackup,
  foundBackup,
  indexMessages,
  onEachEngine,
  openTestStore,
  type TestMessage,
  type TestStore,
} from '../../../test/support/storage/test-store.ts';
import { parseQuery } from '../search/query.ts';

/** Messages with a search needle in the text, in the additional searchable text and in the payload. */
function messages(needle: string, count: number): TestMessage[] {
  return Array.from({ length: count }, (_, key) => ({
    key,
    text: `${needle}text${key} and common words ${'filler '.repeat(key % 50)}`,
    search: {
      also: `${needle}also${key}`,
      payload: { note: `${needle}payload${key}` },
      from: [`${needle}${key}@example.org`],
    },
    row: { extra: { note: `${needle}extra${key}` }, conversation: `${needle}conversation${key}` },
  }));
}

onEachEngine('deleting', (engine) => {
  let test: TestStore;
  let backup: string;
  beforeEach(async () => {
    test = await openTestStore(engine);
    backup = await addBackup(test.store, { path: '/backups/needlefolder' }, 'needleudid');
  });
  afterEach(() => test.dispose());

  const needles = (needle: string) => test.occurrences(needle);
  const total = async (query: string) =>
    (await test.store.search.find({ query: parseQuery(query), sort: 'newest', limit: 1 })).total;

  it('hides an index immediately and leaves no needle after the purge', async () => {
    await indexMessages(test, backup, messages('needle', 3000));
    expect(await needles('needle')).toBeGreaterThan(3000);
    await test.store.deleteIndex(backup);
    expect(await total('common')).toBe(0);
    expect(await test.store.backups.get(backup)).toMatchObject({ status: 'DISCOVERED', lastIndexedAt: null });
    expect(await test.store.ledger.latest(backup)).toEqual([]);
    expect(await test.store.runs.list(backup)).toEqual([]);
    expect(await test.store.purge({ pauseMs: 0 })).toEqual({ runs: 1, rows: 6000, backups: 0 });
    expect(await needles('needletext')).toBe(0);
    expect(await needles('needlealso')).toBe(0);
    expect(await needles('needlepayload')).toBe(0);
    expect(await needles('needleextra')).toBe(0);
    expect(await needles('needleconversation')).toBe(0);
    expect(await needles('example_2eorg')).toBe(0);
    expect(await test.store.purge()).toEqual({ runs: 0, rows: 0, backups: 0 });
  });

  it('forgets serial number, phone number and IMEI, until the backup changes or is indexed again', async () => {
    const found = foundBackup({ path: '/backups/needlefolder' }, 'needleudid');
    const device = {
      ...found.device,
      serialNumber: 'needleserial',
      phoneNumber: '+1 needlephone',
      imei: 'needleimei',
      iccid: 'needleiccid',
    };
    const scan = (fingerprint: string): Promise<unknown> =>
      test.store.backups.refresh([{ ...found, device, fingerprint }], [{ path: '/backups', reachable: true }]);
    const identifiers = async (): Promise<unknown[]> => {
      const { device: stored } = await test.store.backups.get(backup);
      return [stored.serialNumber, stored.phoneNumber, stored.imei, stored.iccid];
    };
    const all = ['needleserial', '+1 needlephone', 'needleimei', 'needleiccid'];
    await scan('f2');
    expect(await identifiers()).toEqual(all);
    await indexMessages(test, backup, messages('needle', 1));
    await test.store.deleteIndex(backup);
    await test.store.purge({ pauseMs: 0 });
    await scan('f2');
    expect(await identifiers()).toEqual([null, null, null, null]);
    for (const kind of ['serial', 'phone', 'imei', 'iccid']) expect(await needles(`needle${kind}`)).toBe(0);
    await scan('f3');
    expect(await identifiers()).toEqual(all);
    await test.store.deleteIndex(backup);
    await indexMessages(test, backup, messages('needle', 1));
    await scan('f3');
    expect(await identifiers()).toEqual(all);
  });

  itForSome([20, 1, 3000], (count) => count === 20)(
    'leaves no needle of %d records beside another index, which stays complete',
    async (count) => {
      const other = await addBackup(test.store, { path: '/backups/other' }, 'other');
      await indexMessages(test, other, messages('keep', 2000));
      await indexMessages(test, backup, messages('needle', count));
      await indexMessages(test, other, messages('keep', 2000));
      await test.store.purge({ pauseMs: 0 });
      await test.store.deleteIndex(backup);
      await test.store.purge({ pauseMs: 0 });
      for (const kind of ['text', 'also', 'payload', 'extra', 'conversation'])
        expect(await needles(`needle${kind}`)).toBe(0);
      expect(await total('common')).toEqual({ atLeast: 1000 });
      expect(await total('keeptext7')).toBe(1);
      expect(await total('keepalso1999')).toBe(1);
    },
  );

  it('leaves nothing of a deleted backup, and finds it again under the same id', async () => {
    await indexMessages(test, backup, messages('needle', 100));
    await test.store.deleteBackup(backup);
    expect(await test.store.backups.list()).toEqual([]);
    await expect(test.store.backups.get(backup)).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
    expect(await total('')).toBe(0);
    const again = foundBackup({ path: '/backups/needlefolder' }, 'needleudid');
    expect((await test.store.backups.refresh([again], [])).added).toEqual([backup]);
    expect(await test.store.purge({ pauseMs: 0 })).toMatchObject({ backups: 1 });
    expect(await test.store.backups.list()).toHaveLength(1);
    await test.store.deleteBackup(backup);
    expect(await test.store.purge({ pauseMs: 0 })).toMatchObject({ backups: 1 });
    expect(await needles('needle')).toBe(0);
  });

  it('deletes all rows of a backup, however it is removed', async () => {
    const other = await addBackup(test.store, { path: '/backups/other' }, 'other');
    await indexMessages(test, other, messages('keep', 10));
    await indexMessages(test, backup, messages('needle', 10));
    await test.store.write.deleteFrom('backups').where('publicId', '=', backup).execute();
    for (const table of ['messages', 'artifact_search_index', 'artifact_runs'] as const) {
      const rows = await test.store.read.selectFrom(table).select('backupId').distinct().execute();
      expect(rows).toHaveLength(1);
    }
    expect(await total('common')).toBe(10);
    const { rows } = await sql<{ n: number }>`select count(*) as n from artifact_search_terms`.execute(test.store.read);
    expect(rows).toEqual([{ n: 10 }]);
  });

  it('removes superseded rows', async () => {
    await indexMessages(test, backup, messages('needle', 50));
    await indexMessages(test, backup, messages('fresh', 50));
    expect(await test.store.purge({ pauseMs: 0 })).toEqual({ runs: 1, rows: 100, backups: 0 });
    expect(await total('common')).toBe(50);
    expect(await total('needletext7')).toBe(0);
  });

  it('leaves all rows of other backups, also where those of the deleted one were in its own table', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      const other = await addBackup(test.store, { path: `/backups/${name}` }, name);
      await indexMessages(test, other, messages('keep', 20));
    }
    await indexMessages(test, backup, messages('needle', 20));
    await indexMessages(test, backup, messages('needle', 20));
    await test.store.deleteIndex(backup);
    expect(await test.store.purge({ pauseMs: 0 })).toEqual({ runs: 2, rows: 80, backups: 0 });
    for (const table of ['messages', 'artifact_search_index'] as const) {
      const rows = test.store.read.selectFrom(table).select(({ fn }) => ['backupId', fn.countAll().as('rows')]);
      const counts = await rows.groupBy('backupId').execute();
      expect(counts.map((of) => Number(of.rows))).toEqual([20, 20, 20, 20, 20]);
    }
  });

  it('does not touch a running run, and refuses to delete its backup', async () => {
    const run = await test.store.runs.acquire(backup, { owner: 'me' });
    await test.store.runs.startArtifactRun(run.id, { id: 'messages', version: 1 });
    expect(await test.store.purge()).toEqual({ runs: 0, rows: 0, backups: 0 });
    await expect(test.store.deleteIndex(backup)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(test.store.deleteBackup(backup)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(test.store.deleteIndex('nope')).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });

  it('can be cancelled and resumed', async () => {
    await indexMessages(test, backup, messages('needle', 100));
    await test.store.deleteIndex(backup);
    await expect(test.store.purge({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await test.store.purge({ pauseMs: 0 })).toMatchObject({ runs: 1 });
    expect(await needles('needletext')).toBe(0);
  });
});
