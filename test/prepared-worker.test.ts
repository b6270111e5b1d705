import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { openBackup, unlockBackup } from '../src/backup/index.ts';
import type { ClassKeys } from '../src/backup/types.ts';
import { EmbeddedIndexer } from '../src/indexing/embedded-indexer.ts';
import { openApp } from '../src/main.ts';
import { DomainError } from '../src/model/errors.ts';
import type { BackupRecord } from '../src/storage/index.ts';
import { childrenOf } from './promises/support/processes.ts';
import { fullOnly } from './support/depth.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { writeDemoBackup } from './synthetic/index.ts';

const PASSWORD = 'correct horse battery staple';

let workspace: Workspace;
let app: App;
let backup: BackupRecord;

beforeEach(async () => {
  workspace = await makeWorkspace();
  await mkdir(workspace.backups);
  app = await openApp(workspace.settings);
  await writeDemoBackup(join(workspace.backups, 'backup'), { password: PASSWORD, messages: 50, contacts: 5 });
  await app.catalog.refresh();
  const [found] = await app.store.backups.list();
  if (found === undefined) throw new Error('no backup was found');
  backup = found;
});

afterEach(async () => {
  await app.close();
  await workspace.remove();
});

const workers = (): number[] => childrenOf(process.pid);

async function unlock(): Promise<ClassKeys> {
  const opened = await openBackup(backup.path, { password: PASSWORD, tempPath: workspace.temp });
  const { folder } = opened;
  await opened.close();
  return unlockBackup(folder, PASSWORD);
}

describe('the worker of a first run', { ...fullOnly, timeout: 120_000 }, () => {
  it('is started while the password is tried, and gets the keys with its job', async () => {
    let started: number[] = [];
    const keys = await app.indexer.expect(backup, async () => {
      started = workers();
      return unlock();
    });
    expect(started).toHaveLength(1);
    await app.indexer.start(backup.publicId, keys);
    const during = workers();
    const shown = new Set<string>();
    const unwatch = app.indexer.watch(backup.publicId, ({ previews }) => {
      for (const { artifact } of previews) shown.add(artifact);
    });
    expect(await app.indexer.wait(backup.publicId)).toMatchObject({ state: 'succeeded' });
    unwatch();
    expect(during).toEqual(started);
    expect(shown).toContain('messages');
    await app.indexer.settled(backup.publicId);
    expect(workers()).toEqual([]);
  });

  it('is gone after a wrong password', async () => {
    const wrong = app.indexer.expect(backup, async () => {
      expect(workers()).toHaveLength(1);
      throw new DomainError('WRONG_PASSWORD');
    });
    await expect(wrong).rejects.toMatchObject({ code: 'WRONG_PASSWORD' });
    await expect.poll(workers).toEqual([]);
  });

  it('is gone when the program ends without a run', async () => {
    await app.indexer.expect(backup, async () => undefined);
    expect(workers()).toHaveLength(1);
    await app.indexer.close();
    await expect.poll(workers).toEqual([]);
  });

  it('is gone when no run follows', async () => {
    const { dsn } = workspace.settings.postgres;
    const indexer = new EmbeddedIndexer({
      store: app.store,
      dsn,
      tempPath: workspace.temp,
      concurrency: 1,
      previews: true,
      stallMs: 60_000,
      expectedWithinMs: 50,
    });
    await indexer.expect(backup, async () => undefined);
    expect(workers()).toHaveLength(1);
    await expect.poll(workers).toEqual([]);
    await indexer.close();
  });

  it('is another one if that which was started has been killed', async () => {
    const keys = await app.indexer.expect(backup, unlock);
    for (const pid of workers()) process.kill(pid, 'SIGKILL');
    await expect.poll(workers).toEqual([]);
    await app.indexer.start(backup.publicId, keys);
    expect(await app.indexer.wait(backup.publicId)).toMatchObject({ state: 'succeeded' });
  });

  it('is not started for a backup that has an index, and not beside another run', async () => {
    const none = async (): Promise<void> => expect(workers()).toEqual([]);
    await app.indexer.expect({ ...backup, lastIndexedAt: 1 }, none);
    await app.indexer.start(backup.publicId, await unlock());
    await app.indexer.expect(backup, async () => expect(workers().length).toBeLessThanOrEqual(1));
    await app.indexer.wait(backup.publicId);
  });
});
