import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer, TOKEN } from '../../../test/support/api/client.ts';
import { TTL_MINUTES } from '../../../test/support/api/test-app.ts';
import { fullOnly } from '../../../test/support/depth.ts';
import { fileIDOf, writeBackup } from '../../../test/synthetic/index.ts';
import { AccessLogSchema } from '../../contract/access-log.ts';
import { BackupDetailSchema, BackupListSchema, type BackupListView } from '../../contract/backups.ts';
import type { BrowserListView } from '../../contract/logins.ts';

const PASSWORD = 'päss "wörd"';
const FILE = fileIDOf('HomeDomain', 'note.txt');

const cookiesOf = (headers: Headers): string[] => headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');

describe('sessions over HTTP', () => {
  let folder = '';
  let server: TestServer;
  let id = '';
  let plain = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-sessions-'));
    const files = [
      { domain: 'HomeDomain', relativePath: 'note.txt', kind: 'file' as const, contents: Buffer.from('hello') },
    ];
    await writeBackup(join(folder, 'locked'), {
      encrypted: { password: PASSWORD },
      manifest: 'db',
      layout: 'sharded',
      files,
    });
    await writeBackup(join(folder, 'plain'), { manifest: 'mbdb', layout: 'flat', files });
  });
  afterAll(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    server = await startTestServer([join(folder, 'locked'), join(folder, 'plain')]);
    id = server.idOf(join(folder, 'locked'));
    plain = server.idOf(join(folder, 'plain'));
  });
  afterEach(() => server.close());

  const file = (headers: Record<string, string> = {}, backup = id): Promise<Response> =>
    server.get(`/backups/${backup}/file/${FILE}`, headers);
  const codeOf = async (response: Response): Promise<unknown> => ((await response.json()) as { code: unknown }).code;

  it('open an encrypted backup and close it again', async () => {
    expect(await codeOf(await file())).toBe('BACKUP_LOCKED');
    const unlocked = await server.post(`/backups/${id}/unlock`, { password: PASSWORD });
    expect(unlocked.status).toBe(200);
    expect(unlocked.headers.get('cache-control')).toBe('no-store');
    const { session, expiresAt } = (await unlocked.json()) as { session: string; expiresAt: number };
    expect(expiresAt).toBeGreaterThan(Date.now() + (TTL_MINUTES - 1) * 60_000);
    expect(await (await file({ 'x-backup-session': session })).text()).toBe('hello');
    const own = { 'x-backup-session': session };
    expect(await (await server.get(`/backups/${id}`, own)).json()).toMatchObject({ unlocked: true, keysHeld: true });

    expect((await server.post(`/backups/${id}/lock`)).status).toBe(204);
    const after = await file({ 'x-backup-session': session });
    expect(after.status).toBe(401);
    expect(after.headers.get('www-authenticate')).toContain('X-Backup-Session');
    expect(await codeOf(after)).toBe('SESSION_EXPIRED');
    expect(await (await server.get(`/backups/${id}`, own)).json()).toMatchObject({ unlocked: false, keysHeld: false });
  });

  it('are specific to a client: a backup stays locked for all others', fullOnly, async () => {
    const answer = await server.post(`/backups/${id}/unlock`, { password: PASSWORD });
    const { session } = (await answer.json()) as { session: string };
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const second = await server.unlock(id, PASSWORD);
    const locks = ({ backups }: BackupListView): unknown[] =>
      backups.map((backup) => [backup.id, backup.unlocked, backup.keysHeld]);
    const seen = async (headers: Record<string, string>): Promise<unknown[]> => {
      const list = BackupListSchema.parse(await (await server.get('/backups', headers)).json());
      const refreshed = await server.post('/backups/refresh', undefined, headers);
      expect(locks(BackupListSchema.parse(await refreshed.json()))).toEqual(locks(list));
      const detail = BackupDetailSchema.parse(await (await server.get(`/backups/${id}`, headers)).json());
      const listed = list.backups.find((backup) => backup.id === id);
      expect([detail.unlocked, detail.keysHeld]).toEqual([listed?.unlocked, listed?.keysHeld]);
      expect(list.backups.find((backup) => backup.id === plain)).toMatchObject({ unlocked: true, keysHeld: false });
      const { status } = await file(headers);
      return [listed?.unlocked, listed?.keysHeld, status];
    };
    expect(await seen({})).toEqual([false, true, 423]);
    expect(await seen({ 'x-backup-session': session })).toEqual([true, true, 200]);
    expect(await seen({ 'x-backup-session': second })).toEqual([true, true, 200]);
    expect(await seen({ cookie })).toEqual([true, true, 200]);
    expect(await seen({ cookie, 'x-backup-session': 'another' })).toEqual([false, true, 401]);
    // The name of a cookie contains the backup.
    expect(await seen({ cookie: cookie.replace(id, plain) })).toEqual([false, true, 423]);
    await server.post(`/backups/${id}/lock`);
    expect(await seen({ 'x-backup-session': second })).toEqual([false, false, 401]);
  });

  it('of a browser that logs in again end when it logs out', async () => {
    const logIn = async (cookies: string[] = []): Promise<string[]> => {
      const { code } = server.browsers.createCode();
      const headers = { cookie: cookies.join('; ') };
      return cookiesOf((await fetch(`${server.url}/auth/login?code=${code}`, { redirect: 'manual', headers })).headers);
    };
    const ask = (cookies: string[], path: string, body?: string): Promise<Response> =>
      fetch(server.url + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { cookie: cookies.join('; '), origin: server.url, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body }),
      });
    const first = await logIn();
    const unlocked = cookiesOf(
      (await ask(first, `/backups/${id}/unlock`, JSON.stringify({ password: PASSWORD }))).headers,
    );
    // A link from elsewhere: browsers send the mark only.
    const mark = first.filter((cookie) => cookie.includes('_mark='));
    expect(mark).toHaveLength(1);
    const second = await logIn(mark);
    const status = async (...cookies: string[][]) => (await ask(cookies.flat(), `/backups/${id}/file/${FILE}`)).status;
    expect([await status(first, unlocked), await status(second, unlocked)]).toEqual([401, 200]);
    await fetch(`${server.url}/auth/logout`, {
      method: 'POST',
      headers: { cookie: second.join('; '), origin: server.url },
    });
    // The token shows that the session of the backup has ended, too.
    const headers = { 'x-api-token': TOKEN, cookie: unlocked.join('; ') };
    expect((await fetch(`${server.url}/backups/${id}/file/${FILE}`, { headers })).status).toBe(401);
  });

  it('end when their browser logs out, here or from another one, and others stay', async () => {
    const logIn = async (opened: { backup: string; cookie: string }[] = []): Promise<string[]> => {
      const { code } = server.browsers.createCode(opened);
      const { headers } = await fetch(`${server.url}/auth/login?code=${code}`, { redirect: 'manual' });
      return cookiesOf(headers);
    };
    const ask = (cookies: string[], path: string, method = 'GET', body?: string): Promise<Response> =>
      fetch(server.url + path, {
        method,
        headers: {
          cookie: cookies.join('; '),
          origin: server.url,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body }),
      });
    const unlock = async (cookies: string[]): Promise<string[]> => {
      const answer = await ask(cookies, `/backups/${id}/unlock`, 'POST', JSON.stringify({ password: PASSWORD }));
      return cookiesOf(answer.headers);
    };
    const statuses = (...cookies: string[][]): Promise<number[]> =>
      Promise.all(cookies.map(async (each) => (await ask(each, `/backups/${id}/file/${FILE}`)).status));

    const [one, other, third] = [await logIn(), await logIn(), await logIn()];
    const [ofOne, ofOther, ofThird] = [await unlock(one), await unlock(other), await unlock(third)];
    const ofToken = await server.unlock(id, PASSWORD);
    const byLink = await logIn([{ backup: id, cookie: ofThird[0]?.split('=')[1] ?? '' }]);
    expect(await statuses([...one, ...ofOne], [...other, ...ofOther], byLink)).toEqual([200, 200, 200]);

    // A browser sends the cookies of backups with their paths only.
    const loggedOut = await ask(one, '/auth/logout', 'POST');
    const [name] = ofOne[0]?.split('=') ?? [];
    expect(loggedOut.headers.getSetCookie()).toContainEqual(
      expect.stringMatching(new RegExp(`^${name}=; .*Path=/backups; Expires=Thu, 01 Jan 1970`)),
    );
    const again = await logIn();
    expect(await statuses([...again, ...ofOne], [...other, ...ofOther], byLink)).toEqual([401, 200, 200]);

    const { items } = (await (await ask(byLink, '/auth/browsers')).json()) as BrowserListView;
    const own = items.find(({ current }) => current);
    expect((await ask(again, `/auth/browsers/${own?.key}`, 'DELETE')).status).toBe(204);
    expect(await statuses([...again, ...ofThird], [...other, ...ofOther])).toEqual([401, 200]);

    expect((await ask(again, '/auth/browsers', 'DELETE')).status).toBe(204);
    expect(await statuses([...(await logIn()), ...ofOther])).toEqual([401]);
    expect((await file({ 'x-backup-session': ofToken })).status).toBe(200);
  });

  it('are required for all routes that list or read files, and for no others', async () => {
    const statuses: Record<string, number> = {};
    const ask = async (name: string, response: Promise<Response>): Promise<void> => {
      statuses[name] = (await response).status;
    };
    await ask('domains', server.get(`/backups/${id}/domains`));
    await ask('files', server.get(`/backups/${id}/files`));
    await ask('file', file());
    await ask('photo', server.get(`/backups/${id}/artifacts/contacts/1/photo`));
    await ask('index', server.post(`/backups/${id}/index`));
    await ask('backup', server.get(`/backups/${id}`));
    await ask('ledger', server.get(`/backups/${id}/ledger`));
    expect(statuses).toEqual({ domains: 423, files: 423, file: 423, photo: 423, index: 423, backup: 200, ledger: 200 });
    expect((await file({}, plain)).status).toBe(200);
    expect((await server.get(`/backups/${plain}/files`)).status).toBe(200);
  });

  it('delay the next attempt after a wrong password, and change nothing', fullOnly, async () => {
    const wrong = await server.post(`/backups/${id}/unlock`, { password: 'wrong' });
    expect(wrong.status).toBe(403);
    expect(wrong.headers.get('retry-after')).toBe('1');
    expect(await wrong.json()).toMatchObject({
      code: 'WRONG_PASSWORD',
      next: expect.stringContaining('Encrypt local backup'),
    });
    const early = await server.post(`/backups/${id}/unlock`, { password: PASSWORD });
    expect(early.status).toBe(429);
    expect(early.headers.get('retry-after')).toBe('1');
    expect(await codeOf(await file())).toBe('BACKUP_LOCKED');
    server.advance(1000);
    expect((await server.post(`/backups/${id}/unlock`, { password: PASSWORD })).status).toBe(200);
  });

  it('expire when unused', fullOnly, async () => {
    const session = await server.unlock(id, PASSWORD);
    server.advance((TTL_MINUTES - 1) * 60_000);
    expect((await file({ 'x-backup-session': session })).status).toBe(200);
    server.advance((TTL_MINUTES - 1) * 60_000);
    expect((await file({ 'x-backup-session': session })).status).toBe(200);
    // Queries of the lock state do not count as use.
    server.advance((TTL_MINUTES - 1) * 60_000);
    const seen = await server.get(`/backups/${id}`, { 'x-backup-session': session });
    expect(await seen.json()).toMatchObject({ unlocked: true });
    server.advance(61_000);
    expect(await codeOf(await file({ 'x-backup-session': session }))).toBe('SESSION_EXPIRED');
    expect(await codeOf(await file())).toBe('BACKUP_LOCKED');
  });

  it('limit how often one address may unlock', fullOnly, async () => {
    const codes: number[] = [];
    for (let tries = 0; tries < 21; tries++) {
      codes.push((await server.post(`/backups/${plain}/unlock`, {})).status);
    }
    expect(codes.filter((status) => status === 200)).toHaveLength(20);
    const refused = await server.post(`/backups/${plain}/unlock`, {});
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await codeOf(refused)).toBe('TOO_MANY_REQUESTS');
  });

  it('need a password, but not for a backup that is not encrypted', fullOnly, async () => {
    for (const body of [undefined, {}, { pw: 'x' }]) {
      expect(await codeOf(await server.post(`/backups/${id}/unlock`, body))).toBe('BAD_REQUEST');
    }
    expect((await server.post(`/backups/${plain}/unlock`)).status).toBe(200);
    const unknown = await server.post('/backups/aaaaaaaaaaaaaaaa/unlock', { password: PASSWORD });
    expect([unknown.status, await codeOf(unknown)]).toEqual([404, 'BACKUP_NOT_FOUND']);
  });

  it('are carried by a cookie of that backup for pages that cannot send headers', async () => {
    const unlocked = await server.post(`/backups/${id}/unlock`, { password: PASSWORD });
    const { session } = (await unlocked.json()) as { session: string };
    const [cookie = ''] = unlocked.headers.getSetCookie();
    expect(cookie).toMatch(/^apple_juicer_\d+_[a-z2-9]{16}=[\w-]{43}; Path=\/backups; HttpOnly; SameSite=Strict$/);
    const [pair = ''] = cookie.split(';');
    expect(pair).not.toContain(session);
    expect(await (await file({ cookie: pair })).text()).toBe('hello');
    expect(await codeOf(await file({ 'x-backup-session': pair.split('=')[1] ?? '' }))).toBe('SESSION_EXPIRED');
    const locked = await server.post(`/backups/${id}/lock`);
    expect(locked.headers.getSetCookie()[0]).toContain('Expires=Thu, 01 Jan 1970');
    expect(await codeOf(await file({ cookie: pair }))).toBe('SESSION_EXPIRED');
  });

  it('log no secrets', async () => {
    const session = await server.unlock(id, PASSWORD);
    server.advance(1000);
    await server.post(`/backups/${id}/unlock`, { password: 'wrong-needle' });
    await server.post(`/backups/${id}/unlock`, { password: 'x'.repeat(20_000) });
    await file({ 'x-backup-session': session });
    const { code } = server.browsers.createCode();
    const login = await server.get(`/auth/login?code=${code}`);
    const cookie = login.headers.getSetCookie()[0]?.split(/[=;]/)[1] ?? '';
    await server.get('/search?q=private-needle');
    expect(cookie).toHaveLength(43);
    expect(server.log()).toContain('/unlock');
    for (const secret of [
      PASSWORD,
      'wörd',
      'wrong-needle',
      'xxxxxxxx',
      'private-needle',
      session,
      code,
      cookie,
      TOKEN,
    ]) {
      expect(server.log()).not.toContain(secret);
    }
  });

  it('are logged, with what was taken out of the backup, until it is removed', async () => {
    const accesses = async (): Promise<readonly unknown[]> => {
      const { items } = AccessLogSchema.parse(await (await server.get('/access-log')).json());
      return items.map(({ actor, browserName, action, backup, format, count }) => {
        return [actor, browserName, action, backup, format, count];
      });
    };
    const session = await server.unlock(id, PASSWORD);
    expect((await server.post(`/backups/${id}/unlock`, { password: 'wrong' })).status).toBe(403);
    const own = { 'x-backup-session': session };
    const path = `/backups/${id}/file/${FILE}`;
    for (const query of ['', '?download=1']) expect(await (await server.get(path + query, own)).text()).toBe('hello');
    const archive = await server.get(`/backups/${id}/archive?domain=HomeDomain`, own);
    expect((await archive.arrayBuffer()).byteLength).toBeGreaterThan(0);
    const browser = server.browsers.redeem(server.browsers.createCode().code, { name: 'Firefox', address: '::1' });
    const unlocked = await fetch(`${server.url}/backups/${plain}/unlock`, {
      method: 'POST',
      headers: { cookie: `apple_juicer_${new URL(server.url).port}=${browser?.id}`, origin: server.url },
    });
    expect(unlocked.status).toBe(200);
    expect(await accesses()).toEqual([
      ['browser', 'Firefox', 'opened', plain, null, null],
      ['token', null, 'extracted', id, 'zip', 1],
      ['token', null, 'extracted', id, 'file', 1],
      ['token', null, 'opened', id, null, null],
    ]);
    const page = AccessLogSchema.parse(await (await server.get('/access-log?limit=3')).json());
    const next = AccessLogSchema.parse(await (await server.get(`/access-log?limit=3&cursor=${page.next}`)).json());
    expect([page.items.length, next]).toEqual([
      3,
      { items: [expect.objectContaining({ action: 'opened' })], next: null },
    ]);
    expect((await server.get('/access-log?cursor=x')).status).toBe(400);

    const removed = await fetch(`${server.url}/backups/${id}`, { method: 'DELETE', headers: { 'x-api-token': TOKEN } });
    expect(removed.status).toBe(204);
    expect((await accesses()).slice(0, 3)).toEqual([
      ['token', null, 'index-removed', null, null, null],
      ['browser', 'Firefox', 'opened', plain, null, null],
      ['token', null, 'extracted', null, null, null],
    ]);
  });
});
