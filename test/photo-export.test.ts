import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, parse } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from './corpus.ts';
import { firstOnly } from './support/first-only.ts';
import { runCli } from './support/run-cli.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { type SyntheticEntry, writeBackup } from './synthetic/index.ts';

firstOnly();

const LIBRARY = 'photos/macos-26.1';
const MEDIA = 'Media';

const entry = (relativePath: string, contents: Buffer): SyntheticEntry => ({
  domain: 'CameraRollDomain',
  relativePath,
  kind: 'file',
  contents,
  protectionClass: 4,
});

/** The library with its files where a phone has them. */
async function* phone(): AsyncGenerator<SyntheticEntry, void, undefined> {
  yield entry(`${MEDIA}/PhotoData/Photos.sqlite`, await readFile(corpusPath(`${LIBRARY}/Photos.sqlite`)));
  const originals = corpusPath(`${LIBRARY}/originals`);
  for (const path of (await readdir(originals, { recursive: true })).filter((name) => extname(name) !== '')) {
    yield entry(`${MEDIA}/${path}`, await readFile(join(originals, path)));
  }
  const renders = corpusPath(`${LIBRARY}/resources/renders`);
  for (const path of (await readdir(renders, { recursive: true })).filter((name) => /\.(?:jpeg|heic)$/.test(name))) {
    const { dir, name, ext } = parse(path);
    const stem = name.replace('_1_201_a', '');
    const place = `${MEDIA}/PhotoData/Mutations/${dir}/${stem}/Adjustments/FullSizeRender${ext}`;
    yield entry(place, await readFile(join(renders, path)));
  }
}

/** Read from the tables with Python's sqlite3. */
const TULIPS = {
  'dc:title': 'Tulips tied together at a flower shop',
  'dc:description': 'Wedding tulips',
  'dc:subject': 'flowers wedding',
};
const PUMPKINS = {
  'dc:title': 'Can we carry this?',
  'dc:description': 'Girls with pumpkins',
  'dc:subject': 'Kids',
  'Iptc4xmpExt:PersonInImage': 'Katie Suzy',
};

