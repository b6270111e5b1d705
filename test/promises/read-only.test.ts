import { chmod, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ERROR_TABLE } from '../../src/model/errors.ts';
import { isFull } from '../support/depth.ts';
import { firstOnly } from '../support/first-only.ts';
import { finished, runCli, startCli } from '../support/run-cli.ts';
import { makeWorkspace, type Workspace } from '../support/workspace.ts';
import { leaveManifestWal, PASSWORD, type PlantedSpec, writePlanted } from './support/backups.ts';
import { fingerprint } from './support/fingerprint.ts';
import { filesBelow } from './support/needles.ts';
import { canWrite, readOnlyView } from './support/read-only.ts';
import { type Served, serve } from './support/served.ts';

firstOnly();

const ENCRYPTED = { encrypted: { password: PASSWORD } } as const;

/** All containers and layouts, encrypted and not; at quick depth the usual one. */
const BACKUPS: Readonly<Record<string, PlantedSpec>> = {
  'encrypted-db': { manifest: 'db', layout: 'sharded', ...ENCRYPTED },
  ...(isFull && {
    'plain-db': { manifest: 'db', layout: 'sharded' },
    'encrypted-mbdb': { manifest: 'mbdb', layout: 'flat', iosVersion: '9.3.5', ...ENCRYPTED },
    'plain-mbdb': { manifest: 'mbdb', layout: 'flat', iosVersion: '9.3.5' },
  }),
};

interface ListedFile {
  readonly fileID: string;
  readonly domain: string;
  readonly relativePath: string;
  readonly kind: string;
  readonly missing: boolean;
}

/** For about a dozen processes, one after another. */
const TIMEOUT_MS = 240_000;

describe('a backup is read-only', { timeout: TIMEOUT_MS }, () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await makeWorkspace();
    await mkdir(workspace.backups);
    for (const [name, spec] of Object.entries(BACKUPS)) {
      await writePlanted(join(workspace.backups, name), { ...spec, seed: name, udid: name.padEnd(40, '0') });
    }
    if (isFull) leaveManifestWal(join(workspace.backups, 'plain-db'));
  });
  afterEach(() => workspace.remove());

  it('and is unchanged, to the nanosecond, if it is writable', async () => {
    const before = await fingerprint(workspace.backups);
    await useEverything(workspace, []);
    expect(await fingerprint(workspace.backups)).toEqual(before);
  });

  it('and never contains a database, a token or an export, whatever the working folder', async () => {
    const before = await fingerprint(workspace.backups);
    const backup = join(workspace.backups, 'plain-db');
    // Neither a database nor backup folders are configured: the default database is below the working folder.
    const bare = { ...workspace, environment: { APPLE_JUICER_BACKUP_PATHS__DEFAULT_FOLDERS: 'false' } };
    for (const args of [['list'], ['info', '.'], ['index', '.'], ['serve']]) {
      const { status, stderr } = await finished(startCli(bare, args, [], backup));
      expect([status, stderr]).toEqual([ERROR_TABLE.BAD_SETTINGS.exit, expect.stringContaining(backup)]);
    }
    const elsewhere = {
      ...workspace,
      environment: { ...bare.environment, APPLE_JUICER_POSTGRES__DSN: `sqlite:///${workspace.path}/a.db` },
    };
    const { stderr } = await finished(
      startCli(elsewhere, ['extract', backup, '*', '--to', '.'], [], join(workspace.backups, 'plain-mbdb')),
    );
    expect(stderr).toContain('--to is inside');
    expect(await fingerprint(workspace.backups)).toEqual(before);
  });

  it('and everything works if it is not writable', async () => {
    const view = readOnlyView(workspace.backups);
    expect([view.kind, canWrite(view, workspace.backups)]).toEqual([view.kind, false]);
    // Another user runs the programs and needs a writable folder.
    await chmod(workspace.path, 0o777);
    const before = await fingerprint(workspace.backups);
    await useEverything(workspace, view.wrap);
    expect(await fingerprint(workspace.backups)).toEqual(before);
  });
});

