import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import type { LooseFile } from '../../kit/artifact.ts';
import { photos } from './index.ts';

const LIVE = 'PhotoData/CPLAssets/group7/5D0A1111-2222-4333-8444-555566667777';

function file(path: string, state: LooseFile['state'] = 'present'): LooseFile {
  return { fileID: path, relativePath: `Media/${path}`, size: 10, createdAt: 2000, modifiedAt: 1000, state };
}

it('gives pictures of the camera roll that the library does not list', () => {
  const db = new DatabaseSync(':memory:');
  db.exec(`
    CREATE TABLE ZASSET (Z_PK INTEGER PRIMARY KEY, ZUUID TEXT, ZDIRECTORY TEXT, ZFILENAME TEXT, ZKIND INTEGER, ZKINDSUBTYPE INTEGER);
    INSERT INTO ZASSET VALUES (1, NULL, 'DCIM/100APPLE', 'IMG_0001.HEIC', 0, 2), (2, NULL, 'DCIM/100APPLE', 'IMG_0002.JPG', 0, 0),
      (3, NULL, 'DCIM/100APPLE', 'IMG_0003.MOV', 1, 0),
      (4, NULL, 'PhotoData/CPLAssets/group7', '5D0A1111-2222-4333-8444-555566667777.HEIC', 0, 0);`);
  const looseFiles = [
    file('DCIM/.MISC/Incoming/IMG_0009.JPG'),
    file('DCIM/100APPLE/IMG_0001.AAE'),
    file('DCIM/100APPLE/IMG_0001.HEIC'),
    file('DCIM/100APPLE/IMG_0001.MOV'),
    file('DCIM/100APPLE/IMG_0002.JPG'),
    file('DCIM/100APPLE/IMG_0002.MOV'),
    file('DCIM/100APPLE/IMG_0003.MOV'),
    file('DCIM/100APPLE/IMG_0004.HEIC'),
    file('DCIM/100APPLE/IMG_0004.MOV'),
    file('DCIM/100APPLE/IMG_0005.MP4'),
    file('DCIM/100APPLE/IMG_0006.JPG', 'payload-missing'),
    file(`${LIVE}.HEIC`),
    file(`${LIVE}.medium.MP4`),
    file('PhotoData/CPLAssets/group7/other.JPG'),
  ];
  const files = Object.fromEntries(
    looseFiles.map(({ fileID, relativePath, state }) => [`CameraRollDomain-${relativePath}`, { fileID, state }]),
  );
  const { rows, notes, found, losses } = extractAll(photos, { db }, { files, looseFiles });
  expect(losses).toEqual({});
  expect(found).toBe(7);
  expect(notes).toEqual({ 'pictures-without-a-row': 3 });
  expect(
    rows.photo_assets.map(({ key, kind, createdAt, liveVideoFile }) => [key, kind, createdAt, liveVideoFile]),
  ).toEqual([
    ['pk1', 'photo', null, 'DCIM/100APPLE/IMG_0001.MOV'],
    ['pk2', 'photo', null, null],
    ['pk3', 'video', null, null],
    ['pk4', 'photo', null, null],
    ['file-DCIM/100APPLE/IMG_0004.HEIC', 'photo', 1000, 'DCIM/100APPLE/IMG_0004.MOV'],
    ['file-DCIM/100APPLE/IMG_0005.MP4', 'video', 1000, null],
    ['file-PhotoData/CPLAssets/group7/other.JPG', 'photo', 1000, null],
  ]);
  const columns = Object.keys(photos.tables.photo_assets.columns);
  expect(rows.photo_assets.map((row) => Object.keys(row))).toEqual(rows.photo_assets.map(() => columns));
});
