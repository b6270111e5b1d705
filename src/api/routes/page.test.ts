import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/support/api/client.ts';

const SCRIPT = 'export const text = "again and again and again and again and again and again";\n'.repeat(20);
const MAP = Buffer.alloc(4000, 'tiles');

describe('the web page', () => {
  let folder = '';
  let server: TestServer;
  const navigate = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(server.url + path, { headers: { 'sec-fetch-dest': 'document', ...headers }, redirect: 'manual' });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-page-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<meta nonce="{{nonce}}">');
    await writeFile(join(folder, 'assets', 'app-1234.js'), 'export {};');
    await writeFile(join(folder, 'assets', 'large-1234.js'), SCRIPT);
    await writeFile(join(folder, 'assets', 'large-1234.js.br'), brotliCompressSync(SCRIPT));
    await writeFile(join(folder, 'assets', 'large-1234.js.gz'), gzipSync(SCRIPT));
    // As in the archives for people.
    await writeFile(join(folder, 'assets', 'copies-1234.js.br'), brotliCompressSync(SCRIPT));
    await writeFile(join(folder, 'assets', 'copies-1234.js.gz'), gzipSync(SCRIPT));
    await writeFile(join(folder, 'assets', 'world-1234.pmtiles'), MAP);
    await writeFile(join(folder, 'secret.txt'), 'not an asset');
    server = await startTestServer([], {}, { pageFolder: folder });
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  it('is served at the root without a login', async () => {
    const root = await navigate('/');
    expect([root.status, root.headers.get('location')]).toEqual([302, '/app/']);
    const page = await navigate('/app/');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('has a strict policy with a unique nonce', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const page = await navigate('/app/b/k7xw2m9qd4hfz3tb/messages?at=1');
        const policy = page.headers.get('content-security-policy') ?? '';
        expect(policy).not.toMatch(/unsafe|\*|https?:/);
        for (const part of [
          "default-src 'none'",
          "script-src 'self';",
          "require-trusted-types-for 'script'",
          'report-uri /csp-reports',
        ])
          expect(policy).toContain(part);
        const nonce = /'nonce-([\w-]{24})'/.exec(policy)?.[1];
        expect(await page.text()).toBe(`<meta nonce="${nonce}">`);
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('answers navigations only, and does not affect the API', async () => {
    expect((await navigate('/app/search', { 'sec-fetch-dest': 'empty' })).status).toBe(404);
    expect((await fetch(`${server.url}/app/anything`, { headers: { accept: 'application/json' } })).status).toBe(404);
    expect((await navigate('/backups')).status).toBe(401);
    expect((await navigate('/nowhere')).status).toBe(401);
  });

  it('allows caching of assets, and serves nothing else of its folder', async () => {
    const asset = await fetch(`${server.url}/app/assets/app-1234.js`);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-type')).toContain('javascript');
    expect(asset.headers.get('x-content-type-options')).toBe('nosniff');
    for (const path of ['/app/assets/none.js', '/app/assets/..%2fsecret.txt', '/app/assets/']) {
      const answer = await fetch(server.url + path);
      expect([path, answer.status >= 400]).toEqual([path, true]);
      expect(await answer.text()).not.toContain('not an asset');
    }
  });

  describe('sends compressed assets', () => {
    const ask = (name: string, accept: string, { method = 'GET', ...headers }: Record<string, string> = {}) =>
      fetch(`${server.url}/app/assets/${name}`, { method, headers: { 'accept-encoding': accept, ...headers } });

    const accepted = [
      ['gzip, deflate, br, zstd', 'br', brotliCompressSync(SCRIPT).length],
      ['gzip, deflate', 'gzip', gzipSync(SCRIPT).length],
      ['br;q=0, gzip;q=0.5', 'gzip', gzipSync(SCRIPT).length],
      ['deflate', null, SCRIPT.length],
      ['br;q=0, gzip;q=0.0', null, SCRIPT.length],
      ['identity', null, SCRIPT.length],
    ] as const;
    it.each(accepted.flatMap((row) => ['large-1234.js', 'copies-1234.js'].map((name) => [...row, name] as const)))(
      'to a browser that accepts %s (%s, %s bytes of %s)',
      async (accept, encoding, length, name) => {
        for (const method of ['GET', 'HEAD']) {
          const answer = await ask(name, accept, { method });
          const header = (name: string): string | null => answer.headers.get(name);
          expect([answer.status, header('content-encoding'), header('content-length')]).toEqual([
            200,
            encoding,
            String(length),
          ]);
          expect(header('vary')).toBe('accept-encoding');
          expect(header('content-type')).toBe('application/javascript; charset=utf-8');
          expect(header('cache-control')).toBe('public, max-age=31536000, immutable');
          expect(await answer.text()).toBe(method === 'HEAD' ? '' : SCRIPT);
        }
      },
    );

    it('each with its own ETag', async () => {
      const tags = await Promise.all(
        ['br', 'gzip', 'identity'].map(
          async (accept) => (await ask('large-1234.js', accept)).headers.get('etag') ?? '',
        ),
      );
      expect(new Set(tags).size).toBe(3);
      // Without a `cache-control`, `fetch` adds `no-cache`, which asks for the file in any case.
      const known = (tag: string): Record<string, string> => ({ 'if-none-match': tag, 'cache-control': 'max-age=0' });
      const answers = await Promise.all(tags.map((tag) => ask('large-1234.js', 'br', known(tag))));
      expect(answers.map(({ status }) => status)).toEqual([304, 200, 200]);
      const [unchanged] = answers;
      expect([unchanged?.headers.get('vary'), await unchanged?.text()]).toEqual(['accept-encoding', '']);
    });

    it('unless there is no compressed copy, as of the page and of ranges of the map', async () => {
      const small = await ask('app-1234.js', 'br, gzip');
      expect([small.headers.get('content-encoding'), await small.text()]).toEqual([null, 'export {};']);
      const range = await ask('world-1234.pmtiles', 'br, gzip', { range: 'bytes=1000-1004' });
      expect([range.status, range.headers.get('content-encoding')]).toEqual([206, null]);
      expect([range.headers.get('content-range'), await range.text()]).toEqual(['bytes 1000-1004/4000', 'tiles']);
      const page = await navigate('/app/', { 'accept-encoding': 'br, gzip' });
      expect([page.status, page.headers.get('content-encoding')]).toEqual([200, null]);
    });
  });

  it('explains what to do if it is not built', async () => {
    const unbuilt = await startTestServer([], {}, { pageFolder: join(folder, 'nothing') });
    const answer = await fetch(`${unbuilt.url}/app/`);
    expect([answer.status, await answer.json()]).toMatchObject([404, { detail: expect.stringContaining('build:web') }]);
    await unbuilt.close();
  });

  it('logs truncated policy violations, and rejects other bodies', async () => {
    const report = (body: unknown, type = 'application/csp-report'): Promise<Response> =>
      fetch(`${server.url}/csp-reports`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: JSON.stringify(body),
      });
    const violation = { 'effective-directive': 'script-src-elem', 'blocked-uri': `inline${'x'.repeat(5000)}` };
    expect((await report({ 'csp-report': violation })).status).toBe(204);
    expect(server.log()).toContain('"effective-directive":"script-src-elem"');
    expect(server.log()).not.toContain('x'.repeat(301));
    expect((await report({})).status).toBe(400);
    expect((await report({ 'csp-report': { 'effective-directive': 'x'.repeat(20_000) } })).status).toBe(413);
    expect((await report({ 'csp-report': violation }, 'text/plain')).status).toBe(400);
  });
});
