import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { startTestServer, type TestServer } from '../../../test/support/api/client.ts';
import { fullOnly } from '../../../test/support/depth.ts';
import { fileIDOf, gradient, type SyntheticEntry, writeBackup, writePng } from '../../../test/synthetic/index.ts';

const PASSWORD = 'correct horse';
const DOMAIN = 'CameraRollDomain';

/** A server with one encrypted backup of these files, unlocked. */
async function serve(files: Readonly<Record<string, Uint8Array>>) {
  const folder = await mkdtemp(join(tmpdir(), 'aj-thumbnail-'));
  const entries = Object.entries(files).map(
    ([name, contents]): SyntheticEntry => ({ domain: DOMAIN, relativePath: `Media/${name}`, kind: 'file', contents }),
  );
  await writeBackup(join(folder, 'backup'), {
    encrypted: { password: PASSWORD },
    manifest: 'db',
    layout: 'sharded',
    files: entries,
  });
  const server: TestServer = await startTestServer([join(folder, 'backup')]);
  const id = server.idOf(join(folder, 'backup'));
  let session = await server.unlock(id, PASSWORD);
  return {
    server,
    id,
    ask: (name: string, rest: string, headers: Record<string, string> = {}) =>
      server.get(`/backups/${id}/file/${fileIDOf(DOMAIN, `Media/${name}`)}/${rest}`, {
        'x-backup-session': session,
        ...headers,
      }),
    unlock: async () => {
      session = await server.unlock(id, PASSWORD);
    },
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

type Served = Awaited<ReturnType<typeof serve>>;

const bodyOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

describe('pictures', () => {
  let served: Served;
  beforeAll(async () => {
    const png = writePng(640, 480, gradient(40, 640));
    // EXIF orientation 6: portrait.
    const turned = await sharp(png).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    served = await serve({
      'plain.png': png,
      'turned.jpg': turned,
      'cut.jpg': turned.subarray(0, turned.length / 2),
      'text.txt': Buffer.from('no picture'),
      'picture.svg': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>'),
      'broken.jpg': Buffer.from('\xff\xd8\xff\xe0 and nothing else', 'latin1'),
      'huge.png': hugePng(),
      'movie.mov': Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1'),
    });
  });
  afterAll(() => served.close());

  it('become thumbnails of few sizes, upright, never enlarged', async () => {
    const response = await served.ask('turned.jpg', 'thumbnail?size=150');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(await sharp(await bodyOf(response)).metadata()).toMatchObject({ format: 'webp', width: 144, height: 192 });
    const largest = await served.ask('plain.png', 'thumbnail?size=1500&format=jpeg');
    expect(await sharp(await bodyOf(largest)).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 480 });
  });

  it('have no other metadata', async () => {
    const { exif, orientation } = await sharp(
      await bodyOf(await served.ask('turned.jpg', 'rendered?format=jpeg')),
    ).metadata();
    expect([exif, orientation]).toEqual([undefined, undefined]);
  });

  it('of an encrypted backup must not be stored, but can be revalidated', async () => {
    const first = await served.ask('plain.png', 'thumbnail');
    expect(first.headers.get('cache-control')).toBe('private, no-store');
    const etag = first.headers.get('etag') ?? '';
    const again = await served.ask('plain.png', 'thumbnail', { 'if-none-match': etag });
    expect([again.status, (await bodyOf(again)).length]).toEqual([304, 0]);
    const other = await served.ask('plain.png', 'thumbnail?size=96', { 'if-none-match': etag });
    expect(other.status).toBe(200);
  });

  it('that are truncated are shown partially', async () => {
    expect((await served.ask('cut.jpg', 'thumbnail')).status).toBe(200);
  });

  it.each([
    ['text.txt', 'UNSUPPORTED_MEDIA'],
    ['picture.svg', 'UNSUPPORTED_MEDIA'],
    ['broken.jpg', 'MALFORMED_MEDIA'],
    ['huge.png', 'LIMIT_EXCEEDED'],
    ['movie.mov', 'CONVERTER_MISSING'],
  ])('%s is refused with %s, and without a tag', async (name, code) => {
    const response = await served.ask(name, 'thumbnail');
    expect(await response.json()).toMatchObject({ code });
    expect(response.headers.get('etag')).toBeNull();
  });

  it('need the session, even if generated before', async () => {
    expect((await served.ask('plain.png', 'thumbnail')).status).toBe(200);
    await served.server.app.sessions.lock(served.id);
    expect((await served.ask('plain.png', 'thumbnail')).status).toBe(401);
    await served.unlock();
    expect((await served.ask('plain.png', 'thumbnail')).status).toBe(200);
  });

  it('leave no files on disk', async () => {
    const { temp_path: temp } = served.server.app.settings.backup_paths;
    expect(await readdir(temp).catch(() => [])).toEqual([]);
  });
});

describeCorpus('HEIC', () => {
  let served: Served;
  beforeAll(async () => {
    const names = [
      'iphone_13_pro_max.HEIC',
      'spatial_photo.heic',
      'heif_corrupted/corrupted.heic',
      'heif_corrupted/empty.heic',
    ];
    const files = await Promise.all(
      names.map(async (name) => [name.split('/').at(-1) ?? '', await readFile(corpusPath(`heic/${name}`))] as const),
    );
    served = await serve(Object.fromEntries(files));
  });
  afterAll(() => served.close());

  it('of an iPhone is upright and keeps its colour profile', { ...fullOnly, timeout: 30_000 }, async () => {
    const picture = await bodyOf(await served.ask('iphone_13_pro_max.HEIC', 'rendered?format=jpeg'));
    const facts = await sharp(picture).metadata();
    // Stored as 4032 × 3024 with a rotation.
    expect(facts).toMatchObject({ format: 'jpeg', width: 3024, height: 4032, hasProfile: true });
    expect(Buffer.from(facts.icc ?? []).toString('latin1')).toContain('Display P3');
    const thumbnail = await sharp(
      await bodyOf(await served.ask('iphone_13_pro_max.HEIC', 'thumbnail?size=192')),
    ).metadata();
    expect(thumbnail).toMatchObject({ format: 'webp', width: 144, height: 192, hasProfile: true });
  });

  it.each(['corrupted.heic', 'empty.heic'])('%s is refused', async (name) => {
    const { code } = (await (await served.ask(name, 'thumbnail')).json()) as { code: string };
    expect(['MALFORMED_MEDIA', 'UNSUPPORTED_MEDIA']).toContain(code);
  });
});

/** A PNG that claims to have 100,000 × 100,000 pixels. */
function hugePng(): Buffer {
  const png = Buffer.from(writePng(4, 4, gradient(40, 640)));
  png.writeUInt32BE(100_000, 16);
  png.writeUInt32BE(100_000, 20);
  return png;
}
