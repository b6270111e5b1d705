import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { writePhotosDatabase } from '../../../synthetic/photos/photos-database.ts';
import { photos } from './index.ts';

const ROOT = 'HomeDomain-Library/Photos/Libraries/Syndication.photoslibrary';

const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-shared-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A library with the same UUIDs as every other of this function. */
function library(name: string): { db: DatabaseSync; first: { uuid: string; filename: string; directory: string } } {
  const path = join(folder, name);
  const { assets } = writePhotosDatabase(path, { seed: 'shared', size: 30, generation: 18 });
  const [first] = assets;
  if (first === undefined) throw new Error('no assets');
  return { db: new DatabaseSync(path), first };
}

describe('pictures seen in Messages', () => {
  const own = library('Photos.sqlite');
  const shared = library('Syndication.sqlite');
  const { directory, filename, uuid } = shared.first;
  const stem = filename.slice(0, filename.lastIndexOf('.'));
  const file = (path: string) => ({ fileID: `id of ${path}`, state: 'present' as const });
  const original = `${ROOT}/scopes/syndication/originals/${directory}/${filename}`;
  const small = `${ROOT}/scopes/syndication/resources/derivatives/${directory}/${stem}_1_102_o.jpeg`;
  const options = { files: { [original]: file(original), [small]: file(small) } };
  const alone = extractAll(photos, { db: own.db }, options);
  const both = extractAll(photos, { db: own.db, sharedWithYou: shared.db }, options);
  own.db.close();
  shared.db.close();
  const ofShared = both.rows.photo_assets.filter(({ key }) => key?.startsWith('shared-with-you-') === true);

  it('leave the library of the phone as it is', () => {
    for (const table of Object.keys(alone.rows) as (keyof typeof alone.rows)[]) {
      expect(both.rows[table].slice(0, alone.rows[table].length)).toEqual(alone.rows[table]);
    }
    expect(both.found).toBe((alone.found ?? 0) * 2);
  });

  it('are all there, under keys of their own, outside the library', () => {
    const keys = both.rows.photo_assets.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(ofShared).toHaveLength(alone.rows.photo_assets.length);
    expect(ofShared.filter(({ inLibrary }) => inLibrary === true)).toEqual([]);
    expect(new Set(ofShared.map(({ source }) => source))).toEqual(new Set(['shared-with-you']));
  });

  it('have an album, and refer to records of their own library', () => {
    const { photo_albums: albums, photo_album_assets: members, photo_faces: faces, photo_people: people } = both.rows;
    const album = albums.find(({ kind }) => kind === 'shared-with-you');
    expect(album).toMatchObject({ key: 'shared-with-you-all', assetCount: ofShared.length });
    const inAlbum = members.filter((member) => member.album === album?.key);
    expect(new Set(inAlbum.map(({ asset }) => asset))).toEqual(new Set(ofShared.map(({ key }) => key)));
    const keys = new Set([...both.rows.photo_assets, ...albums, ...people, ...faces].map(({ key }) => key));
    const referred = [
      ...members.flatMap((member) => [member.album, member.asset]),
      ...faces.flatMap(({ asset, person }) => [asset, person]),
      ...people.map(({ keyFace }) => keyFace),
      ...albums.flatMap((each) => [each.folder, each.coverAsset]),
      ...ofShared.flatMap(({ conversation, moment, importSession }) => [conversation, moment, importSession]),
    ];
    expect(referred.filter((key) => key !== null && !keys.has(key))).toEqual([]);
  });

  it('have their files below their own folder', () => {
    const asset = ofShared.find(({ key }) => key === `shared-with-you-${uuid}`);
    expect(asset).toMatchObject({
      originalFile: `id of ${original}`,
      thumbnailFile: `id of ${small}`,
      availability: 'original',
    });
    expect(alone.rows.photo_assets.find(({ key }) => key === uuid)?.originalFile).toBeNull();
  });

  it('are cited from their own database', () => {
    const storesOf = (key: string | null) =>
      photos.tables.photo_assets
        .sourceRows?.({ ...ofShared[0], key, sourceKey: 1 } as (typeof ofShared)[number])
        .map(({ store }) => store);
    expect(storesOf(`shared-with-you-${uuid}`)).toEqual(['sharedWithYou']);
    expect(storesOf(uuid)).toEqual(['db']);
  });

  it('are lost with a word if their library has no pictures, and the others are read', () => {
    const db = library('Photos.sqlite').db;
    const { rows, losses } = extractAll(photos, { db, sharedWithYou: new DatabaseSync(':memory:') });
    expect(rows.photo_assets).toHaveLength(alone.rows.photo_assets.length);
    expect(losses).toEqual({ 'store:test.db:photo-library-without-photos': 1 });
  });
});
