import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as yauzl from 'yauzl';
import { startTestServer, type TestServer } from '../../../test/support/api/client.ts';
import { fileIDOf, type SyntheticEntry, writeBackup } from '../../../test/synthetic/index.ts';

const PASSWORD = 'correct horse';
const DOMAIN = 'CameraRollDomain';
const TIME = Date.UTC(2019, 6, 4, 12, 30, 15);

const BIG = randomBytes(3 * 1024 * 1024 + 5);
/** Folders with wildcards in their names, and folders that these would match as patterns. */
const PATTERNS = ['a*', 'a?', 'a[b]', 'a\\*', '**'];
const NEIGHBOURS = ['ab', 'abc', 'a*b', 'a', 'a\\b'];
const HOSTILE = ['../../etc/passwd', 'a\\b', 'CON.txt', 'grüße 😀.txt', 'Ab.txt', 'ab.txt', 'x\u202egpj.exe'];

describe('archives', () => {
  let folder = '';
  let server: TestServer;
  let id = '';
  let session = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-archive-'));
    const file = (relativePath: string, more: Partial<SyntheticEntry> = {}): SyntheticEntry => ({
      domain: DOMAIN,
      relativePath,
      kind: 'file',
      contents: Buffer.from(relativePath),
      modifiedAt: TIME,
      ...more,
    });
    await writeBackup(join(folder, 'backup'), {
      encrypted: { password: PASSWORD },
      deviceName: 'Mara’s "iPhone"',
      manifest: 'db',
      layout: 'sharded',
      files: [
        file('Media/big.mov', { contents: BIG }),
        file('Media/empty.txt', { contents: Buffer.alloc(0) }),
        file('Media/lost.jpg', { missing: true }),
        file('Media/cut.bin', { contents: BIG, truncateTo: 1000 }),
        file('Lengths/shorter.txt', { contents: Buffer.from('short'), sizeHint: 9 }),
        file('Lengths/longer.txt', { contents: Buffer.from('longer'), sizeHint: 3 }),
        { domain: DOMAIN, relativePath: 'Media/link', kind: 'symlink', target: '/etc/passwd' },
        ...HOSTILE.map((name) => file(`Odd/${name}`)),
        ...[...PATTERNS, ...NEIGHBOURS].map((name) => file(`Globs/${name}/deep/x.txt`)),
        { ...file('x.txt'), domain: 'AppDomain-*' },
        { ...file('x.txt'), domain: 'AppDomain-other' },
        file('Long/zero.bin', { contents: Buffer.alloc(64 * 1024 * 1024) }),
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

  const auth = (): Record<string, string> => ({ 'x-backup-session': session });

  it('contain complete files with modification times, and list missing ones', async () => {
    const response = await server.get(`/backups/${id}/archive?domain=CameraRoll*&path=Media/**`, auth());
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
    expect(response.headers.get('content-disposition')).toContain('attachment');
    const files = await unzip(response);
    expect([...files.keys()].sort()).toEqual([
      `${DOMAIN}/Media/big.mov`,
      `${DOMAIN}/Media/cut.bin`,
      `${DOMAIN}/Media/empty.txt`,
      'MISSING.txt',
    ]);
    expect(files.get(`${DOMAIN}/Media/big.mov`)).toMatchObject({ bytes: BIG, modifiedAt: TIME });
    expect(files.get(`${DOMAIN}/Media/empty.txt`)?.bytes.length).toBe(0);
    const missing = files.get('MISSING.txt')?.bytes.toString() ?? '';
    expect(
      missing
        .split('\r\n')
        .filter((line) => line.startsWith(DOMAIN))
        .map((line) => line.split('\t')[0]),
    ).toEqual([`${DOMAIN}/Media/cut.bin`, `${DOMAIN}/Media/link`, `${DOMAIN}/Media/lost.jpg`]);
  });

  it('name no file whose padding shows that it is whole, whatever length the backup lists', async () => {
    const files = await unzip(await server.get(`/backups/${id}/archive?domain=${DOMAIN}&path=Lengths/**`, auth()));
    expect(files.has('MISSING.txt')).toBe(false);
    for (const name of ['shorter', 'longer']) {
      const address = `/backups/${id}/file/${fileIDOf(DOMAIN, `Lengths/${name}.txt`)}`;
      expect((await server.get(address, auth())).headers.get('x-file-integrity')).toBe('ok');
    }
    expect(files.get(`${DOMAIN}/Lengths/longer.txt`)?.bytes.toString()).toBe('longer');
  });

  it('give every file a unique path inside the archive', async () => {
    const files = await unzip(await server.get(`/backups/${id}/archive?domain=${DOMAIN}&path=Odd/**`, auth()));
    expect(files.size).toBe(HOSTILE.length);
    expect([...files.values()].map(({ bytes }) => bytes.toString()).sort()).toEqual(
      HOSTILE.map((name) => `Odd/${name}`).sort(),
    );
    for (const name of files.keys()) expect(name).toMatch(/^CameraRollDomain\/(?!.*(?:\.\.\/|[\\\u202e]))/);
    expect(new Set([...files.keys()].map((name) => name.toLowerCase())).size).toBe(HOSTILE.length);
  });

  it('contain the requested files', async () => {
    const named = fileIDOf(DOMAIN, 'Odd/Ab.txt');
    const unknown = '0'.repeat(40);
    const response = await server.post(`/backups/${id}/archive`, { files: [named, named, unknown] }, auth());
    const files = await unzip(response);
    expect([...files.keys()]).toEqual([`${DOMAIN}/Odd/Ab.txt`, 'MISSING.txt']);
    expect(files.get('MISSING.txt')?.bytes.toString()).toContain(unknown);
  });

  it('give files the requested names with their extensions and unique paths', async () => {
    const named = (path: string, name: string) => ({ file: fileIDOf(DOMAIN, path), folder: '2019/07: 4', name });
    const files = [
      named('Odd/Ab.txt', 'IMG_1'),
      named('Odd/ab.txt', 'img_1'),
      named('Media/big.mov', 'IMG_1'),
      named('Media/cut.bin', '../../x'),
      fileIDOf(DOMAIN, 'Media/empty.txt'),
      named('Media/lost.jpg', 'lost'),
    ];
    const made = await unzip(await server.post(`/backups/${id}/archive`, { files }, auth()));
    expect([...made.keys()]).toEqual([
      '2019%2F07%3A 4/IMG_1.txt',
      '2019%2F07%3A 4/img_1~2.txt',
      '2019%2F07%3A 4/IMG_1.mov',
      '2019%2F07%3A 4/..%2F..%2Fx.bin',
      `${DOMAIN}/Media/empty.txt`,
      'MISSING.txt',
    ]);
    expect(made.get('2019%2F07%3A 4/img_1~2.txt')?.bytes.toString()).toBe('Odd/ab.txt');
    expect(made.get('MISSING.txt')?.bytes.toString()).toContain('Media/lost.jpg');
  });

  it.each([...PATTERNS, ...NEIGHBOURS])('contain exactly the requested folder: %s', async (name) => {
    const body = { domain: DOMAIN, folder: `Globs/${name}` };
    const posted = await unzip(await server.post(`/backups/${id}/archive`, body, auth()));
    const query = new URLSearchParams(body).toString();
    const got = await unzip(await server.get(`/backups/${id}/archive?${query}`, auth()));
    for (const files of [posted, got])
      expect([...files.values()].map(({ bytes }) => bytes.toString())).toEqual([`Globs/${name}/deep/x.txt`]);
  });

  it('contain exactly the requested domain', async () => {
    const whole = await unzip(
      await server.post(`/backups/${id}/archive`, { domain: 'AppDomain-*', folder: '' }, auth()),
    );
    expect([...whole.values()].map(({ bytes }) => bytes.toString())).toEqual(['x.txt']);
    const matched = await unzip(await server.post(`/backups/${id}/archive`, { domain: 'AppDomain-*' }, auth()));
    expect(matched.size).toBe(2);
  });

  it.each([
    {},
    { files: [] },
    { files: ['x'] },
    { files: ['0'.repeat(40)], domain: 'D' },
    { folder: 'Media' },
    { domain: 'D', path: '**', folder: 'Media' },
    { files: ['0'.repeat(40)], folder: 'Media' },
  ])('refuse a request that names nothing or too much: %j', async (body) => {
    expect((await server.post(`/backups/${id}/archive`, body, auth())).status).toBe(400);
  });

  it('need the session', async () => {
    expect((await server.get(`/backups/${id}/archive?domain=*`)).status).toBe(423);
    expect((await server.post(`/backups/${id}/downloads`, { archive: { domain: DOMAIN } })).status).toBe(423);
    const table = { what: 'table', format: 'csv', keys: ['calls'] };
    expect((await server.post(`/backups/${id}/downloads`, { export: { ...table, files: true } })).status).toBe(423);
    // Indexed data is readable without it.
    expect((await server.post(`/backups/${id}/downloads`, { export: table })).status).toBe(201);
  });

  it('can be downloaded through a single-use link', async () => {
    const made = await server.post(
      `/backups/${id}/downloads`,
      { archive: { domain: DOMAIN, path: 'Odd/Ab.txt' } },
      auth(),
    );
    const { url, expiresAt } = (await made.json()) as { url: string; expiresAt: number };
    expect([made.status, expiresAt > Date.now()]).toEqual([201, true]);
    expect([...(await unzip(await server.get(url, auth()))).keys()]).toEqual([`${DOMAIN}/Odd/Ab.txt`]);
    expect((await server.get(url, auth())).status).toBe(404);
  });

  it('stop when the client disconnects', async () => {
    const controller = new AbortController();
    const response = await fetch(`${server.url}/backups/${id}/archive?domain=${DOMAIN}&path=Long/**`, {
      headers: { 'x-api-token': 'test-token-0123456789abcdef', ...auth() },
      signal: controller.signal,
    });
    await response.body?.getReader().read();
    controller.abort();
    // All files are closed, so locking does not wait.
    await expect.poll(() => server.app.sessions.lock(id).then(() => 'locked')).toBe('locked');
    session = await server.unlock(id, PASSWORD);
  });
});

interface Unzipped {
  readonly bytes: Buffer;
  readonly modifiedAt: number;
}

/** The files of an archive by name, parsed by another library. */
async function unzip(response: Response): Promise<Map<string, Unzipped>> {
  const path = join(await mkdtemp(join(tmpdir(), 'aj-unzip-')), 'a.zip');
  await writeFile(path, Buffer.from(await response.arrayBuffer()));
  const zip = await yauzl.openPromise(path);
  const files = new Map<string, Unzipped>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    files.set(entry.fileName, { bytes: Buffer.concat(chunks), modifiedAt: entry.getLastModDate().getTime() });
  }
  await rm(join(path, '..'), { recursive: true });
  return files;
}
