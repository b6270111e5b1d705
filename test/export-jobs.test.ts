import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as yauzl from 'yauzl';
import { createLogger, type RunningServer, startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import { artifactTables } from '../src/artifacts/registry.ts';
import type { ExportJobView } from '../src/contract/export-jobs.ts';
import { DomainError } from '../src/model/errors.ts';
import { openStore } from '../src/storage/index.ts';
import { API_TOKEN, serve } from './promises/support/served.ts';
import { ENCRYPTED_DEMO, openDemoApp } from './support/demo-app.ts';
import { isFull } from './support/depth.ts';
import { firstOnly } from './support/first-only.ts';
import type { Workspace } from './support/workspace.ts';

firstOnly();

const PASSWORD = ENCRYPTED_DEMO.password;
/** A plan that takes seconds. */
const LONG = { what: 'conversations', format: 'pdf' };
const SHORT = { what: 'calls', format: 'csv' };

describe('export jobs', { timeout: 120_000 }, () => {
  let workspace: Workspace;
  let app: App;
  let server: RunningServer;
  let id = '';
  let session = '';
  let keys: string[] = [];

  beforeAll(async () => {
    // At full depth exports are cancelled while they are made.
    const spec = isFull ? { ...ENCRYPTED_DEMO, messages: 800 } : ENCRYPTED_DEMO;
    const demo = await openDemoApp(spec, { EXPORTS__MAX_GB: '0.05' });
    ({ workspace, app } = demo);
    id = demo.backup.publicId;
    session = (await app.sessions.unlock({ id, path: demo.backup.path }, PASSWORD)).token;
    server = await startServer(app, { logger: createLogger('silent') });
    const answer = await send('GET', `/backups/${id}/artifacts/messages/conversations?limit=3`);
    keys = ((await answer.json()) as { items: { key: string }[] }).items.map(({ key }) => key);
  }, 120_000);
  afterAll(async () => {
    await server.close();
    await app.close();
    await workspace.remove();
  });

  const send = (method: string, path: string, body?: object, at = server): Promise<Response> =>
    fetch(at.url + path, {
      method,
      headers: {
        'x-api-token': at.token,
        'x-backup-session': session,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const create = async (plan: object): Promise<ExportJobView> => {
    const response = await send('POST', `/backups/${id}/export-jobs`, plan);
    expect(response.status).toBe(201);
    return (await response.json()) as ExportJobView;
  };
  const look = async (job: string, at = server): Promise<ExportJobView> =>
    (await (await send('GET', `/export-jobs/${job}`, undefined, at)).json()) as ExportJobView;
  async function until(job: string, state: ExportJobView['state'], at = server): Promise<ExportJobView> {
    await expect.poll(async () => (await look(job, at)).state, { timeout: 100_000, interval: 50 }).toBe(state);
    return look(job, at);
  }
  const fileOf = async (job: string, at = server): Promise<Buffer> => {
    const response = await send('GET', `/backups/${id}/export-jobs/${job}/file`, undefined, at);
    expect(response.status).toBe(200);
    return Buffer.from(await response.arrayBuffer());
  };
  /** Files of jobs on the disk. */
  const filesLeft = async (): Promise<string[]> =>
    (await readdir(workspace.temp, { recursive: true })).filter((name) => /export-[0-9a-f]/.test(name));
  const codeOf = async (response: Response): Promise<unknown> => ((await response.json()) as { code: string }).code;
  const unlock = async (at = server): Promise<void> => {
    const response = await send('POST', `/backups/${id}/unlock`, { password: PASSWORD }, at);
    ({ session } = (await response.json()) as { session: string });
  };

  it('are made, with progress, and have the bytes of the plan', async () => {
    const job = await create({ ...LONG, keys });
    expect(job).toMatchObject({ state: 'queued', backup: id, plan: { ...LONG, keys } });
    await expect.poll(async () => (await look(job.id)).records, { interval: 20 }).toBeGreaterThan(0);
    const ready = await until(job.id, 'ready');
    expect(ready).toMatchObject({
      fraction: 1,
      code: null,
      name: expect.stringMatching(/ conversations\.zip$/) as string,
    });
    expect(ready.files).toBe(2 + keys.length);
    const direct = await send('POST', `/backups/${id}/export`, ready.plan);
    const file = await fileOf(job.id);
    expect(file.length).toBe(ready.bytes);
    expect(Buffer.from(await direct.arrayBuffer()).equals(file)).toBe(true);
    // A download that broke off goes on.
    const part = await fetch(`${server.url}/backups/${id}/export-jobs/${job.id}/file`, {
      headers: { 'x-api-token': server.token, range: 'bytes=100-199' },
    });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${file.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(file.subarray(100, 200))).toBe(true);
    await expect.poll(async () => (await look(job.id)).downloadedAt).not.toBeNull();
    const [path = ''] = await filesLeft();
    expect((await stat(join(workspace.temp, path))).mode & 0o777).toBe(0o600);
    expect((await send('DELETE', `/export-jobs/${job.id}`)).status).toBe(204);
    expect(await filesLeft()).toEqual([]);
    expect((await send('GET', `/export-jobs/${job.id}`)).status).toBe(404);
  });

  it('are cancelled, leave nothing, and are made again', async () => {
    const job = await create({ ...LONG, keys });
    await until(job.id, 'running');
    expect(await codeOf(await send('GET', `/backups/${id}/export-jobs/${job.id}/file`))).toBe('CONFLICT');
    expect((await send('DELETE', `/export-jobs/${job.id}`)).status).toBe(204);
    expect(await look(job.id)).toMatchObject({ state: 'cancelled' });
    await expect.poll(filesLeft).toEqual([]);
    await expect.poll(async () => (await send('POST', `/export-jobs/${job.id}/restart`)).status).toBe(200);
    await until(job.id, 'ready');
    await send('DELETE', `/export-jobs/${job.id}`);
  });

  it('say why they cannot be made', async () => {
    const wrong = await send('POST', `/backups/${id}/export-jobs`, { what: 'calls', format: 'html' });
    expect([wrong.status, await codeOf(wrong)]).toEqual([400, 'BAD_REQUEST']);
    expect((await send('POST', `/backups/${id}/export-jobs`, { ...SHORT, zipPassword: 'x' })).status).toBe(400);
    const job = await create({ ...SHORT, keys: ['nothing'] });
    expect(await until(job.id, 'failed')).toMatchObject({ code: 'NOT_FOUND', reasonCode: { code: 'detail.no-call' } });
    await send('DELETE', `/export-jobs/${job.id}`);
    for (let count = 0; count < 50; count++) await create({ ...SHORT, keys: ['nothing'] });
    expect((await send('POST', `/backups/${id}/export-jobs`, SHORT)).status).toBe(429);
    const { items } = (await (await send('GET', '/export-jobs')).json()) as { items: ExportJobView[] };
    for (const { id: each } of items) {
      await expect.poll(async () => (await look(each)).state).toBe('failed');
      await send('DELETE', `/export-jobs/${each}`);
    }
  });

  it('wait while the backup is locked, which removes what was decrypted', async () => {
    const plan = { what: 'photos', format: 'original', files: true };
    const job = await create(plan);
    const first = await until(job.id, 'ready');
    await send('POST', `/backups/${id}/lock`);
    const locked = await until(job.id, 'locked');
    expect(locked).toMatchObject({ code: 'BACKUP_LOCKED', reasonCode: { code: 'detail.export-waits-for-unlock' } });
    await expect.poll(filesLeft).toEqual([]);
    expect((await send('POST', `/backups/${id}/export-jobs`, plan)).status).toBe(401);
    await unlock();
    const again = await until(job.id, 'ready');
    expect(again.bytes).toBe(first.bytes);
    // A running one, too.
    const other = await create({ ...LONG, keys, files: true });
    await until(other.id, 'running');
    await send('POST', `/backups/${id}/lock`);
    await until(other.id, 'locked');
    await expect.poll(filesLeft).toEqual([]);
    await unlock();
    await until(other.id, 'ready');
    const without = await fetch(`${server.url}/backups/${id}/export-jobs/${other.id}/file`, {
      headers: { 'x-api-token': server.token },
    });
    expect(without.status).toBe(423);
    for (const each of [job, other]) await send('DELETE', `/export-jobs/${each.id}`);
  });

  it('are removed by a lock while the database cannot be reached', async () => {
    let isAway = false;
    const backups = new Proxy(app.store.backups, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return isAway && name === 'get'
          ? () => Promise.reject(new DomainError('STORAGE_UNAVAILABLE'))
          : (value.bind(target) as unknown);
      },
    });
    const dsn = `sqlite:///${join(workspace.path, 'away', 'index.db')}`;
    const settings = { ...app.settings, postgres: { ...app.settings.postgres, dsn } };
    const other = await startServer(
      { ...app, settings, store: { ...app.store, backups } },
      { logger: createLogger('silent') },
    );
    const plan = { what: 'photos', format: 'original', files: true };
    const made = await send('POST', `/backups/${id}/export-jobs`, plan, other);
    const job = ((await made.json()) as ExportJobView).id;
    await until(job, 'ready', other);
    isAway = true;
    await app.sessions.lock(id);
    await expect.poll(filesLeft).toEqual([]);
    await expect.poll(async () => (await look(job, other)).state).toBe('locked');
    isAway = false;
    await send('DELETE', `/export-jobs/${job}`, undefined, other);
    await other.close();
    await unlock();
  });

  it('keep in memory only what a redacted export removes, and do not survive a restart', async () => {
    const redaction = { people: 'everyone', owner: true, words: ['Lemon tree'] };
    const job = await create({ what: 'conversations', format: 'jsonl', keys, redaction });
    const ready = await until(job.id, 'ready');
    expect(ready.plan.keys).toBeUndefined();
    expect(ready.plan.redacted?.people).toBeGreaterThan(0);
    expect((await fileOf(job.id)).toString()).toContain('Person A');
    const folder = join(workspace.path, 'data', 'export-jobs');
    const record = await readFile(join(folder, `${job.id}.json`), 'utf8');
    expect(record).not.toMatch(/Lemon|everyone|"keys"/);
    // Made again from memory, with the same bytes; after a restart there is nothing to make it from.
    expect((await send('POST', `/export-jobs/${job.id}/restart`)).status).toBe(200);
    expect((await until(job.id, 'ready')).bytes).toBe(ready.bytes);
    await server.close();
    server = await startServer(app, { logger: createLogger('silent') });
    expect(await until(job.id, 'failed')).toMatchObject({ reasonCode: { code: 'detail.redaction-forgotten' } });
    expect((await send('POST', `/export-jobs/${job.id}/restart`)).status).toBe(409);
    await send('DELETE', `/export-jobs/${job.id}`);
    const direct = await send('POST', `/backups/${id}/export`, { what: 'calls', format: 'json', redaction });
    expect([direct.status, (await direct.text()).includes('Person')]).toEqual([200, true]);
    const nobody = { ...redaction, people: ['nobody@example.com'] };
    expect((await send('POST', `/backups/${id}/export`, { ...SHORT, redaction: nobody })).status).toBe(404);
  });

  it('tell what a redacted export does before it is written, and are cancelled meanwhile', async () => {
    const redaction = { people: 'everyone', owner: true, words: ['Lemon tree'], places: 'remove' };
    const job = await create({ what: 'keepsake', format: 'html', redaction });
    const early = (view: ExportJobView) => view.phase === 'redacting' && view.records > 0 && view.fraction !== null;
    await expect.poll(async () => early(await look(job.id)), { timeout: 60_000, interval: 20 }).toBe(true);
    expect((await look(job.id)).bytes).toBe(0);
    expect((await send('DELETE', `/export-jobs/${job.id}`)).status).toBe(204);
    expect(await look(job.id)).toMatchObject({ state: 'cancelled', phase: null });
    const copies = async () =>
      (await readdir(workspace.temp, { recursive: true })).filter((name) => /redact/.test(name));
    await expect.poll(copies, { timeout: 20_000 }).toEqual([]);
    // Nothing of it is left behind that would keep another from being made.
    expect((await send('POST', `/export-jobs/${job.id}/restart`)).status).toBe(200);
    await until(job.id, 'ready');
    await send('DELETE', `/export-jobs/${job.id}`);
  });

  it('are removed when their browser logs out', async () => {
    const link = await fetch(server.createLoginUrl(), { redirect: 'manual' });
    const cookie = link.headers.get('set-cookie')?.split(';')[0] ?? '';
    const headers = { cookie, origin: server.url, 'content-type': 'application/json' };
    const body = JSON.stringify(SHORT);
    const made = await fetch(`${server.url}/backups/${id}/export-jobs`, { method: 'POST', headers, body });
    const job = ((await made.json()) as ExportJobView).id;
    const own = await create(SHORT);
    await until(job, 'ready');
    await until(own.id, 'ready');
    expect(
      (await fetch(`${server.url}/auth/logout`, { method: 'POST', headers: { cookie, origin: server.url } })).status,
    ).toBe(204);
    expect((await send('GET', `/export-jobs/${job}`)).status).toBe(404);
    expect((await look(own.id)).state).toBe('ready');
    await send('DELETE', `/export-jobs/${own.id}`);
    expect(await filesLeft()).toEqual([]);
  });

  it('fail on a full disk and beyond their limit, and leave nothing', async ({ skip }) => {
    const small = join(workspace.path, 'small');
    await mkdir(small);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', small], { stdio: 'ignore' });
    } catch {
      skip('needs a disk that can be mounted');
    }
    const settings = {
      ...app.settings,
      exports: { keep_hours: 1, max_gb: 0.0003 },
      backup_paths: { ...app.settings.backup_paths, temp_path: small },
      postgres: { ...app.settings.postgres, dsn: `sqlite:///${join(workspace.path, 'other', 'index.db')}` },
    };
    const other = await startServer({ ...app, settings }, { logger: createLogger('silent') });
    try {
      const plan = { what: 'conversations', format: 'jsonl' };
      const made = await send('POST', `/backups/${id}/export-jobs`, plan, other);
      const job = ((await made.json()) as ExportJobView).id;
      expect(await until(job, 'failed', other)).toMatchObject({
        code: 'DISK_FULL',
        bytes: expect.any(Number) as number,
      });
      execFileSync('mount', ['-o', 'remount,size=5m', small]);
      expect((await send('POST', `/export-jobs/${job}/restart`, undefined, other)).status).toBe(200);
      expect(await until(job, 'failed', other)).toMatchObject({ code: 'LIMIT_EXCEEDED' });
      expect((await readdir(small, { recursive: true })).filter((name) => /export-[0-9a-f]/.test(name))).toEqual([]);
      await send('DELETE', `/export-jobs/${job}`, undefined, other);
    } finally {
      await other.close();
      execFileSync('umount', [small]);
    }
  });

  it('are made again after the server was killed, with the same bytes, and leave nothing of before', async () => {
    await server.close();
    const first = await serve(workspace);
    const at = ({ url }: { readonly url: string }): RunningServer => ({ ...server, url, token: API_TOKEN });
    const plan = { ...LONG, keys, exportedAt: 1_795_965_463_118 };
    const made = await send('POST', `/backups/${id}/export-jobs`, plan, at(first));
    const job = ((await made.json()) as ExportJobView).id;
    await until(job, 'running', at(first));
    await expect.poll(filesLeft).toHaveLength(1);
    await first.stop('SIGKILL');
    const second = await serve(workspace);
    try {
      expect(await until(job, 'ready', at(second))).toMatchObject({ plan });
      const file = await fileOf(job, at(second));
      const direct = await send('POST', `/backups/${id}/export`, plan, at(second));
      expect(Buffer.from(await direct.arrayBuffer()).equals(file)).toBe(true);
      const zip = await yauzl.fromBufferPromise(file);
      expect(zip.entryCount).toBe(2 + keys.length);
      expect(await filesLeft()).toHaveLength(1);
    } finally {
      await second.stop();
    }
    expect(await filesLeft()).toEqual([]);
    await rm(join(workspace.path, 'data', 'export-jobs'), { recursive: true });
    server = await startServer(app, { logger: createLogger('silent') });
  });

  it('are removed when another process removed the index', async () => {
    const ready = await create(SHORT);
    await until(ready.id, 'ready');
    expect(await filesLeft()).toHaveLength(1);
    const running = await create({ ...LONG, keys });
    await expect.poll(async () => (await look(running.id)).records, { interval: 20 }).toBeGreaterThan(0);
    const other = await openStore({ dsn: app.settings.postgres.dsn, tables: artifactTables });
    // What is being made holds the removed texts until it is stopped.
    await other.deleteIndex(id);
    await other.close();
    for (const job of [ready.id, running.id]) {
      await expect.poll(async () => (await send('GET', `/export-jobs/${job}`)).status, { timeout: 10_000 }).toBe(404);
    }
    await expect.poll(filesLeft).toEqual([]);
  });
});
