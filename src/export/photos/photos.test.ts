import { DOMParser } from '@xmldom/xmldom';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openViewFixture, type RowWriter, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportPlan } from '../../contract/export.ts';
import { type PhotoExport, PhotoExportSchema } from '../../contract/photo-export.ts';
import { prepareExport } from '../prepare-export.ts';
import type { ExportFiles } from '../types.ts';

const HOSTILE = '</rdf:li><x:evil a="&b;">]]>\u0000\u0008\ufffe\ud800 \r\n\u202e"\'';
const TAKEN = Date.UTC(2024, 4, 31, 22, 30, 5, 120);

/** Files of the backup by id: names, of which the first letter decides whether it can be read. */
const NAMES: Record<string, string> = {};
const OPEN = new Set<string>();
/** Contents of files; of others their id. */
const CONTENTS = new Map<string, Buffer>();

const files: ExportFiles = {
  open: async (fileID) => {
    const name = NAMES[fileID];
    if (name === undefined) return null;
    OPEN.add(fileID);
    async function* contents() {
      yield CONTENTS.get(fileID) ?? Buffer.from(fileID);
    }
    const close = async () => void OPEN.delete(fileID);
    return { name, modifiedAt: 0, contents: contents(), integrity: () => 'ok', close };
  },
  name: async (fileID) => NAMES[fileID] ?? null,
  photo: async () => null,
  picture: async (fileID, { quality }) =>
    fileID === 'broken'
      ? null
      : { bytes: Buffer.from(`jpeg ${quality}`), contentType: 'image/jpeg', width: 1, height: 1 },
};

type Asset = Parameters<RowWriter['add']>[1];

