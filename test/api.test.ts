import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger, type RunningServer, startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import { openApp } from '../src/main.ts';
import { type ApiClient, apiClient, type PageOf } from './support/api-client.ts';
import { fullOnly } from './support/depth.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { type WrittenDemo, writeDemoBackup } from './synthetic/index.ts';

const PASSWORD = 'demo password';
const MESSAGES = 400;

type Json = Record<string, unknown>;

describe('the API of the whole app', () => {
  let workspace: Workspace;
  let demo: WrittenDemo;
  let app: App;
  let server: RunningServer;
  let client: ApiClient;
  let id = '';
  let session = '';

  beforeAll(async () => {
    workspace = await makeWorkspace();
    demo = await writeDemoBackup(join(workspace.backups, 'demo'), { password: PASSWORD, messages: MESSAGES });
    app = await openApp(workspace.settings);
    server = await startServer(app, { logger: createLogger('silent') });
    client = apiClient(server.url, server.token);
  });
  afterAll(async () => {
    await server.close();
    await app.close();
    await workspace.remove();
  });

  const ask = (path: string, method = 'GET', body?: unknown): Promise<Response> =>
    client.ask(path, { method, body, session });
  const json = <T = Json>(path: string): Promise<T> => client.json<T>(path, { session });
  const all = <T extends Json>(path: string): Promise<T[]> => client.all<T>(path, { session });

  it('keeps its token in a file beside the database', async () => {
    expect(server.tokenPath).toBe(join(workspace.path, 'data', 'api-token'));
    expect((await readFile(server.tokenPath ?? '', 'utf8')).trim()).toBe(server.token);
    expect(server.createLoginUrl()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/auth\/login\?code=[\w-]{43}$/);
  });

  it('finds the backup', async () => {
    const refreshed = (await (await ask('/backups/refresh', 'POST')).json()) as { backups: { id: string }[] };
    expect(refreshed).toMatchObject({
      backups: [{ encrypted: true, unlocked: false, status: 'DISCOVERED', udid: demo.backup.udid }],
      searched: [{ path: workspace.backups, found: 1, problem: null }],
    });
    id = refreshed.backups[0]?.id ?? '';
    const { apps } = await json<{ apps: { bundleId: string; hasIcon: boolean }[] }>(`/backups/${id}`);
    const [withIcon] = apps.filter(({ hasIcon }) => hasIcon);
    const icon = await ask(`/backups/${id}/apps/${encodeURIComponent(withIcon?.bundleId ?? '')}/icon`);
    expect(icon.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await icon.arrayBuffer()).toString('latin1', 1, 4)).toBe('PNG');
  });

  it('unlocks and indexes it, with progress until the end', async () => {
    const unlocked = (await (await ask(`/backups/${id}/unlock`, 'POST', { password: PASSWORD })).json()) as {
      session: string;
    };
    session = unlocked.session;
    expect((await ask(`/backups/${id}/index`, 'POST')).status).toBe(202);
    const events = await (await ask(`/backups/${id}/index/events`)).text();
    const last = events.trimEnd().split('\n\n').at(-1)?.split('\ndata: ')[1] ?? '';
    expect(JSON.parse(last)).toMatchObject({ state: 'succeeded', fraction: 1 });
    expect(await json(`/backups/${id}`)).toMatchObject({
      status: 'INDEXED',
      unlocked: true,
      lastRun: { outcome: 'succeeded' },
    });
    const { items } = await json<PageOf<Json>>(`/backups/${id}/ledger`);
    expect(items.map(({ artifact }) => artifact)).toEqual(expect.arrayContaining(['messages', 'contacts']));
  });

  it('gives every conversation and its messages, page by page, and each by its key', async () => {
    const conversations = await all<{ key: string; messageCount: number }>(
      `/backups/${id}/artifacts/messages/conversations`,
    );
    expect(conversations.length).toBeGreaterThan(3);
    const longest = conversations.toSorted((a, b) => b.messageCount - a.messageCount)[0];
    const url = `/backups/${id}/artifacts/messages/conversations/${longest?.key}`;
    expect(await json(url)).toEqual(longest);
    const messages = await all<{ key: string; sentAt: number }>(`${url}/messages`);
    expect(messages).toHaveLength(longest?.messageCount ?? 0);
    expect(new Set(messages.map(({ key }) => key)).size).toBe(messages.length);
    const middle = messages[Math.floor(messages.length / 2)];
    expect(await json(`/backups/${id}/artifacts/messages/${middle?.key}`)).toEqual(middle);
    const around = await json<PageOf<{ key: string }>>(`${url}/messages?around=${middle?.key}&limit=5`);
    expect(around.items.map(({ key }) => key)).toContain(middle?.key);
  });

  it('gives every contact, and photos from the backup', async () => {
    const contacts = await all<{ key: string; hasPhoto: boolean }>(`/backups/${id}/artifacts/contacts`);
    expect(contacts.length).toBeGreaterThan(30);
    const photographed = contacts.find(({ hasPhoto }) => hasPhoto);
    expect(await json(`/backups/${id}/artifacts/contacts/${photographed?.key}`)).toMatchObject({
      key: photographed?.key,
    });
    const address = `/backups/${id}/artifacts/contacts/${photographed?.key}/photo`;
    const photo = await ask(address);
    expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(Buffer.from(await photo.arrayBuffer()).toString('hex', 0, 3)).toBe('ffd8ff');
    const faceless = contacts.find(({ hasPhoto }) => !hasPhoto);
    expect((await ask(`/backups/${id}/artifacts/contacts/${faceless?.key}/photo`)).status).toBe(404);
  });

  it('finds every needle once, with its position', async () => {
    const needle = demo.messages.needles[0];
    const found = await json<PageOf<{ ref: string; snippet: string }>>(`/search?q=${needle?.word}`);
    expect(found).toMatchObject({ total: 1, next: null });
    expect(found.items[0]?.snippet).toContain(needle?.word);
    expect(await json(`/backups/${id}/artifacts/messages/${found.items[0]?.ref}`)).toMatchObject({
      guid: needle?.guid,
    });
  });

  it('still gives indexed data after locking, but no files', async () => {
    expect((await ask(`/backups/${id}/lock`, 'POST')).status).toBe(204);
    session = '';
    expect((await ask(`/backups/${id}/files`)).status).toBe(423);
    expect((await json<PageOf<Json>>(`/backups/${id}/artifacts/contacts`)).items.length).toBeGreaterThan(0);
  });

  it('removes the index', fullOnly, async () => {
    expect((await ask(`/backups/${id}/index`, 'DELETE')).status).toBe(204);
    expect(await json(`/backups/${id}`)).toMatchObject({ status: 'DISCOVERED', ledger: [] });
    expect(await json(`/search?q=${demo.messages.needles[0]?.word}`)).toMatchObject({ items: [], total: 0 });
    expect((await json<PageOf<Json>>(`/backups/${id}/artifacts/messages/conversations`)).items).toEqual([]);
  });
});