/** Uses all features on every backup: discovery, unlocking, indexing, browsing, downloads, extraction, removal. */
async function useEverything(workspace: Workspace, wrap: readonly string[]): Promise<void> {
  const served = await serve(workspace, wrap);
  try {
    const { backups } = await served.json<{ backups: { id: string; encrypted: boolean; path: string }[] }>(
      '/backups/refresh',
      { method: 'POST' },
    );
    expect(backups.map(({ path }) => path).sort()).toEqual(
      Object.keys(BACKUPS)
        .map((name) => join(workspace.backups, name))
        .sort(),
    );
    for (const { id, encrypted } of backups) {
      const session = await served.unlock(id, encrypted ? PASSWORD : null);
      expect(await served.index(id, session)).toBe('succeeded');
      await browse(served, id);
      await download(served, id, session);
      await makeCopies(served, id, session);
      expect((await served.ask(`/backups/${id}/lock`, { method: 'POST' })).status).toBe(204);
      expect((await served.ask(`/backups/${id}/index`, { method: 'DELETE' })).status).toBe(204);
    }
  } finally {
    await served.stop();
  }
  expect(filesBelow(workspace.temp)).toEqual([]);
  for (const name of Object.keys(BACKUPS)) {
    const folder = join(workspace.backups, name);
    const target = join(workspace.path, 'extracted', name);
    const extracting = ['extract', folder, '*', '--to', target, '--password-stdin'];
    expect(await runCli(workspace, extracting, `${PASSWORD}\n`, wrap)).toMatchObject({ status: 0 });
    expect((await stat(join(target, 'HomeDomain/Library/SMS/sms.db'))).size).toBeGreaterThan(0);
    const inside = ['extract', folder, '*', '--to', join(folder, 'x'), '--password-stdin'];
    expect(await runCli(workspace, inside, `${PASSWORD}\n`, wrap)).toMatchObject({ status: 2 });
  }
}

async function browse(served: Served, id: string): Promise<void> {
  const artifacts = `/backups/${id}/artifacts`;
  const conversations = await served.all<{ key: string; messageCount: number }>(`${artifacts}/messages/conversations`);
  expect(conversations.length).toBeGreaterThan(0);
  for (const { key } of conversations.slice(0, 3)) {
    await served.all(`${artifacts}/messages/conversations/${key}/messages`);
  }
  expect((await served.all(`${artifacts}/contacts`)).length).toBeGreaterThan(0);
  await served.json(`/search?q=the&backup=${id}`);
  await served.json(`/backups/${id}`);
}

async function download(served: Served, id: string, session: string): Promise<void> {
  await served.json(`/backups/${id}/domains`, { session });
  const files = await served.all<ListedFile>(`/backups/${id}/files?kind=file`, { session });
  expect(files.length).toBeGreaterThan(6);
  for (const { fileID } of files) {
    const url = `/backups/${id}/file/${fileID}`;
    const whole = Buffer.from(await (await served.ask(url, { session })).arrayBuffer());
    const range = await served.ask(url, { session, headers: { range: 'bytes=17-40' } });
    expect(range.status).toBe(206);
    expect(Buffer.from(await range.arrayBuffer())).toEqual(whole.subarray(17, 41));
    const end = await served.ask(url, { session, headers: { range: 'bytes=-5' } });
    expect(Buffer.from(await end.arrayBuffer())).toEqual(whole.subarray(-5));
  }
}

/** Requests everything derived from files: archives, previews, pictures, exports. */
async function makeCopies(served: Served, id: string, session: string): Promise<void> {
  const archive = await served.ask(`/backups/${id}/archive?domain=*`, { session });
  expect([archive.status, (await archive.arrayBuffer()).byteLength > 0]).toEqual([200, true]);
  const files = await served.all<ListedFile>(`/backups/${id}/files?kind=file`, { session });
  const database = files.find(({ relativePath }) => relativePath === 'Library/SMS/sms.db')?.fileID;
  await served.json(`/backups/${id}/file/${database}/preview`, { session });
  await served.json(`/backups/${id}/file/${database}/preview/tables/message`, { session });
  for (const { fileID } of files) await served.ask(`/backups/${id}/file/${fileID}/thumbnail?size=128`, { session });
  const body = { what: 'conversations', format: 'html' };
  const exported = await served.ask(`/backups/${id}/export`, { method: 'POST', session, body });
  expect([exported.status, (await exported.arrayBuffer()).byteLength > 0]).toEqual([200, true]);
}