describe('an export of photos', () => {
  let fixture: ViewFixture;
  let number = 0;

  /** Indexes a photo whose files are called `names`, by role. */
  const photo = (rows: RowWriter, key: string, names: Partial<Record<string, string | null>>, more: Asset = {}) => {
    const of = (role: string): object => {
      const name = names[role];
      if (name === undefined) return {};
      const id = `${key}-${role}`;
      if (name !== null) NAMES[id] = name;
      return { [`${role}File`]: id, [`${role}State`]: name === null ? 'not-in-backup' : 'present' };
    };
    const roles = ['original', 'edited', 'thumbnail', 'liveVideo'].map(of);
    const plain = { kind: 'photo', createdAt: TAKEN + number++, isHidden: false, isTrashed: false, inLibrary: true };
    rows.add('photo_assets', {
      ...plain,
      key,
      originalFilename: names['original'] ?? key,
      ...Object.assign({}, ...roles),
      ...more,
    });
  };

  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('photos', (rows) => {
      rows.add('photo_albums', { key: 'FOLDER', kind: 'folder', title: 'Trips/2024', isTrashed: false });
      rows.add('photo_albums', { key: 'A', kind: 'album', title: 'Sea', folder: 'FOLDER', isTrashed: false });
      rows.add('photo_albums', { key: 'B', kind: 'album', title: HOSTILE, isTrashed: false });
      rows.add('photo_people', { key: 'ANA', name: 'Ana | Sea' });
      photo(
        rows,
        'live',
        { original: 'IMG_1.HEIC', edited: 'FullSizeRender.jpg', liveVideo: 'IMG_1.MOV' },
        {
          subtype: 'live-photo',
          utcOffset: 7200,
          isFavourite: true,
          title: 'Title',
          caption: 'Caption & <more>',
          keywords: ['beach', 'a|b'],
          width: 3024,
          height: 4032,
          orientation: 6,
          latitude: -33.8567844,
          longitude: 151.2152967,
          altitude: -3.456,
          place: 'Opera House',
          placeDetails: { city: 'Sydney', country: 'Australia', countryCode: 'AU' },
        },
      );
      rows.add('photo_album_assets', { album: 'A', asset: 'live' });
      rows.add('photo_album_assets', { album: 'B', asset: 'live' });
      const face = { asset: 'live', isHidden: false, sourceWidth: 3024, sourceHeight: 4032 };
      rows.add('photo_faces', { ...face, key: 'F1', person: 'ANA', centerX: 0.25, centerY: 0.9, size: 0.1 });
      rows.add('photo_faces', { ...face, key: 'F2', person: null, centerX: 0.5, centerY: 0.5, size: 0.1 });
      photo(rows, 'twin', { original: 'img_1.jpg' }, { latitude: 45.4064, longitude: 11.8768 });
      photo(
        rows,
        'cloud',
        { original: null, thumbnail: 'thumb.JPG' },
        { filename: 'IMG_9.HEIC', originalFilename: null },
      );
      photo(rows, 'gone', { original: null }, { filename: 'IMG_8.HEIC', originalFilename: null });
      photo(
        rows,
        'hostile',
        { original: 'x.png' },
        { originalFilename: '../CON\u202e', title: HOSTILE, caption: HOSTILE, keywords: [HOSTILE] },
      );
      photo(rows, 'undated', { original: 'scan.tiff' }, { createdAt: null });
      photo(rows, 'hidden', { original: 'secret.jpg' }, { isHidden: true });
    });
  });
  afterAll(() => fixture.dispose());

  const prepare = (photos: Partial<PhotoExport> = {}, request: Partial<ExportPlan> = {}) =>
    prepareExport({ views: fixture.ctx, files, version: '1' }, fixture.backup, {
      what: 'photos',
      format: 'original',
      timeZone: 'Europe/Berlin',
      files: true,
      bom: false,
      photos: { ...PhotoExportSchema.parse({}), ...photos },
      ...request,
    });

  async function exported(...of: Parameters<typeof prepare>): Promise<Map<string, string>> {
    const made = new Map<string, string>();
    for await (const { path, contents } of (await prepare(...of)).files()) {
      made.set(path, Buffer.concat((await Array.fromAsync(contents)).map((chunk) => Buffer.from(chunk))).toString());
    }
    expect([...OPEN]).toEqual([]);
    return made;
  }

  it('names the nearest town in XMP where the phone has no address', async () => {
    const made = await exported({ sidecars: ['xmp'], folders: 'none' });
    const texts = [...made].filter(([path]) => path.endsWith('.xmp')).map(([, text]) => text);
    const places = texts.flatMap((text) => /<Iptc4xmpCore:Location>(.*?)</.exec(text)?.[1] ?? []);
    expect(new Set(places)).toEqual(new Set(['Opera House', 'near Padova, Italy (computed)']));
  });

  it('has pictures and their videos under one name, and names what is missing', async () => {
    const made = await exported();
    expect([...made.keys()]).toEqual([
      'ABOUT.json',
      'export-plan.json',
      'undated/scan.tiff',
      '2024/06/IMG_1.HEIC',
      '2024/06/IMG_1 (edited).jpg',
      '2024/06/IMG_1.MOV',
      '2024/06/img_1~2.jpg',
      '2024/06/IMG_9 (small).JPG',
      '2024/06/%2E.%2FCON%E2%80%AE.png',
      'MISSING.txt',
    ]);
    expect(made.get('MISSING.txt')?.split('\r\n').slice(2, 4)).toEqual([
      expect.stringMatching(/^IMG_9\.HEIC.*\tthe original is not in the backup; a small picture is here instead$/),
      expect.stringMatching(/^IMG_8\.HEIC.*\tthe original is not in the backup$/),
    ]);
    expect(made.get('2024/06/IMG_1.MOV')).toBe('live-liveVideo');
  });

  it('has one version, of which the video has the name', async () => {
    const keys = ['live'];
    const paths = async (versions: 'original' | 'edited') =>
      [...(await exported({ versions, folders: 'none' }, { keys })).keys()].slice(2);
    expect(await paths('original')).toEqual(['IMG_1.HEIC', 'IMG_1.MOV']);
    expect(await paths('edited')).toEqual(['IMG_1 (edited).jpg', 'IMG_1 (edited).MOV']);
  });

  it('has a photo in the folder of each of its albums, in those of the albums', async () => {
    const made = await exported({ folders: 'album', versions: 'edited' }, { keys: ['live', 'undated'] });
    expect([...made.keys()].slice(2)).toEqual([
      'Trips%2F2024/Sea/IMG_1 (edited).jpg',
      'Trips%2F2024/Sea/IMG_1 (edited).MOV',
      expect.stringMatching(/^%3C%2Frdf%3Ali%3E[^/]*\/IMG_1 \(edited\)\.jpg$/),
      expect.stringMatching(/\/IMG_1 \(edited\)\.MOV$/),
      'scan.tiff',
    ]);
    const one = await exported({
      folders: '{year}-{month}/{album}/{day} {filename}',
      filter: filterOf({ album: 'A' }),
    });
    expect([...one.keys()]).toContain('2024-06/Sea/01 IMG_1.HEIC');
    expect(JSON.parse(one.get('ABOUT.json') ?? '')).toMatchObject({
      isComplete: false,
      excerpt: { count: 1, of: 'photos' },
    });
  });

  it('is an excerpt only if something was left out', async () => {
    const about = async (hidden: 'no' | 'too'): Promise<unknown> => {
      const library = hidden === 'no' ? { library: true } : {};
      const filter = PhotoExportSchema.parse({ filter: { hidden, trashed: 'no', ...library } }).filter;
      return JSON.parse((await exported({ folders: 'none', filter })).get('ABOUT.json') ?? '');
    };
    expect(await about('no')).toMatchObject({ excerpt: { count: 6, leftOut: { hidden: 1, trashed: 0 } } });
    // No photo is in the trash, so leaving out such photos leaves out none.
    expect(await about('too')).toMatchObject({ excerpt: null });
  });

  it('refuses unknown fields, keys and albums, and exports without files', async () => {
    await expect(prepare({ folders: '{nope}' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(prepare({ folders: 'a{b' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(prepare({}, { keys: ['nope'] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(prepare({ filter: filterOf({ album: 'nope' }) })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(prepare({ filter: filterOf({}) }, { keys: ['live'] })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(prepare({ filter: filterOf({}) }, { query: 'sea' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(prepare({}, { files: false })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('describes photos in sidecars that other programs read', async () => {
    const made = await exported({ folders: 'none', sidecars: ['xmp', 'json'] }, { keys: ['live'] });
    expect([...made.keys()].slice(2)).toEqual([
      'IMG_1.HEIC',
      'IMG_1 (edited).jpg',
      'IMG_1.MOV',
      'IMG_1.HEIC.xmp',
      'IMG_1 (edited).jpg.xmp',
      'IMG_1.json',
    ]);
    const xmp = read(made.get('IMG_1 (edited).jpg.xmp'));
    expect(xmp).toMatchObject({
      'dc:title': ['Title'],
      'dc:description': ['Caption & <more>'],
      'dc:subject': ['beach', 'a|b'],
      'xmp:Rating': ['5'],
      'exif:DateTimeOriginal': ['2024-06-01T00:30:05.120+02:00'],
      'exif:GPSLatitude': ['33,51.40706400S'],
      'exif:GPSLongitude': ['151,12.91780200E'],
      'exif:GPSAltitude': ['346/100'],
      'exif:GPSAltitudeRef': ['1'],
      'photoshop:City': ['Sydney'],
      'Iptc4xmpExt:PersonInImage': ['Ana | Sea'],
      'lr:hierarchicalSubject': [
        'beach',
        'a/b',
        'People|Ana / Sea',
        'Albums|Trips/2024|Sea',
        expect.stringContaining('Albums|'),
      ],
      'mwg-rs:Name': ['Ana | Sea'],
      'mwg-rs:Area': ['0.25000000 0.10000000 0.13333333 0.10000000 normalized'],
      'mwg-rs:AppliedToDimensions': ['3024 4032 pixel'],
    });
    expect(JSON.parse(made.get('IMG_1.json') ?? '')).toMatchObject({
      exported: { original: 'IMG_1.HEIC', edited: 'IMG_1 (edited).jpg', liveVideo: 'IMG_1.MOV' },
      title: 'Title',
      keywords: ['beach', 'a|b'],
      isFavourite: true,
      faces: [{ name: 'Ana | Sea', centerX: 0.25 }, { name: null }],
      albums: [{ title: 'Sea', folders: ['Trips/2024'] }, { folders: [] }],
    });
  });

  it('writes the same into JPEGs where it is wanted, and beside what is none', async () => {
    const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#3a6' } })
      .withExif({ IFD0: { Make: 'Lemon' } })
      .jpeg()
      .toBuffer();
    const rights = '<dc:rights xmlns:dc="http://purl.org/dc/elements/1.1/">me</dc:rights>';
    CONTENTS.set('live-edited', jpeg);
    CONTENTS.set('twin-original', await sharp(jpeg).withXmp(rights).toBuffer());
    const files = async (photos: Partial<PhotoExport>) => {
      const prepared = await prepare({ folders: 'none', ...photos }, { keys: ['live', 'twin'] });
      const made = new Map<string, Buffer>();
      for await (const { path, contents } of prepared.files()) {
        made.set(path, Buffer.concat((await Array.fromAsync(contents)).map((chunk) => Buffer.from(chunk))));
      }
      expect([...OPEN]).toEqual([]);
      return made;
    };
    const beside = await files({ sidecars: ['xmp'] });
    expect(beside.get('IMG_1 (edited).jpg')?.equals(jpeg)).toBe(true);
    const made = await files({ embed: true });
    expect([...made.keys()].slice(2)).toEqual([
      'IMG_1.HEIC',
      'IMG_1 (edited).jpg',
      'IMG_1.MOV',
      'IMG_1.HEIC.xmp',
      'img_1~2.jpg',
      'img_1~2.jpg.xmp',
    ]);
    const { xmp, exif } = await sharp(made.get('IMG_1 (edited).jpg')).metadata();
    expect(xmp?.toString()).toBe(beside.get('IMG_1 (edited).jpg.xmp')?.toString());
    expect(exif?.equals((await sharp(jpeg).metadata()).exif ?? Buffer.alloc(0))).toBe(true);
    // Its copyright would be lost.
    expect(made.get('img_1~2.jpg')).toEqual(CONTENTS.get('twin-original'));
    expect(made.get('img_1~2.jpg.xmp')).toEqual(beside.get('img_1~2.jpg.xmp'));
    const both = await files({ embed: true, sidecars: ['xmp', 'json'] });
    expect([...both.keys()]).toEqual(expect.arrayContaining(['IMG_1 (edited).jpg.xmp', 'IMG_1.json']));
    expect(both.get('IMG_1 (edited).jpg')).toEqual(made.get('IMG_1 (edited).jpg'));
    CONTENTS.clear();
  });

  it('writes hostile text as text', async () => {
    const made = await exported({ folders: 'none', sidecars: ['xmp'] }, { keys: ['hostile'] });
    const text = '</rdf:li><x:evil a="&b;">]]>\ufffd\ufffd\ufffd\ufffd \r\n\u202e"\'';
    const xmp = made.get('%2E.%2FCON%E2%80%AE.png.xmp');
    expect(read(xmp)).toMatchObject({ 'dc:title': [text], 'dc:description': [text], 'dc:subject': [text] });
    expect(xmp).not.toContain('<x:evil');
  });

  it('makes JPEGs of HEIC only, and keeps what cannot be made one', async () => {
    NAMES['broken'] = 'broken.heic';
    const shared = fixture;
    fixture = await openViewFixture();
    onTestFinished(async () => {
      await fixture.dispose();
      fixture = shared;
    });
    await fixture.index('photos', (rows) => {
      photo(rows, 'heic', { original: 'a.heic' });
      photo(rows, 'png', { original: 'b.png' });
      photo(rows, 'bad', { original: 'broken.heic' }, { originalFile: 'broken' });
    });
    const made = await exported({ folders: 'none', quality: 70 }, { format: 'jpeg' });
    expect([...made].slice(2)).toEqual([
      ['a.jpg', 'jpeg 70'],
      ['b.png', 'png-original'],
      ['broken.heic', 'broken'],
      ['MISSING.txt', expect.stringContaining('broken.heic\tcould not be made a JPEG')],
    ]);
  });
});

function filterOf(filter: { readonly album?: string }): PhotoExport['filter'] {
  return PhotoExportSchema.parse({ filter }).filter;
}

/** Properties of an XMP by an XML parser; of lists their items, of areas and sizes their values. */
function read(text = ''): Record<string, string[]> {
  const onError = (level: string, message: string): void => {
    if (level !== 'warning') throw new Error(message);
  };
  const document = new DOMParser({ onError }).parseFromString(text, 'application/xml');
  const found: Record<string, string[]> = {};
  for (const element of document.getElementsByTagName('*')) {
    if (/^(?:x:|rdf:)/.test(element.tagName)) continue;
    const items = [...element.getElementsByTagName('rdf:li')].map((item) => item.textContent ?? '');
    const values = [...element.attributes].map(({ value }) => value).join(' ');
    found[element.tagName] = items.length > 0 ? items : [values === '' ? (element.textContent ?? '') : values];
  }
  return found;
}
