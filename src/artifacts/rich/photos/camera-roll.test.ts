import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import type { LooseFile } from '../../kit/artifact.ts';
import { photos } from './index.ts';

let count = 0;

function file(relativePath: string, more: Partial<LooseFile> = {}): LooseFile {
  const fileID = String(++count).padStart(40, '0');
  return { fileID, relativePath, size: 1000, createdAt: 2000, modifiedAt: 1000, state: 'present', ...more };
}

describe('a camera roll without a library', () => {
  it('gives its pictures and videos, dated by the older time of their file, and reports the missing library', () => {
    const looseFiles = [
      file('Media/DCIM/100APPLE/IMG_0001.JPG'),
      file('Media/DCIM/100APPLE/IMG_0002.MOV', { createdAt: null }),
      file('Media/DCIM/100APPLE/IMG_0003.PNG', { state: 'payload-missing' }),
      file('Media/PhotoData/CPLAssets/group12/5D0A.heic', { createdAt: null, modifiedAt: null, size: null }),
    ];
    const { rows, found, losses, notes, documents } = extractAll(photos, {}, { looseFiles });
    expect({ found, notes }).toEqual({ found: 4, notes: {} });
    expect(Object.keys(losses)).toEqual(['photo-library']);
    const known = { isTrashed: false, isHidden: false, inLibrary: true, subtype: 'plain', sourceKey: null };
    expect(rows.photo_assets).toMatchObject([
      {
        ...known,
        key: `file-${looseFiles[0]?.fileID}`,
        kind: 'photo',
        filename: 'IMG_0001.JPG',
        directory: 'DCIM/100APPLE',
        createdAt: 1000,
        fileSize: 1000,
        source: 'library',
        availability: 'original',
        originalFile: looseFiles[0]?.fileID,
        originalState: 'present',
      },
      { ...known, kind: 'video', createdAt: 1000, liveVideoFile: null },
      { ...known, kind: 'photo', availability: 'not-in-backup', originalState: 'payload-missing' },
      {
        ...known,
        kind: 'photo',
        createdAt: null,
        fileSize: null,
        source: 'icloud',
        directory: 'PhotoData/CPLAssets/group12',
      },
    ]);
    expect(documents.map(({ document }) => document.text)).toEqual([
      'IMG_0001.JPG',
      'IMG_0002.MOV',
      'IMG_0003.PNG',
      '5D0A.heic',
    ]);
    // The row has every column of the table, as the row writer requires.
    expect(Object.keys(rows.photo_assets[0] ?? {}).sort()).toEqual(
      Object.keys(photos.tables.photo_assets.columns).sort(),
    );
  });

  it('joins a picture and a video of the same name and folder into a Live Photo', () => {
    const picture = file('Media/DCIM/100APPLE/IMG_0001.HEIC');
    const video = file('Media/DCIM/100APPLE/IMG_0001.MOV');
    const other = file('Media/DCIM/101APPLE/IMG_0001.MOV');
    const { rows } = extractAll(photos, {}, { looseFiles: [picture, video, other] });
    expect(rows.photo_assets).toMatchObject([
      { subtype: 'live-photo', originalFile: picture.fileID, liveVideoFile: video.fileID, liveVideoState: 'present' },
      { subtype: 'plain', kind: 'video', originalFile: other.fileID, liveVideoFile: null },
    ]);
  });

  it('is used if the schema of the library is not supported', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE ZSOMETHING (Z_PK INTEGER)');
    const { rows, losses } = extractAll(photos, { db }, { looseFiles: [file('Media/DCIM/100APPLE/IMG_0001.JPG')] });
    expect(rows.photo_assets).toHaveLength(1);
    expect(Object.keys(losses)[0]).toContain('photo-library-without-photos');
    const other = new DatabaseSync(':memory:');
    expect(() => extractAll(photos, { db: other })).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_SCHEMA' }));
  });

  it('skips other files, and counts them', () => {
    const looseFiles = ['IMG_0001.AAE', 'IMG_0001.THM', 'noend', '__proto__', 'x.constructor'].map((name) =>
      file(`Media/DCIM/100APPLE/${name}`),
    );
    const { rows, notes } = extractAll(photos, {}, { looseFiles: [...looseFiles, file('Media/DCIM/.MISC/Info.JPG')] });
    expect(rows.photo_assets).toEqual([]);
    expect(notes).toEqual({ 'files-that-are-no-pictures': 5 });
  });
});
