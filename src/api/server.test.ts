import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { startTestServer, type TestServer, TOKEN } from '../../test/support/api/client.ts';
import type { BrowserListView } from '../contract/logins.ts';

const FACTS = { name: 'Firefox, Linux', address: '127.0.0.1' };

const PLAIN = corpusPath('backups/ios-14.3-unencrypted-manifest');

describeCorpus('the server', () => {
  let server: TestServer;
  let id = '';
  beforeAll(async () => {
    server = await startTestServer([PLAIN], { APPLE_JUICER_API__ALLOWED_HOSTS: 'juicer.example' });
    id = server.idOf(PLAIN);
  });
  afterAll(() => server.close());

  /** Sends any headers including Host, which `fetch` does not allow. */
  function raw(
    path: string,
    headers: Record<string, string>,
    method = 'GET',
  ): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        server.url + path,
        { method, headers: { 'x-api-token': TOKEN, ...headers } },
        (response) => {
          let body = '';
          response.on('data', (chunk: Buffer) => void (body += chunk.toString()));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        },
      );
      request.on('error', reject);
      request.end();
    });
  }

  it('answers health checks without authentication', async () => {
    const response = await fetch(`${server.url}/healthz`);
    expect(response.status).toBe(200);
    expect(Object.keys((await response.json()) as object)).toEqual(['status', 'version']);
    for (const path of ['/backups', '/openapi.json', '/docs/', '/nowhere', `/backups/${id}`]) {
      const closed = await fetch(server.url + path);
      expect([path, closed.status]).toEqual([path, 401]);
      expect(closed.headers.get('www-authenticate')).toContain('X-API-Token');
      expect(await closed.json()).toMatchObject({ code: 'UNAUTHORIZED' });
    }
  });

  it('sends security headers with every response', async () => {
    for (const path of ['/healthz', '/backups', '/nowhere', '/%zz', `/backups/${id}/files?limit=0`]) {
      const { headers } = await server.get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('permissions-policy')).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\)/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('lists the backups and the searched folders', async () => {
    expect(await (await server.get('/backups')).json()).toMatchObject({
      backups: [{ id, encrypted: false, device: { productVersion: '14.3' } }],
      searched: [{ path: PLAIN, found: 1 }],
    });
    expect(await (await server.post('/backups/refresh')).json()).toMatchObject({
      backups: [{ id }],
      searched: [{ found: 1 }],
    });
    expect(await (await server.get(`/backups/${id}/ledger`)).json()).toEqual({ items: [], next: null });
    const detail = (await (await server.get(`/backups/${id}`)).json()) as { apps: { bundleId: string }[] };
    expect(detail.apps.map(({ bundleId }) => bundleId)).toContain('ch.icoaching.typewise');
    const icon = await server.get(`/backups/${id}/apps/ch.icoaching.typewise/icon`);
    expect(await icon.json()).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lists domains and files, by key, without losing or repeating one', async () => {
    const domains = (await (await server.get(`/backups/${id}/domains`)).json()) as { items: object[]; next: null };
    expect(domains.items).toHaveLength(562);
    expect(domains.items).toContainEqual(
      expect.objectContaining({ domain: 'AppDomain-ch.icoaching.typewise', bundleId: 'ch.icoaching.typewise' }),
    );
    const seen = new Set<string>();
    let pages = 0;
    for (let cursor: string | null = ''; cursor !== null; pages++) {
      const query = new URLSearchParams({ limit: '200', ...(cursor === '' ? {} : { cursor }) });
      const page = (await (await server.get(`/backups/${id}/files?${query.toString()}`)).json()) as {
        items: { fileID: string }[];
        next: string | null;
      };
      for (const { fileID } of page.items) seen.add(fileID);
      cursor = page.next;
    }
    expect(pages).toBe(19);
    expect(seen.size).toBe(3721);
    const filtered = await server.get(`/backups/${id}/files?domain=HomeDomain&path=sms/SMS.db&kind=file`);
    expect(await filtered.json()).toMatchObject({
      items: [
        { fileID: '3d0d7e5fb2ce288813306e4d4636395e047a3d28', relativePath: 'Library/SMS/sms.db', missing: false },
      ],
      next: null,
    });
  });

  it('lists folders, page by page, and files of a type', async () => {
    interface Items {
      items: { name: string; path: string; file: { kind: string } | null }[];
      next: string | null;
    }
    const folder = async (query: string): Promise<Items> =>
      (await server.get(`/backups/${id}/folder?domain=HomeDomain&${query}`)).json() as Promise<Items>;
    const root = await folder('');
    expect(root.items.map(({ name }) => name)).toContain('Library');
    const whole = await folder('path=Library&limit=200');
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await folder(`path=Library&limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`);
      paged.push(...page.items.map(({ path }) => path));
      cursor = page.next;
    }
    expect(paged).toEqual(whole.items.map(({ path }) => path));
    expect(paged).toContain('Library/SMS');
    expect((await folder('path=no/such/folder')).items).toEqual([]);
    const entry = await server.get(`/backups/${id}/files/3d0d7e5fb2ce288813306e4d4636395e047a3d28`);
    expect(await entry.json()).toMatchObject({ domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db' });
    expect((await server.get(`/backups/${id}/files/${'f'.repeat(40)}`)).status).toBe(404);
    const databases = (await (await server.get(`/backups/${id}/files?type=database&domain=HomeDomain`)).json()) as {
      items: { relativePath: string }[];
    };
    expect(databases.items.map(({ relativePath }) => relativePath)).toContain('Library/SMS/sms.db');
    expect(
      databases.items.every(({ relativePath }) => /\.(sqlite|sqlitedb|sqlite3|db|storedata)/.test(relativePath)),
    ).toBe(true);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=x', 'limit'],
    ['kind=socket', 'kind'],
    ['type=socket', 'type'],
    ['cursor=nothing', 'cursor'],
    [`cursor=${'f'.repeat(40)}`, 'cursor'],
    [`path=${'x'.repeat(2000)}`, 'path'],
  ])('names the field that is wrong: %s', async (query, field) => {
    const response = await server.get(`/backups/${id}/files?${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'BAD_REQUEST', details: { field } });
  });

  it('answers every error with a problem document', async () => {
    const post = (body: string, type: string): Promise<Response> =>
      fetch(`${server.url}/backups/${id}/unlock`, {
        method: 'POST',
        body,
        headers: { 'x-api-token': TOKEN, 'content-type': type },
      });
    const answers: [Response, number, string][] = [
      [await server.get('/nowhere'), 404, 'NOT_FOUND'],
      [await server.get('/%zz'), 400, 'BAD_REQUEST'],
      [await server.get(`/backups/${'x'.repeat(600)}`), 400, 'BAD_REQUEST'],
      [await server.get('/backups/aaaaaaaaaaaaaaaa'), 404, 'BACKUP_NOT_FOUND'],
      [await server.get('/backups/nope'), 404, 'BACKUP_NOT_FOUND'],
      [await server.get(`/backups/${id}/file/nope`), 404, 'NOT_FOUND'],
      [await server.get('/jobs/nope'), 404, 'NOT_FOUND'],
      [await server.get('/app/assets/nope.js'), 404, 'NOT_FOUND'],
      [await server.post('/healthz'), 405, 'METHOD_NOT_ALLOWED'],
      [await server.post(`/backups/${id}/ledger`), 405, 'METHOD_NOT_ALLOWED'],
      [await post('{"password":', 'application/json'), 400, 'BAD_REQUEST'],
      [await post('{"password":3}', 'application/json'), 400, 'BAD_REQUEST'],
      [await post('{"__proto__":{"x":1}}', 'application/json'), 400, 'BAD_REQUEST'],
      [await post('<password/>', 'text/xml'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
      [await post(`{"password":"${'x'.repeat(20_000)}"}`, 'application/json'), 413, 'REQUEST_TOO_LARGE'],
    ];
    for (const [response, status, code] of answers) {
      const problem = (await response.json()) as Record<string, unknown>;
      expect([code, response.status]).toEqual([code, status]);
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(problem).toMatchObject({ code, status, type: expect.stringMatching(/^urn:apple-juicer:error:[a-z-]+$/) });
      expect(problem).toEqual(
        expect.objectContaining({ title: expect.any(String), detail: expect.any(String), next: expect.any(String) }),
      );
      expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts:|\/work\//);
    }
  });

  it('says in sentences what is wrong with a value', async () => {
    const detailOf = async (path: string): Promise<string> =>
      ((await (await server.get(path)).json()) as { detail: string }).detail;
    expect(await detailOf(`/backups/${id}/files?limit=0`)).toBe('“limit” in the query is not valid: the least is 1.');
    expect(await detailOf(`/backups/${id}/files?kind=socket`)).toMatch(
      /^“kind” in the query is not valid: it has to be one of \w+, .*\w\.$/,
    );
  });

  it('answers invalid HTTP with a problem document', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () =>
        socket.write('\x16\x03\x01 hello\r\n\r\n'),
      );
      socket.on('data', (chunk) => void (text += chunk.toString()));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('"code":"BAD_REQUEST"');
  });

  it('answers HEAD like GET without a body, and does not consume login links', async () => {
    const ask = (path: string): Promise<Response> =>
      fetch(server.url + path, { method: 'HEAD', headers: { 'x-api-token': TOKEN } });
    const [head, get] = [await ask('/backups'), await server.get('/backups')];
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('content-length')).toBe(String((await get.text()).length));
    const path = `/auth/login?code=${server.browsers.createCode().code}`;
    expect((await ask(path)).status).toBe(405);
    expect((await fetch(server.url + path, { redirect: 'manual' })).status).toBe(303);
  });

  it('does not disclose internal errors, but logs them', async () => {
    const list = vi.spyOn(server.app.store.backups, 'list').mockRejectedValue(new TypeError('secret /home/path'));
    const response = await server.get('/backups');
    list.mockRestore();
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(server.log()).toContain('secret /home/path');
  });

  it('logs the pattern of a route, without persons and searches', async () => {
    const number = '15550100';
    const asked = [`/people/%2B${number}`, `/search?q=${number}`, `/backups/${number}/files?search=${number}`];
    for (const path of [...asked, `/nowhere/${number}`, `/%zz${number}`]) await server.get(path);
    expect(server.log()).toContain('"route":"/people/:key"');
    expect(server.log()).not.toContain(number);
  });

  it('accepts only its own host names', async () => {
    const port = new URL(server.url).port;
    const status = async (host: string): Promise<number> => (await raw('/healthz', { host })).status;
    for (const host of [
      `localhost:${port}`,
      'LOCALHOST',
      `127.0.0.1:${port}`,
      '[::1]:80',
      'juicer.example',
      'Juicer.Example:8443',
    ]) {
      expect([host, await status(host)]).toEqual([host, 200]);
    }
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '10.0.0.1',
      'localhost.evil.example',
      'localhost@evil.example',
      'juicer.example.',
    ]) {
      expect([host, await status(host)]).toEqual([host, 403]);
    }
  });

  it('rejects pages of other origins', async () => {
    const { host } = new URL(server.url);
    const status = async (origin: string): Promise<number> => (await raw('/backups', { host, origin })).status;
    expect(await status(`http://${host}`)).toBe(200);
    for (const origin of [
      'http://evil.example',
      'null',
      'http://127.0.0.1',
      `http://localhost:${new URL(server.url).port}`,
      'http://127.0.0.1:1',
      'chrome-extension://x',
    ]) {
      expect([origin, await status(origin)]).toEqual([origin, 403]);
    }
    expect((await raw('/backups', { host: 'juicer.example', origin: 'https://juicer.example' })).status).toBe(200);
    expect((await raw('/healthz', { host, origin: 'http://evil.example' })).status).toBe(403);
  });

  it('sets stricter cookies and HSTS behind TLS', async () => {
    const login = async (headers: Record<string, string>): Promise<readonly (string | null)[]> => {
      const path = `/auth/login?code=${server.browsers.createCode().code}`;
      const { headers: answer } = await fetch(server.url + path, { redirect: 'manual', headers });
      return [answer.getSetCookie()[0] ?? '', answer.get('strict-transport-security')];
    };
    expect(await login({})).toEqual([expect.not.stringContaining('Secure'), null]);
    expect(await login({ 'x-forwarded-proto': 'https' })).toEqual([
      expect.stringContaining('Secure'),
      'max-age=31536000',
    ]);
  });

  it('sends 405 with the allowed methods', async () => {
    const { headers } = await server.post('/healthz');
    expect(headers.get('allow')).toBe('GET, HEAD');
  });

  it('logs a browser in by a single-use link, and out again', async () => {
    const { code } = server.browsers.createCode();
    const login = await fetch(`${server.url}/auth/login?code=${code}`, { redirect: 'manual' });
    expect(login.status).toBe(303);
    expect(login.headers.get('location')).toBe('/');
    const [set = ''] = login.headers.getSetCookie();
    expect(set).toMatch(/^apple_juicer_\d+=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
    const [cookie = ''] = set.split(';');
    expect(cookie).not.toContain(TOKEN);
    const again = (accept: string): Promise<Response> =>
      fetch(`${server.url}/auth/login?code=${code}`, { redirect: 'manual', headers: { accept } });
    expect((await again('application/json')).status).toBe(401);
    // Browsers get the page instead of a problem document.
    const sent = await again('text/html,application/xhtml+xml;q=0.9');
    expect([sent.status, sent.headers.get('location'), sent.headers.getSetCookie()]).toEqual([
      303,
      '/app/?link=expired',
      [],
    ]);

    const origin = server.url;
    const withCookie = (path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Response> =>
      fetch(server.url + path, { method, headers: { cookie, ...headers }, redirect: 'manual' });
    expect((await withCookie('/backups')).status).toBe(200);
    expect((await withCookie('/')).headers.get('location')).toBe('/app/');
    expect((await withCookie('/backups/refresh', 'POST')).status).toBe(403);
    expect((await withCookie('/backups/refresh', 'POST', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await withCookie('/backups/refresh', 'POST', { origin })).status).toBe(200);
    expect((await withCookie('/auth/logout', 'POST', { origin })).status).toBe(204);
    expect((await withCookie('/backups')).status).toBe(401);
  });

  it('lists the browsers that are logged in, and logs them out one by one or all', async () => {
    const login = async (): Promise<string> => {
      const path = `/auth/login?code=${server.browsers.createCode().code}`;
      const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
      const { headers: got } = await fetch(server.url + path, { redirect: 'manual', headers });
      return got.getSetCookie()[0]?.split(';')[0] ?? '';
    };
    const ask = (cookie: string, path = '/auth/browsers', method = 'GET'): Promise<Response> =>
      fetch(server.url + path, { method, headers: { cookie, origin: server.url } });
    server.browsers.revokeAll();
    const [one, other] = [await login(), await login()];
    const { items } = (await (await ask(one)).json()) as BrowserListView;
    expect(items).toEqual([
      expect.objectContaining({ name: 'Firefox, Linux', address: '127.0.0.1', current: true }),
      expect.objectContaining({ name: 'Firefox, Linux', address: '127.0.0.1', current: false }),
    ]);
    expect(JSON.stringify(items)).not.toContain(one.split('=')[1]);
    expect((await ask(one, `/auth/browsers/${items[1]?.key}`, 'DELETE')).status).toBe(204);
    expect((await ask(one, `/auth/browsers/${items[1]?.key}`, 'DELETE')).status).toBe(404);
    expect([(await ask(one)).status, (await ask(other)).status]).toEqual([200, 401]);
    expect((await ask(one, '/auth/browsers', 'DELETE')).status).toBe(204);
    expect((await ask(one)).status).toBe(401);
  });

  it('does not replace a token of the settings', async () => {
    expect((await server.post('/auth/token/rotate')).status).toBe(409);
    expect((await server.get('/backups')).status).toBe(200);
  });

  it('rejects cross-site reads by cookie', async () => {
    const browser = server.browsers.redeem(server.browsers.createCode().code, FACTS);
    const cookie = `apple_juicer_${new URL(server.url).port}=${browser?.id}`;
    const { host } = new URL(server.url);
    for (const [site, status] of [
      ['same-origin', 200],
      ['none', 200],
      ['same-site', 403],
      ['cross-site', 403],
    ] as const) {
      const answer = await raw('/backups', { host, cookie, 'x-api-token': '', 'sec-fetch-site': site });
      // An empty token is wrong and must not fall back to the cookie.
      expect(answer.status).toBe(401);
      const response = await new Promise<number>((resolve, reject) => {
        httpRequest(`${server.url}/backups`, { headers: { cookie, 'sec-fetch-site': site } }, (r) => {
          r.resume();
          resolve(r.statusCode ?? 0);
        })
          .on('error', reject)
          .end();
      });
      expect([site, response]).toEqual([site, status]);
    }
  });

  it('creates a one-time link for clients with the token', async () => {
    const made = await server.post('/auth/code');
    expect(made.status).toBe(201);
    const { path } = (await made.json()) as { path: string };
    expect((await fetch(server.url + path, { redirect: 'manual' })).status).toBe(303);
  });
});

describeCorpus('a server that is guessed at', () => {
  it('rejects an address after many wrong tokens, but not the correct token or a logged-in browser', async () => {
    const server = await startTestServer([PLAIN]);
    try {
      const guess = async (token: string): Promise<Response> =>
        fetch(`${server.url}/backups`, { headers: { 'x-api-token': token } });
      for (let tries = 0; tries < 30; tries++) expect((await guess(`wrong ${tries}`)).status).toBe(401);
      const refused = await guess('wrong again');
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      const browser = server.browsers.redeem(server.browsers.createCode().code, FACTS);
      const cookie = `apple_juicer_${new URL(server.url).port}=${browser?.id}`;
      expect((await fetch(`${server.url}/backups`, { headers: { cookie } })).status).toBe(200);
      expect((await guess(TOKEN)).status).toBe(200);
      expect((await guess('wrong once more')).status).toBe(429);
    } finally {
      await server.close();
    }
  });
});
