import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { type Extraction, extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { guard } from '../../../backup/source-database/harden.ts';
import { photos } from './index.ts';
import type { photoTables } from './tables.ts';

function library(name: string): Extraction<typeof photoTables> {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-photos-'));
  try {
    copyFileSync(corpusPath(`photos/${name}/Photos.sqlite`), join(folder, 'Photos.sqlite'));
    const db = new DatabaseSync(join(folder, 'Photos.sqlite'));
    // As opened by the backup: without R-tree, views and triggers.
    guard(db);
    const extraction = extractAll(photos, { db });
    db.close();
    return extraction;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Asset = Extraction<typeof photoTables>['rows']['photo_assets'][number];

/** Number of occurrences of each value. */
function tally(values: readonly (string | null | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) if (value !== null && value !== undefined) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** Read with the Python bindings of Apple's LZFSE decoder. */
const TEXTS: readonly (readonly [key: string, text: string])[] = [
  ['F12384F6-CD17-4151-ACBA-AE0E3688539E', 'TODONTLINDO\nE RFED & SON\n1978\nEFD & SON\n1978'],
  ['4D521201-92AC-43E5-8F7C-59BC41C37A96', 'SPROUTS\nMojito Mint\nnta Moi.'],
];

/** Counted with Python's sqlite3, one query each. */
const GOLDEN = {
  'macos-10.15.7': {
    assets: {
      all: 29,
      video: 2,
      favourite: 1,
      hidden: 1,
      trashed: 2,
      inLibrary: 26,
      edited: 6,
      located: 13,
      screenshot: 1,
    },
    albums: { album: 15, import: 21, folder: 5, moment: 17 },
    systemAlbums: 38,
    memberships: 31,
    imported: 26,
    keywords: { all: 44, Kids: 4, wedding: 3, Food: 2 },
    captions: 17,
    altTexts: 0,
    inMoments: 25,
    editors: { 'com.apple.photos': 6 } as Record<string, number>,
    titles: 14,
    places: 12,
    faces: { all: 8, unnamed: 1 },
    people: 11,
    texts: [] as typeof TEXTS,
    cameras: { 'Canon EOS 5D Mark IV': 4, 'iPhone 6s': 6, 'iPhone 11 Pro': 4, 'NIKON D810': 2 },
  },
  'macos-13.0.0': {
    assets: {
      all: 16,
      video: 0,
      favourite: 1,
      hidden: 1,
      trashed: 2,
      inLibrary: 13,
      edited: 4,
      located: 3,
      screenshot: 0,
    },
    albums: { album: 9, import: 11, folder: 5, moment: 10 },
    systemAlbums: 45,
    memberships: 14,
    imported: 16,
    keywords: { all: 14, Kids: 4, wedding: 3, England: 1 },
    captions: 10,
    altTexts: 10,
    inMoments: 13,
    editors: { 'com.apple.photos': 4 } as Record<string, number>,
    titles: 6,
    places: 3,
    faces: { all: 9, unnamed: 2 },
    people: 10,
    texts: TEXTS,
    cameras: { 'Canon EOS 5D Mark IV': 4, 'iPhone 6s': 4, 'NIKON D7000': 1 },
  },
  'macos-26.1': {
    assets: {
      all: 16,
      video: 0,
      favourite: 1,
      hidden: 1,
      trashed: 2,
      inLibrary: 13,
      edited: 4,
      located: 3,
      screenshot: 0,
    },
    albums: { album: 9, import: 11, folder: 5, moment: 10 },
    systemAlbums: 47,
    memberships: 14,
    imported: 16,
    keywords: { all: 14, Kids: 4, wedding: 3, England: 1 },
    captions: 10,
    altTexts: 10,
    inMoments: 13,
    editors: { 'com.apple.photos': 4 } as Record<string, number>,
    titles: 6,
    places: 3,
    faces: { all: 9, unnamed: 0 },
    people: 4,
    texts: TEXTS,
    cameras: { 'Canon EOS 5D Mark IV': 4, 'iPhone 6s': 4, 'NIKON D7000': 1 },
  },
};

describeCorpus.each(Object.entries(GOLDEN))('the photo library of %s', (name, golden) => {
  let extraction: Extraction<typeof photoTables>;
  beforeAll(() => {
    extraction = library(name);
  });
  const count = (what: (asset: Asset) => boolean | null): number => extraction.rows.photo_assets.filter(what).length;

  it('has every asset once', () => {
    const { rows, found, losses, documents } = extraction;
    const assets = rows.photo_assets;
    expect(found).toBe(golden.assets.all);
    expect(losses).toEqual({});
    expect(new Set(assets.map(({ key }) => key)).size).toBe(golden.assets.all);
    expect({
      all: assets.length,
      video: count(({ kind }) => kind === 'video'),
      favourite: count(({ isFavourite }) => isFavourite),
      hidden: count(({ isHidden }) => isHidden),
      trashed: count(({ isTrashed }) => isTrashed),
      inLibrary: count(({ inLibrary }) => inLibrary),
      edited: count(({ isEdited }) => isEdited),
      located: count(({ latitude }) => latitude !== null),
      screenshot: count(({ isScreenshot }) => isScreenshot),
    }).toEqual(golden.assets);
    expect(documents.filter(({ table }) => table === 'photo_assets')).toHaveLength(golden.assets.all);
  });

  it('has the time and the place of a photo of the southern hemisphere', () => {
    const assets = extraction.rows.photo_assets;
    expect(assets.find(({ key }) => key === '3DD2C897-F19E-4CA6-8C22-B027D5A71907')).toMatchObject({
      originalFilename: 'IMG_4547.jpg',
      createdAt: Date.UTC(2017, 5, 20, 7, 48, 56, 518),
      utcOffset: 34_200,
      timeZone: 'Australia/Adelaide',
      latitude: -34.91889167000001,
      longitude: 138.59686167,
    });
  });

  it('has albums and folders, without system albums', () => {
    const { rows, notes } = extraction;
    expect(tally(rows.photo_albums.map(({ kind }) => kind))).toEqual(golden.albums);
    expect(notes['system-albums']).toBe(golden.systemAlbums);
    const titled = (title: string) =>
      rows.photo_albums.find((album) => album.title === title && album.kind !== 'import');
    expect(titled('SubFolder2')?.folder).toBe(titled('Folder1')?.key);
    expect(titled('AlbumInFolder')?.folder).toBe(titled('SubFolder2')?.key);
    expect(titled('Folder1')?.folder).toBeNull();
    expect(count(({ moment }) => moment !== null)).toBe(golden.inMoments);
    expect(rows.photo_albums.filter(({ title }) => title === 'Test Album')).toHaveLength(2);
  });

  it('has the assets of albums in their order', () => {
    const { rows } = extraction;
    const assets = rows.photo_assets;
    expect(rows.photo_album_assets).toHaveLength(golden.memberships);
    const farm = rows.photo_albums.find(({ title, kind }) => title === 'Pumpkin Farm' && kind === 'album');
    expect(farm).toMatchObject({ assetCount: 3, cachedCount: 3, sortOrder: 'manual' });
    const members = rows.photo_album_assets
      .filter(({ album }) => album === farm?.key)
      .sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
    const names = members.map(({ asset }) => assets.find(({ key }) => key === asset)?.originalFilename);
    expect(names).toEqual(['Pumpkins3.jpg', 'Pumkins1.jpg', 'Pumkins2.jpg']);
    expect(count(({ importSession }) => importSession !== null)).toBe(golden.imported);
  });

  it('has the people, merged ones as one', () => {
    const { rows } = extraction;
    expect(rows.photo_people).toHaveLength(golden.people);
    expect(rows.photo_faces).toHaveLength(golden.faces.all);
    const nameOf = new Map(rows.photo_people.map(({ key, name }) => [key, name]));
    const faces = rows.photo_faces.filter(({ person }) => person !== null);
    expect(tally(faces.map(({ person }) => nameOf.get(person)))).toEqual({ Katie: 3, Maria: 2, Suzy: 2 });
    expect(faces.filter(({ person }) => nameOf.get(person) === null)).toHaveLength(golden.faces.unnamed);
  });

  it('has the places of text in pictures', () => {
    const mint = extraction.rows.photo_assets.find(({ key }) => key === '4D521201-92AC-43E5-8F7C-59BC41C37A96');
    if (golden.texts.length === 0) return;
    // Read with Python, and drawn over the picture: the sign in the flower pot.
    expect(mint?.textLines?.[0]).toEqual({
      text: 'SPROUTS',
      corners: [0.686, 0.5828, 0.7674, 0.5828, 0.7674, 0.5988, 0.686, 0.5988],
    });
    expect(mint?.otherWords?.split(' ')).toContain('PROUTS');
  });

  it('has titles, places and cameras', () => {
    const { notes } = extraction;
    const assets = extraction.rows.photo_assets;
    const keywords = assets.flatMap((asset) => asset.keywords ?? []);
    const { all, ...some } = golden.keywords;
    expect(keywords).toHaveLength(all);
    expect(tally(keywords)).toMatchObject(some);
    expect(count(({ caption }) => caption !== null)).toBe(golden.captions);
    expect(count(({ title }) => title !== null)).toBe(golden.titles);
    expect(count(({ placeDetails }) => placeDetails !== null)).toBe(golden.places);
    expect(notes).not.toHaveProperty('unreadable-places');
    expect(tally(assets.map(({ cameraModel }) => cameraModel))).toMatchObject(golden.cameras);
    const park = assets.find(({ originalFilename }) => originalFilename === 'St James Park.jpg');
    expect(park?.placeDetails).toMatchObject({ city: 'London', country: 'United Kingdom', countryCode: 'GB' });
    expect(park?.placeDetails?.names).toContain("St James's Park");
    expect(park).toMatchObject({ altitude: 2.6, locationAccuracy: null, isEdited: true });
  });

  it('has the attributes that osxphotos reads', () => {
    const assets = extraction.rows.photo_assets;
    // Those that it says have a raw picture (`has_raw`), and the one that is raw (`israw`).
    const raw = ['DSC03584.dng', 'IMG_1994.JPG', 'IMG_1997.JPG', 'IMG_2000.JPG'];
    const found = assets.flatMap(({ isRaw, originalFilename }) => (isRaw ? [originalFilename] : []));
    expect(new Set(found)).toEqual(new Set(raw));
    const others = ['isHdr', 'hasDepth', 'isSelfie', 'isSpatial', 'isDuplicate', 'inSharedLibrary', 'burst'] as const;
    for (const name of others) expect(assets.filter((asset) => Boolean(asset[name]))).toEqual([]);
    expect(count(({ altText }) => altText !== null)).toBe(golden.altTexts);
    expect(tally(assets.map(({ editor }) => editor?.toLowerCase()))).toEqual(golden.editors);
  });

  it('has the text in pictures, which a search finds', () => {
    const { rows, documents, losses } = extraction;
    const texts = rows.photo_assets.flatMap(({ key, recognisedText }) =>
      recognisedText ? [[key, recognisedText]] : [],
    );
    expect(texts).toEqual(golden.texts);
    expect(losses).toEqual({});
    const found = documents.map(({ document }) => document.text);
    for (const [, text] of golden.texts) {
      expect(found.filter((shown) => shown.endsWith(`\n${text}`))).toHaveLength(1);
    }
  });

  it('finds a photo by people, album, keywords and camera', () => {
    const { documents } = extraction;
    const document = documents.find(
      ({ document: { text } }) => text === 'I found one!\nGirl holding pumpkin',
    )?.document;
    expect(document?.at).toBe(Date.UTC(2018, 8, 28, 20, 7, 7));
    for (const word of ['Katie', 'Pumpkin Farm', 'Kids', 'Canon EOS 5D Mark IV', 'Pumkins2.jpg']) {
      expect(document?.also).toContain(word);
    }
  });
});

describeCorpus('albums of macOS 10.15.7 that are named after their order', () => {
  it('have it', () => {
    const { rows } = library('macos-10.15.7');
    const orders = rows.photo_albums.filter(({ title }) => title?.startsWith('Sorted'));
    expect(Object.fromEntries(orders.map(({ title, sortOrder }) => [title, sortOrder]))).toEqual({
      'Sorted Newest First': 'newest-first',
      'Sorted Oldest First': 'oldest-first',
      'Sorted Title': 'title',
      'Sorted Manual': 'manual',
    });
  });
});