describeCorpus('the export of a real library', () => {
  let workspace: Workspace;
  let target = '';
  beforeAll(async () => {
    workspace = await makeWorkspace();
    await mkdir(workspace.backups, { recursive: true });
    await writeBackup(join(workspace.backups, 'phone'), {
      deviceName: 'phone',
      manifest: 'db',
      layout: 'sharded',
      files: phone(),
    });
    expect((await runCli(workspace, ['index', 'phone'])).status).toBe(0);
  });
  afterAll(() => workspace.remove());

  /** What the last export said on stderr. */
  let said = '';
  async function exported(...options: readonly string[]): Promise<string[]> {
    target = join(workspace.backups, '..', `out-${options.join('-').replaceAll(/[^a-z]/g, '')}`);
    const args = ['export', 'phone', '--what', 'photos', '--to', target, ...options];
    const { status, stderr } = await runCli(workspace, args);
    expect([status, stderr]).toEqual([0, expect.stringContaining('\n')]);
    said = stderr;
    return (await readdir(target, { recursive: true })).toSorted();
  }

  it('has the names and bytes of the originals, their times, and sidecars', async () => {
    const names = await exported('--folders', 'none', '--sidecar', 'xmp', '--hidden', 'too', '--trashed', 'too');
    expect(names.filter((name) => !/\.xmp$|^(?:ABOUT|MISSING|export-plan)/.test(name))).toEqual([
      'IMG_1064.jpeg',
      'IMG_1994.JPG',
      'IMG_1997.JPG',
      'IMG_3092 (edited).heic',
      'IMG_3092.heic',
      'IMG_4547.jpg',
      'Pumkins1.jpg',
      'Pumkins2.jpg',
      'Pumpkins3.jpg',
      'St James Park (edited).jpeg',
      'St James Park.jpg',
      'Tulips (edited).jpeg',
      'Tulips.jpg',
      'wedding (edited).jpeg',
      'wedding.jpg',
      'wedding_edited.jpg',
    ]);
    const original = await readFile(corpusPath(`${LIBRARY}/originals/6/6191423D-8DB8-4D4C-92BE-9BBBA308AAC4.jpeg`));
    expect((await readFile(join(target, 'Tulips.jpg'))).equals(original)).toBe(true);
    expect((await stat(join(target, 'Tulips.jpg'))).mtime.toISOString()).toBe('2019-07-04T20:24:01.000Z');
    // The command must name the list: users overlook it among hundreds of files.
    expect(said).toContain('see MISSING.txt');
    const missing = await readFile(join(target, 'MISSING.txt'), 'utf8');
    for (const name of ['Pumpkins4.jpg', 'DSC03584.dng', 'IMG_2000.JPG', 'IMG_1693.tif']) {
      expect(missing).toContain(`\n${name}`);
    }
    const facts = async (name: string) => valuesIn(await readFile(join(target, name), 'utf8'));
    expect(await facts('Tulips.jpg.xmp')).toMatchObject(TULIPS);
    expect(await facts('Pumkins1.jpg.xmp')).toMatchObject(PUMPKINS);
    expect(await facts('wedding (edited).jpeg.xmp')).toMatchObject({ 'xmp:Rating': '5' });
    expect(await facts('St James Park.jpg.xmp')).toMatchObject({
      'exif:GPSLatitude': '51,30.21430020N',
      'exif:GPSLongitude': '0,7.90833000W',
      'exif:DateTimeOriginal': '2018-10-13T09:18:12.501-04:00',
    });
    // Of Suzy: centre 0.3171, 0.6631 from below, 0.0662 of the width of 2048 by 1365 pixels.
    expect(await readFile(join(target, 'Pumkins1.jpg.xmp'), 'utf8')).toMatch(
      /Suzy<\/mwg-rs:Name><mwg-rs:Type>Face<\/mwg-rs:Type><mwg-rs:Area stArea:x="0\.31709058" stArea:y="0\.33688217" stArea:w="0\.06619324" stArea:h="0\.0993141/,
    );
  });

  it('has the metadata in JPEGs where that is wanted, and beside them where their own would be lost', async () => {
    const names = await exported('--folders', 'none', '--embed');
    const within = async (name: string) => {
      const { xmp } = await sharp(join(target, name)).metadata();
      return valuesIn(xmp?.toString() ?? '');
    };
    expect(await within('Tulips.jpg')).toMatchObject(TULIPS);
    expect(await within('Pumkins1.jpg')).toMatchObject(PUMPKINS);
    const original = corpusPath(`${LIBRARY}/originals/6/6191423D-8DB8-4D4C-92BE-9BBBA308AAC4.jpeg`);
    const [before, after] = [await sharp(original).metadata(), await sharp(join(target, 'Tulips.jpg')).metadata()];
    expect(after.exif).toEqual(before.exif);
    expect(after.icc).toEqual(before.icc);
    const pixels = async (path: string) => sharp(path).raw().toBuffer();
    expect((await pixels(join(target, 'Tulips.jpg'))).equals(await pixels(original))).toBe(true);
    expect(names.filter((name) => name.endsWith('.xmp'))).toEqual([
      'IMG_3092 (edited).heic.xmp',
      'IMG_3092.heic.xmp',
      // It has a copyright.
      'St James Park (edited).jpeg.xmp',
    ]);
  });

  it('makes upright JPEGs of HEIC with time and camera', async () => {
    await exported('--folders', 'none', '--format', 'jpeg', '--versions', 'original');
    const { format, exif, orientation } = await sharp(join(target, 'IMG_3092.jpg')).metadata();
    expect({ format, orientation }).toEqual({ format: 'jpeg', orientation: 1 });
    expect(exif?.toString('latin1')).toContain('iPhone');
  });
});

/** Texts of the elements of an XMP; of lists all items. */
function valuesIn(xmp: string): Record<string, string> {
  const found = [...xmp.matchAll(/^<([\w-]+:\w+)>(.*)<\/\1>$/gm)].map(([, name = '', inner = '']) => {
    const items = [...inner.matchAll(/<rdf:li[^>]*>([^<]*)<\/rdf:li>/g)].map(([, item = '']) => item);
    return [name, items.length === 0 ? inner : items.toSorted().join(' ')] as const;
  });
  return Object.fromEntries(found);
}
