import { mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLogger, type RunningServer, startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import type { BackupListView } from '../src/contract/backups.ts';
import type { Problem } from '../src/contract/common.ts';
import type { FolderListingView, FolderListView, FolderLookView, StartPlacesView } from '../src/contract/folders.ts';
import { openApp } from '../src/main.ts';
import { type ApiClient, apiClient } from './support/api-client.ts';
import { fullOnly } from './support/depth.ts';
import { runCli } from './support/run-cli.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { writeDemoBackup } from './synthetic/index.ts';

const CODES = { status: 404, code: 'BACKUP_NOT_FOUND' };

describe('folders with backups', () => {
  let workspace: Workspace;
  let app: App;
  let server: RunningServer;
  let client: ApiClient;
  /** A folder outside of the configured ones, with an encrypted backup. */
  let elsewhere = '';

  const backups = async (): Promise<BackupListView['backups']> =>
    (await client.json<BackupListView>('/backups')).backups.filter(({ vanishedAt }) => vanishedAt === null);
  const folders = (): Promise<FolderListView> => client.json<FolderListView>('/folders');
  const add = (path: string): Promise<Response> => client.ask('/folders', { method: 'POST', body: { path } });
  const problem = async (response: Response): Promise<Problem> => (await response.json()) as Problem;
  const start = async (): Promise<void> => {
    app = await openApp(workspace.settings);
    await app.catalog.refresh();
    server = await startServer(app, { logger: createLogger('silent') });
    client = apiClient(server.url, server.token);
  };
  const stop = async (): Promise<void> => {
    await server.close();
    await app.close();
  };

  beforeAll(async () => {
    workspace = await makeWorkspace();
    await mkdir(workspace.backups);
    elsewhere = join(await realpath(workspace.path), 'old disk');
    await writeDemoBackup(join(elsewhere, 'phone'), { password: 'secret', messages: 20 });
    await start();
  });
  afterAll(async () => {
    await stop();
    await workspace.remove();
  });

  it('leads to a folder by names, and says what is in it before it is added', async () => {
    const { places } = await client.json<StartPlacesView>('/folders/places');
    expect(places.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['home', 'computer']));
    const listing = await client.json<FolderListingView>(
      `/folders/list?path=${encodeURIComponent(await realpath(workspace.path))}`,
    );
    expect(listing.folders).toContainEqual({ name: 'old disk', path: elsewhere, holds: 'backups', forbidden: false });
    // Nothing but folders: neither the database nor the token.
    expect(
      JSON.stringify(await client.json(`/folders/list?path=${encodeURIComponent(join(workspace.path, 'data'))}`)),
    ).not.toContain('api-token');
    const look = await client.json<FolderLookView>(`/folders/look?path=${encodeURIComponent(`"${elsewhere}"`)}`);
    expect(look).toMatchObject({
      path: elsewhere,
      backups: [{ name: 'Robin’s iPhone', productName: 'iPhone 15 Pro', encrypted: true, state: 'complete' }],
      problem: null,
    });
    expect(await backups()).toEqual([]);
  });

  it('are added, searched, kept, and removed', async () => {
    expect((await add(join(elsewhere, 'phone', '3d'))).status).toBe(201);
    expect(await folders()).toMatchObject({
      manageable: true,
      folders: [
        { origin: 'setting', found: 0, id: null },
        { origin: 'added', path: join(elsewhere, 'phone'), found: 1, problem: null },
      ],
    });
    expect(await backups()).toMatchObject([{ name: 'Robin’s iPhone', status: 'DISCOVERED' }]);
    // Added twice is added once.
    expect((await add(join(elsewhere, 'phone'))).status).toBe(201);
    await stop();
    await start();
    const { folders: kept } = await folders();
    expect(kept).toHaveLength(2);
    // A search that began before does not put its backup back.
    const [removed] = await Promise.all([
      client.ask(`/folders/${kept[1]?.id}`, { method: 'DELETE' }),
      client.ask('/backups/refresh', { method: 'POST' }),
    ]);
    expect(removed.status).toBe(204);
    expect(await backups()).toEqual([]);
    expect((await folders()).folders).toHaveLength(1);
    expect((await client.ask(`/folders/${kept[1]?.id}`, { method: 'DELETE' })).status).toBe(404);
  });

  it('are measured when they are found, without a password', async () => {
    expect((await add(elsewhere)).status).toBe(201);
    await vi.waitFor(async () => expect((await backups())[0]?.sizeBytes).toBeGreaterThan(100_000), {
      timeout: 10_000,
      interval: 50,
    });
  });

  it('are searched again when a backup is added to one, made anew, or taken away', fullOnly, async () => {
    const added = join(workspace.backups, 'new');
    await writeDemoBackup(join(workspace.path, 'being copied'), { messages: 3 });
    await rename(join(workspace.path, 'being copied'), added);
    await vi.waitFor(async () => expect(await backups()).toHaveLength(2), { timeout: 15_000, interval: 50 });
    await rm(added, { recursive: true });
    await vi.waitFor(async () => expect(await backups()).toHaveLength(1), { timeout: 15_000, interval: 50 });
  });

  it('say what is wrong with a path', async () => {
    expect(await problem(await add('phone'))).toMatchObject({
      code: 'BAD_REQUEST',
      detailCode: { code: 'detail.whole-path-expected' },
    });
    expect(await problem(await add(join(elsewhere, 'gone')))).toMatchObject(CODES);
    const zip = join(elsewhere, 'iPhone of Robin.zip');
    await writeFile(zip, 'PK');
    expect(await problem(await add(zip))).toMatchObject({ ...CODES, detailCode: { code: 'place.archive' } });
    expect(await problem(await add(workspace.path))).toMatchObject({
      code: 'BAD_REQUEST',
      detailCode: { code: 'detail.own-files-in-folder' },
    });
    const empty = join(workspace.path, 'empty');
    await mkdir(empty);
    const look = (await (await add(empty)).json()) as FolderLookView;
    expect(look).toMatchObject({ path: empty, backups: [], problemCode: { code: 'place.empty' } });
  });

  it('are managed only from this machine, unless a setting allows more', async () => {
    const headers = { 'x-forwarded-for': '192.168.1.7' };
    const paths = ['/folders/places', '/folders/list?path=/', '/folders/look?path=/'];
    for (const path of paths) {
      expect(await problem(await client.ask(path, { headers }))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    }
    expect((await client.ask('/folders', { method: 'POST', body: { path: elsewhere }, headers })).status).toBe(403);
    expect((await client.ask('/folders/aaaaaaaaaaaaaaaa', { method: 'DELETE', headers })).status).toBe(403);
    expect(await client.json<FolderListView>('/folders', { headers })).toMatchObject({ manageable: false });
    app.settings.api.manage_folders = 'always';
    expect((await client.ask('/folders/places', { headers })).status).toBe(200);
    app.settings.api.manage_folders = 'never';
    expect((await client.ask('/folders/places')).status).toBe(403);
    app.settings.api.manage_folders = 'local';
  });
});

describe('folders on the command line', fullOnly, () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await makeWorkspace();
    await mkdir(workspace.backups);
    await writeDemoBackup(join(workspace.path, 'disk', 'phone'), { messages: 3 });
  });
  afterAll(() => workspace.remove());

  it('are listed, added and removed', async () => {
    const run = (...args: readonly string[]) => runCli(workspace, ['folders', ...args]);
    const disk = join(await realpath(workspace.path), 'disk');
    expect(await run('add', 'disk')).toMatchObject({ status: 0, stdout: `Added ${disk}: 1 backup.\n` });
    const { stdout, stderr } = await run();
    expect(stdout).toMatch(/^FOLDER +BACKUPS +FROM +ADDED\n.*backups +0 +settings +–\n.*disk +1 +added +20\d\d-/);
    expect(stderr).toContain('This folder is empty.');
    expect((await runCli(workspace, ['list'])).stdout).toContain('Robin’s iPhone');
    expect((await run('add', 'nowhere')).status).toBe(4);
    expect(await run('remove', disk)).toMatchObject({ status: 0, stdout: `${disk} is not searched any more.\n` });
    expect((await runCli(workspace, ['list'])).stdout).not.toContain('Robin’s iPhone');
    expect((await run('remove', workspace.backups)).status).toBe(4);
  });
});
