import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { findBackup } from '../src/cli/find-backup.ts';
import { openApp } from '../src/main.ts';
import { fullOnly } from './support/depth.ts';
import { runCli } from './support/run-cli.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { writeBackup } from './synthetic/index.ts';

let workspace: Workspace;
let app: App;
let folder: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  folder = join(workspace.backups, 'MobileSync', 'Backup', '00008110-001A0D942EEA401E');
  await writeBackup(folder, {
    manifest: 'db',
    layout: 'sharded',
    files: [{ domain: 'HomeDomain', relativePath: 'a', kind: 'file', contents: Buffer.from('a') }],
  });
  app = await openApp(workspace.settings);
});

afterEach(async () => {
  await app.close();
  await workspace.remove();
});

it('finds a backup below the configured folder, and by any path around or inside it', async () => {
  const shard = (await readdir(folder)).find((name) => name.length === 2) ?? '';
  for (const path of ['', shard, 'Manifest.db', 'Info.plist', '..', '../..']) {
    expect((await findBackup(app, join(folder, path))).path, path).toBe(folder);
  }
});

it('explains what is at a path that is not a backup, and in the configured folder', async () => {
  const archive = join(workspace.path, 'phone.zip');
  await writeFile(archive, 'PK');
  await expect(findBackup(app, archive)).rejects.toMatchObject({
    code: 'BACKUP_NOT_FOUND',
    message: expect.stringContaining('unpack it'),
  });
  const empty = join(workspace.path, 'empty');
  await mkdir(empty);
  await expect(findBackup(app, empty)).rejects.toMatchObject({ message: 'This folder is empty.' });

  const other = await openApp({
    ...workspace.settings,
    backup_paths: { ...workspace.settings.backup_paths, base_path: [empty] },
  });
  try {
    expect(await other.catalog.refresh()).toMatchObject([
      { path: empty, found: 0, problem: { code: 'place.empty', params: {} } },
    ]);
  } finally {
    await other.close();
  }
});

it('says what is odd about a backup in whole sentences', fullOnly, async () => {
  for (const name of ['Manifest.plist', 'Info.plist']) {
    await rm(join(folder, name));
    await mkdir(join(folder, name));
  }
  const { stdout } = await runCli(workspace, ['info', folder]);
  expect(stdout).toMatch(/^State: +incomplete\. \w+\.plist is not a file\. \w+\.plist is not a file\.$/m);
});
