import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePmtiles } from '../../../scripts/map-data/pmtiles-archive.ts';
import { startTestServer, type TestServer } from '../../../test/support/api/client.ts';

describe('the map', () => {
  let folder = '';
  let server: TestServer;
  const archive = writePmtiles([{ z: 0, x: 0, y: 0, bytes: Buffer.from('a tile') }], {
    minZoom: 0,
    maxZoom: 14,
    bounds: [11, 45, 12, 46],
    metadata: { vector_layers: [] },
  });
  const use = async (contents: Buffer | null): Promise<void> => {
    const path = join(folder, 'streets.pmtiles');
    await rm(path, { force: true });
    if (contents !== null) await writeFile(path, contents);
    server.app.settings.map.archive = path;
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-map-'));
    server = await startTestServer([]);
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const json = async (path: string): Promise<unknown> => (await server.get(path)).json();

  it('finds towns by name and by position', async () => {
    expect(await json('/map/towns?q=padova&limit=1')).toEqual({
      items: [
        {
          name: 'Padova',
          region: 'Veneto',
          country: 'IT',
          latitude: 45.408,
          longitude: 11.8859,
          population: 203725,
        },
      ],
    });
    expect(await json('/map/nearest-town?latitude=45.4&longitude=11.9')).toMatchObject({ town: { name: 'Padova' } });
    expect(await json('/map/nearest-town?latitude=0&longitude=0')).toEqual({ town: null });
    expect((await server.get('/map/nearest-town?latitude=91&longitude=0')).status).toBe(400);
  });

  it('has no archive unless one is configured', async () => {
    expect(await json('/map/archive')).toEqual({ archive: null, problem: null });
    expect((await server.get('/map/archive/tiles.pmtiles')).status).toBe(404);
  });

  it('describes the configured archive and sends parts of it', async () => {
    await use(archive);
    expect(await json('/map/archive')).toMatchObject({
      archive: { bytes: archive.length, minZoom: 0, maxZoom: 14, bounds: [11, 45, 12, 46] },
      problem: null,
    });
    const part = await server.get('/map/archive/tiles.pmtiles', { range: 'bytes=0-6' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 0-6/${archive.length}`,
      'PMTiles',
    ]);
    const whole = await server.get('/map/archive/tiles.pmtiles');
    expect(Buffer.from(await whole.arrayBuffer()).equals(archive)).toBe(true);
    const etag = whole.headers.get('etag') ?? '';
    expect((await server.get('/map/archive/tiles.pmtiles', { 'if-none-match': etag })).status).toBe(304);
    expect((await server.get('/map/archive/tiles.pmtiles', { range: 'bytes=99999999-' })).status).toBe(416);
    expect((await fetch(`${server.url}/map/archive/tiles.pmtiles`)).status).toBe(401);
  });

  it.each([
    ['missing', null, 'cannot be read (ENOENT)'],
    ['empty', Buffer.alloc(0), 'not a PMTiles archive'],
    ['of another kind', Buffer.from('SQLite format 3\0'.repeat(20)), 'not a PMTiles archive'],
    ['of version 2', Buffer.concat([archive.subarray(0, 7), Buffer.of(2), archive.subarray(8)]), 'version 3'],
    ['of pictures', Buffer.concat([archive.subarray(0, 99), Buffer.of(2), archive.subarray(100)]), 'no vector tiles'],
  ])('says why an archive that is %s is not used', async (_what, contents, words) => {
    await use(contents);
    expect(await json('/map/archive')).toEqual({
      archive: null,
      problem: expect.objectContaining({ text: expect.stringContaining(words) }),
    });
    expect((await server.get('/map/archive/tiles.pmtiles')).status).toBe(404);
  });
});
