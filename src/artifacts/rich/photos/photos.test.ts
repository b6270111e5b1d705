import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type Extraction, extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { writePhotosDatabase } from '../../../synthetic/photos/photos-database.ts';
import { addressString } from '../../../synthetic/photos/places.ts';
import { PHOTO_GENERATIONS, type PhotoGeneration } from '../../../synthetic/photos/schema.ts';
import type { PhotosTruth } from '../../../synthetic/photos/truth.ts';
import type { FileReference } from '../../kit/artifact.ts';
import { photos } from './index.ts';
import type { photoTables } from './tables.ts';

/** The fileID for a path in these tests. */
const idOf = (relativePath: string): string => `id of ${relativePath}`;

function library(generation: PhotoGeneration): { truth: PhotosTruth; extraction: Extraction<typeof photoTables> } {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-photos-'));
  const path = join(folder, 'Photos.sqlite');
  try {
    const truth = writePhotosDatabase(path, { seed: 'photos', size: 120, generation });
    const files = Object.fromEntries(
      truth.files.map(({ relativePath, missing }): [string, FileReference] => [
        `CameraRollDomain-${relativePath}`,
        { fileID: idOf(relativePath), state: missing ? 'payload-missing' : 'present' },
      ]),
    );
    const db = new DatabaseSync(path, { readOnly: true });
    const extraction = extractAll(photos, { db }, { files });
    db.close();
    return { truth, extraction };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each(PHOTO_GENERATIONS)('a synthetic library of iOS %i', (generation) => {
  const { truth, extraction } = library(generation);
  const { rows, found, losses, notes, documents } = extraction;
  const assetOf = new Map(rows.photo_assets.map((asset) => [asset.key, asset]));

  it('gives every asset', () => {
    expect(found).toBe(truth.assets.length);
    expect(losses).toEqual({});
    expect(rows.photo_assets).toHaveLength(truth.assets.length);
    for (const written of truth.assets) {
      const isVideo = written.form === 'video' || written.form === 'slow-motion';
      expect(assetOf.get(written.uuid)).toMatchObject({
        kind: isVideo ? 'video' : 'photo',
        subtype: ['live-photo', 'screenshot', 'panorama', 'slow-motion'].includes(written.form)
          ? written.form
          : 'plain',
        filename: written.filename,
        originalFilename: written.originalFilename,
        createdAt: written.createdAt,
        utcOffset: written.utcOffset,
        timeZone: written.timeZone,
        title: written.title,
        caption: written.caption,
        recognisedText: written.lines.length === 0 ? null : written.lines.join('\n'),
        keywords: written.keywords,
        isFavourite: written.isFavourite,
        isHidden: written.isHidden,
        isTrashed: written.trashedAt !== null,
        trashedAt: written.trashedAt,
        isEdited: written.isEdited,
        editedAt: written.isEdited ? written.createdAt + 60_000 : null,
        isSelfie: written.form === 'selfie',
        isScreenshot: written.form === 'screenshot',
        altText: written.altText,
        isSpatial: written.isSpatial,
        isRaw: written.hasRaw && !written.isSpatial,
        isDuplicate: written.isDuplicate,
        inSharedLibrary: written.inSharedLibrary,
        latitude: written.place?.latitude ?? null,
        longitude: written.place?.longitude ?? null,
        altitude: written.place?.altitude ?? null,
        locationAccuracy: written.place === null ? null : 8.5,
        place: written.place === null ? null : addressString(written.place),
        burst: written.burst?.uuid ?? null,
        isBurstPick: written.burst?.isPick ?? false,
        source:
          written.form === 'shared' ? 'shared-album' : written.directory.startsWith('DCIM') ? 'library' : 'icloud',
        inLibrary:
          written.form !== 'shared' &&
          !written.isHidden &&
          written.trashedAt === null &&
          written.burst?.isPick !== false,
        viewCount: generation < 11 ? null : (written.rowId % 4) + (written.rowId % 2),
        sourceKey: written.rowId,
      });
    }
    expect(Object.keys(notes)).toEqual(['system-albums']);
  });

  it('finds the files in the backup', () => {
    const listed = new Map(truth.files.map((file) => [file.relativePath, file]));
    const present = (path: string): string | null => (listed.get(path)?.missing === false ? idOf(path) : null);
    for (const { uuid, directory, filename, holding, form, isEdited } of truth.assets) {
      const asset = assetOf.get(uuid);
      const stem = filename.slice(0, filename.lastIndexOf('.'));
      const original = `Media/${directory}/${filename}`;
      const render = `Media/PhotoData/Mutations/${directory}/${stem}/Adjustments/FullSizeRender`;
      const isVideo = form === 'video' || form === 'slow-motion';
      expect(asset?.availability).toBe(holding);
      expect(asset?.originalFile).toBe(listed.has(original) ? idOf(original) : null);
      expect(asset?.originalState).toBe(
        !listed.has(original)
          ? 'not-in-backup'
          : listed.get(original)?.missing === true
            ? 'payload-missing'
            : 'present',
      );
      expect(asset?.thumbnailFile).toBe(present(`Media/PhotoData/Thumbnails/V2/${directory}/${filename}/5005.JPG`));
      expect(asset?.editedFile).toBe(isEdited ? present(`${render}.${isVideo ? 'mov' : 'jpg'}`) : null);
      const live = form === 'live-photo' ? present(`Media/${directory}/${stem}.MOV`) : null;
      expect(asset?.liveVideoFile).toBe(live);
      expect(asset?.liveVideoState).toBe(
        form === 'live-photo' ? (live === null ? 'not-in-backup' : 'present') : 'no-path',
      );
    }
    expect(new Set(truth.assets.map(({ holding }) => holding)).size).toBe(4);
  });

  it('gives memories, moments and the shared library', () => {
    const assetsOf = (key: string | null | undefined) =>
      rows.photo_album_assets.flatMap(({ album, asset }) => (album === key ? [asset] : []));
    for (const { title, assets } of truth.memories) {
      const memory = rows.photo_albums.find((album) => album.title === title);
      expect(memory).toMatchObject({ kind: 'memory', isAutomatic: true, subtitle: '2025', assetCount: assets.length });
      expect(new Set(assetsOf(memory?.key))).toEqual(new Set(assets));
    }
    const moments = rows.photo_albums.filter(({ kind }) => kind === 'moment');
    expect(moments.length).toBeGreaterThan(1);
    const inMoments = moments.reduce((sum, { assetCount }) => sum + (assetCount ?? 0), 0);
    expect(inMoments).toBe(rows.photo_assets.filter(({ moment }) => moment !== null).length);
    expect(inMoments).toBe(truth.assets.length);
    const shared = truth.assets.filter(({ inSharedLibrary }) => inSharedLibrary);
    const library = rows.photo_albums.find(({ kind }) => kind === 'shared-library');
    expect(library?.assetCount ?? 0).toBe(shared.length);
    if (generation < 16) return;
    expect(rows.photo_participants).toMatchObject([
      { album: library?.key, name: 'Robin Example', email: 'robin@example.com', isMe: true },
      { album: library?.key, name: 'Olivia Sample', isMe: false },
    ]);
  });

  it('gives albums, folders and their order', () => {
    const made = rows.photo_albums.filter(
      ({ kind, isAutomatic }) => !['import', 'shared-library'].includes(kind ?? '') && !isAutomatic,
    );
    expect(
      made.map(({ key, title, kindCode, folder, assetCount }) => [key, title, kindCode, folder, assetCount]),
    ).toEqual(truth.albums.map(({ uuid, title, kind, folder, assets }) => [uuid, title, kind, folder, assets.length]));
    expect(notes['system-albums']).toBe(truth.systemAlbums);
    for (const { uuid, assets } of truth.albums) {
      const members = rows.photo_album_assets.filter(({ album }) => album === uuid);
      members.sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
      expect(members.map(({ asset }) => asset)).toEqual(assets);
      const cover = made.find(({ key }) => key === uuid)?.coverAsset;
      expect(cover).toBe(assets[0] ?? null);
    }
    const sharing = made.find(({ kind }) => kind === 'shared');
    expect(sharing).toMatchObject({ ownerName: 'Olivia Sample', isOwn: false });
    expect(sharing?.publicUrl).toContain('https://');
  });

  it('gives people and comments', () => {
    expect(rows.photo_people.map(({ key, name, mergedKeys }) => [key, name, mergedKeys])).toEqual(
      truth.people.map(({ uuid, name, merged }) => [uuid, name, merged === null ? [] : [merged]]),
    );
    for (const { uuid, faces } of truth.people) {
      expect(rows.photo_faces.filter(({ person }) => person === uuid)).toHaveLength(faces);
    }
    expect(rows.photo_comments).toHaveLength(truth.comments);
    expect(rows.photo_comments.map(({ kind }) => kind)).toContain('like');
    for (const { asset } of rows.photo_comments) expect(assetOf.get(asset ?? '')?.source).toBe('shared-album');
  });

  it('can be searched by all properties of a photo', () => {
    const byRef = documents.filter(({ table }) => table === 'photo_assets').map(({ document }) => document);
    for (const [index, written] of truth.assets.entries()) {
      const document = byRef[index];
      expect(document?.at).toBe(written.createdAt);
      const texts = [written.title, written.caption].filter((text) => text !== null);
      const shown = texts.length > 0 ? texts : [written.originalFilename];
      expect(document?.text).toBe([...shown, ...written.lines].join('\n'));
      const expected = [
        ...(written.place === null ? [] : ['location']),
        ...(written.isFavourite ? ['favourite'] : []),
        ...(['video', 'slow-motion'].includes(written.form) ? ['video'] : []),
      ];
      expect(document?.has).toEqual(expected);
      const words = [
        written.originalFilename,
        ...written.keywords,
        ...(written.place === null ? [] : [written.place.city, written.place.country]),
        ...written.people.flatMap((person) => truth.people[person]?.name ?? []),
        ...truth.albums.filter(({ assets }) => assets.includes(written.uuid)).map(({ title }) => title),
      ];
      for (const word of words) expect(document?.also).toContain(word);
    }
    const titles = documents.filter(({ table }) => table === 'photo_albums').map(({ document }) => document.text);
    expect(titles).toEqual([...truth.albums, ...truth.memories].map(({ title }) => title));
    const names = documents.filter(({ table }) => table === 'photo_people').map(({ document }) => document.text);
    expect(names).toEqual(truth.people.flatMap(({ name }) => name ?? []));
    expect(documents.filter(({ table }) => table === 'photo_comments')).toHaveLength(truth.comments / 2);
  });
});

it('uses an inferred time zone only if a photo has no other, and keeps the codes of iOS 16 and 18', () => {
  const db = new DatabaseSync(':memory:');
  db.exec(`
    CREATE TABLE ZASSET (Z_PK INTEGER PRIMARY KEY, ZADDITIONALATTRIBUTES INTEGER, ZACTIVELIBRARYSCOPEPARTICIPATIONSTATE INTEGER,
      ZSPATIALTYPE INTEGER, ZDIRECTORY TEXT, ZFILENAME TEXT, ZADJUSTMENTSSTATE INTEGER);
    CREATE TABLE ZADDITIONALASSETATTRIBUTES (Z_PK INTEGER PRIMARY KEY, ZTIMEZONEOFFSET INTEGER, ZINFERREDTIMEZONEOFFSET INTEGER);
    INSERT INTO ZASSET VALUES (1, 1, 1, 0, NULL, NULL, 0), (2, 2, 0, 1, NULL, NULL, 0), (3, 3, 0, 0, 'DCIM/100APPLE', 'IMG_0003.HEIC', 2);
    INSERT INTO ZADDITIONALASSETATTRIBUTES VALUES (1, -14400, 3600), (2, NULL, 3600), (3, NULL, NULL);`);
  const render = 'CameraRollDomain-Media/PhotoData/Mutations/DCIM/100APPLE/IMG_0003/Adjustments/FullSizeRender.jpeg';
  const { rows } = extractAll(photos, { db }, { files: { [render]: { fileID: 'render', state: 'present' } } });
  expect(rows.photo_assets.map(({ utcOffset, codes, editedFile }) => [utcOffset, codes, editedFile])).toEqual([
    [-14_400, { libraryScope: 1 }, null],
    [3600, { spatialType: 1 }, null],
    [null, { adjustments: 2 }, 'render'],
  ]);
});
