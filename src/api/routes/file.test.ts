import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'content-disposition';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer, TOKEN } from '../../../test/support/api/client.ts';
import { rounds } from '../../../test/support/depth.ts';
import { fileIDOf, writeBackup } from '../../../test/synthetic/index.ts';

const PASSWORD = 'correct horse';
const DOMAIN = 'CameraRollDomain';
const SIZE = 3 * 1024 * 1024 + 7;
/** Long enough to be in progress when the client disconnects. */
const LONG_SIZE = 64 * 1024 * 1024;

const HOSTILE = [
  'a\r\nSet-Cookie: evil=1; x',
  '"quoted"; filename="other.exe',
  'photo\u202egpj.exe',
  '🎈 fête ✓.txt',
  '..\\..\\windows.ini',
  `${'x'.repeat(300)}.txt`,
];

describe('the contents of a file', () => {
  const contents = randomBytes(SIZE);
  let folder = '';
  let server: TestServer;
  let id = '';
  let session = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-file-'));
    await writeBackup(join(folder, 'backup'), {
      encrypted: { password: PASSWORD },
      manifest: 'db',
      layout: 'sharded',
      files: [
        { domain: DOMAIN, relativePath: 'Media/big.bin', kind: 'file', contents },
        { domain: DOMAIN, relativePath: 'Media/long.bin', kind: 'file', contents: Buffer.alloc(LONG_SIZE) },
        { domain: DOMAIN, relativePath: 'Media/empty.txt', kind: 'file' },
        {
          domain: DOMAIN,
          relativePath: 'Media/page.html',
          kind: 'file',
          contents: Buffer.from('<script>alert(1)</script>'),
        },
        { domain: DOMAIN, relativePath: 'Media/missing.bin', kind: 'file', contents, missing: true },
        { domain: DOMAIN, relativePath: 'Media/cut.bin', kind: 'file', contents, truncateTo: 1000 },
        { domain: DOMAIN, relativePath: 'Media/link', kind: 'symlink', target: '/etc/passwd' },
        ...HOSTILE.map((name) => ({
          domain: DOMAIN,
          relativePath: `Media/${name}`,
          kind: 'file' as const,
          contents: Buffer.from(name),
        })),
      ],
    });
    server = await startTestServer([join(folder, 'backup')]);
    id = server.idOf(join(folder, 'backup'));
    session = await server.unlock(id, PASSWORD);
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const address = (name: string): string => `/backups/${id}/file/${fileIDOf(DOMAIN, `Media/${name}`)}`;
  const ask = (name: string, headers: Record<string, string> = {}): Promise<Response> =>
    server.get(address(name), { 'x-backup-session': session, ...headers });
  const head = (name: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(server.url + address(name), {
      method: 'HEAD',
      headers: { 'x-api-token': TOKEN, 'x-backup-session': session, ...headers },
    });

  it('is sent completely with its exact length', async () => {
    const response = await ask('big.bin');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(SIZE));
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('x-file-integrity')).toBe('ok');
    expect(Buffer.from(await response.arrayBuffer()).equals(contents)).toBe(true);
  });

  it('is sent in any range, byte for byte', async () => {
    const offset = fc.oneof(
      fc.nat({ max: SIZE + 20 }),
      fc.integer({ min: SIZE - 40, max: SIZE + 20 }),
      fc.nat({ max: 40 }),
    );
    const range = fc.oneof(
      fc.tuple(offset, offset).map(([a, b]) => ({
        header: `bytes=${Math.min(a, b)}-${Math.max(a, b)}`,
        from: Math.min(a, b),
        to: Math.max(a, b) + 1,
      })),
      offset.map((from) => ({ header: `bytes=${from}-`, from, to: SIZE })),
      fc
        .integer({ min: 1, max: SIZE + 20 })
        .map((length) => ({ header: `bytes=-${length}`, from: Math.max(0, SIZE - length), to: SIZE })),
    );
    await fc.assert(
      fc.asyncProperty(range, async ({ header, from, to }) => {
        const response = await ask('big.bin', { range: header });
        const body = Buffer.from(await response.arrayBuffer());
        if (from >= SIZE) {
          expect(response.status).toBe(416);
          expect(response.headers.get('content-range')).toBe(`bytes */${SIZE}`);
          return;
        }
        const end = Math.min(to, SIZE);
        expect(response.status).toBe(206);
        expect(response.headers.get('content-range')).toBe(`bytes ${from}-${end - 1}/${SIZE}`);
        expect(response.headers.get('content-length')).toBe(String(end - from));
        expect(body.equals(contents.subarray(from, end))).toBe(true);
      }),
      { seed: 5, numRuns: rounds(60) },
    );
  });

  it('is sent completely for multiple ranges, other units and invalid headers', async () => {
    for (const range of ['bytes=0-1,5-6', 'lines=1-2', 'bytes=9-1', 'nonsense']) {
      const response = await ask('page.html', { range });
      expect(response.status).toBe(200);
      expect(await response.text()).toHaveLength(25);
    }
  });

  it('is described by HEAD exactly as by GET, without a body', async () => {
    for (const name of ['big.bin', 'empty.txt', 'page.html']) {
      const [described, sent] = [await head(name, { range: 'bytes=0-0' }), await ask(name)];
      await sent.arrayBuffer();
      expect(described.status).toBe(200);
      for (const header of [
        'content-length',
        'content-type',
        'etag',
        'content-disposition',
        'content-security-policy',
      ]) {
        expect([header, described.headers.get(header)]).toEqual([header, sent.headers.get(header)]);
      }
    }
  });

  it('is not sent again to a client that has it cached', async () => {
    const etag = (await head('big.bin')).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"/);
    const again = await ask('big.bin', { 'if-none-match': etag });
    expect(again.status).toBe(304);
    expect(again.headers.get('etag')).toBe(etag);
    expect(await again.text()).toBe('');
    expect((await head('big.bin', { 'if-none-match': etag })).status).toBe(304);
    const other = await ask('page.html', { 'if-none-match': etag });
    expect(other.status).toBe(200);
    await other.text();
  });

  it('is sent in ranges only if If-Range matches', async () => {
    const etag = (await head('page.html')).headers.get('etag') ?? '';
    const status = async (ifRange: string): Promise<number> => {
      const response = await ask('page.html', { range: 'bytes=0-3', 'if-range': ifRange });
      await response.text();
      return response.status;
    };
    expect(await status(etag)).toBe(206);
    expect(await status('"other"')).toBe(200);
    expect(await status('Sat, 01 Jun 2024 12:00:00 GMT')).toBe(200);
  });

  it('is sandboxed in a browser', async () => {
    const response = await ask('page.html');
    expect(await response.text()).toContain('<script>');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("sandbox; default-src 'none'");
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  });

  it.each(HOSTILE)('keeps the name %j inside its header', async (name) => {
    for (const [query, type] of [
      ['', 'inline'],
      ['?download=1', 'attachment'],
    ]) {
      const response = await server.get(address(name) + query, { 'x-backup-session': session });
      expect(await response.text()).toBe(name);
      expect(response.headers.get('set-cookie')).toBeNull();
      const disposition = parse(response.headers.get('content-disposition') ?? '');
      expect(disposition.type).toBe(type);
      expect(disposition.parameters.filename).not.toMatch(/[\p{Cc}\\/\u202e]/u);
      expect(Buffer.byteLength(disposition.parameters.filename ?? '')).toBeLessThanOrEqual(255);
    }
  });

  it('is saved under the given name with its extension', async () => {
    const saved = async (name: string): Promise<string | undefined> => {
      const query = new URLSearchParams({ download: '1', name });
      const response = await server.get(`${address('page.html')}?${String(query)}`, { 'x-backup-session': session });
      await response.text();
      expect(response.headers.get('set-cookie')).toBeNull();
      return parse(response.headers.get('content-disposition') ?? '').parameters.filename;
    };
    expect(await saved('IMG_0001')).toBe('IMG_0001.html');
    expect(await saved('IMG_0001 (edited)')).toBe('IMG_0001 (edited).html');
    expect(await saved('../../a/b')).toBe('.._.._a_b.html');
    expect(await saved('..')).toBe('...html');
    expect(await saved('x\r\nSet-Cookie: evil=1; \u202e')).toBe('x__Set-Cookie_ evil=1; _.html');
    expect((await saved('🎈'.repeat(100)))?.endsWith('🎈.html')).toBe(true);
    const refused = await server.get(`${address('page.html')}?download=1&name=`, { 'x-backup-session': session });
    expect(refused.status).toBe(400);
  });

  it('is empty for an empty file', async () => {
    const response = await ask('empty.txt');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('0');
    expect(await response.text()).toBe('');
    expect((await ask('empty.txt', { range: 'bytes=0-' })).status).toBe(416);
  });

  it.each([
    ['missing.bin', 404, 'PAYLOAD_MISSING'],
    ['link', 409, 'NOT_A_FILE'],
    ['not listed', 404, 'NOT_FOUND'],
  ])('is a problem for %s', async (name, status, code) => {
    const response = await ask(name);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(response.headers.get('etag')).toBeNull();
    expect(await response.json()).toMatchObject({ code, status });
  });

  it('is served partially and marked as truncated if the copy is truncated', async () => {
    const response = await ask('cut.bin');
    expect(response.headers.get('x-file-integrity')).toBe('truncated');
    expect(Buffer.from(await response.arrayBuffer()).equals(contents.subarray(0, 992))).toBe(true);
  });

  it('finds nothing for an invalid fileID', async () => {
    for (const fileId of ['..%2F..%2Fetc%2Fpasswd', 'A'.repeat(40), 'a'.repeat(39)]) {
      const response = await server.get(`/backups/${id}/file/${fileId}`, { 'x-backup-session': session });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it.skipIf(process.platform !== 'linux')('leaves no descriptor open, also when the client goes away', async () => {
    const open = async (): Promise<number> => {
      const names = await readdir('/proc/self/fd');
      const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')));
      return targets.filter((target) => target.startsWith(folder)).length;
    };
    const before = await open();
    for (let round = 0; round < 20; round++) {
      const client = new AbortController();
      const response = await fetch(server.url + address('long.bin'), {
        headers: { 'x-api-token': TOKEN, 'x-backup-session': session },
        signal: client.signal,
      });
      await response.body?.getReader().read();
      client.abort();
    }
    for (const name of ['missing.bin', 'link', 'big.bin']) await (await ask(name)).arrayBuffer();
    await (await ask('big.bin', { range: 'bytes=99999999-' })).arrayBuffer();
    await head('big.bin');
    await expect.poll(open).toBe(before);
  });
});

describe('a server that closes', () => {
  it('aborts running downloads and closes their files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aj-close-'));
    const contents = Buffer.alloc(LONG_SIZE);
    await writeBackup(join(folder, 'backup'), {
      manifest: 'mbdb',
      layout: 'flat',
      files: [{ domain: DOMAIN, relativePath: 'long.bin', kind: 'file', contents }],
    });
    const server = await startTestServer([join(folder, 'backup')]);
    const id = server.idOf(join(folder, 'backup'));
    const response = await server.get(`/backups/${id}/file/${fileIDOf(DOMAIN, 'long.bin')}`);
    const reader = response.body?.getReader();
    await reader?.read();
    await server.stop();
    const rest = async (): Promise<void> => {
      for (let done = false; !done; ) done = (await reader?.read())?.done ?? true;
    };
    await expect(rest()).rejects.toThrow();
    await server.close();
    await rm(folder, { recursive: true });
  });
});
