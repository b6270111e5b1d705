import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { photos } from './index.ts';

const UUID = (end: number): string => `11111111-0000-4000-8000-000000000${String(end).padStart(3, '0')}`;

function read(sql: string) {
  const db = new DatabaseSync(':memory:');
  db.exec(sql);
  const extraction = extractAll(photos, { db });
  db.close();
  return extraction;
}

describe('codes as Photos names them', () => {
  it.each([
    // The names are those of PLValidatedSavedAssetType, and which of them are in the album of all photos.
    [0, 'other', true],
    [1, 'photo-booth', true],
    [2, 'photo-stream', true],
    [3, 'library', true],
    [4, 'shared-album', false],
    [5, 'camera', true],
    [6, 'icloud', true],
    [8, 'icloud-link', false],
    [9, 'placeholder', false],
    [10, 'referenced', true],
    [11, 'alternate', false],
    [12, 'shared-with-you', false],
    [13, 'companion', true],
    [14, 'recovered', false],
    [16, 'shared-album', false],
    [256, 'computer', true],
  ])('ZSAVEDASSETTYPE %i is %s', (code, source, inLibrary) => {
    const { rows, notes } = read(`
      CREATE TABLE ZASSET (Z_PK INTEGER PRIMARY KEY, ZUUID VARCHAR, ZKIND INTEGER, ZSAVEDASSETTYPE INTEGER,
        ZVISIBILITYSTATE INTEGER, ZTRASHEDSTATE INTEGER, ZHIDDEN INTEGER, ZCOMPLETE INTEGER);
      INSERT INTO ZASSET VALUES (1, '${UUID(1)}', 0, ${String(code)}, 0, 0, 0, 1);
    `);
    expect(rows.photo_assets).toMatchObject([{ source, sourceCode: code, inLibrary }]);
    expect(notes).toEqual({});
  });

  it('a video in action mode is a plain one', () => {
    const { rows, notes } = read(`
      CREATE TABLE ZASSET (Z_PK INTEGER PRIMARY KEY, ZUUID VARCHAR, ZKIND INTEGER, ZKINDSUBTYPE INTEGER);
      INSERT INTO ZASSET VALUES (1, '${UUID(1)}', 1, 104);
    `);
    expect(rows.photo_assets).toMatchObject([{ kind: 'video', subtype: 'plain', subtypeCode: 104 }]);
    expect(notes).toEqual({});
  });

  it('an album is what its kind says, up to iOS 7 too', () => {
    const { rows, notes } = read(`
      CREATE TABLE ZGENERICASSET (Z_PK INTEGER PRIMARY KEY, ZUUID VARCHAR, ZKIND INTEGER);
      CREATE TABLE ZGENERICALBUM (Z_PK INTEGER PRIMARY KEY, ZKIND INTEGER, ZUUID VARCHAR, ZTITLE VARCHAR);
      INSERT INTO ZGENERICALBUM VALUES
        (1, 12, '${UUID(1)}', 'Event'), (2, 15, '${UUID(2)}', 'Face'), (3, 16, '${UUID(3)}', 'Place'),
        (4, 1000, '${UUID(4)}', 'Camera Roll'), (5, 1500, '${UUID(5)}', 'My Photo Stream'),
        (6, 1503, '${UUID(6)}', NULL), (7, 1507, '${UUID(7)}', 'Own search'), (8, 1551, '${UUID(8)}', 'Synced event'),
        (9, 1553, '${UUID(9)}', 'Synced folder'), (10, 1642, '${UUID(10)}', NULL);
    `);
    expect(rows.photo_albums.map(({ kindCode, kind, isAutomatic }) => [kindCode, kind, isAutomatic])).toEqual([
      [12, 'album', false],
      [15, 'album', false],
      [16, 'album', false],
      [1500, 'album', false],
      [1503, 'import', false],
      [1507, 'smart', false],
      [1551, 'album', false],
      [1553, 'folder', false],
    ]);
    expect(notes).toEqual({ 'system-albums': 2 });
  });

  it('a comment has the name of the participant with its fingerprint', () => {
    const { rows } = read(`
      CREATE TABLE ZASSET (Z_PK INTEGER PRIMARY KEY, ZUUID VARCHAR, ZKIND INTEGER, ZCOLLECTIONSHARE INTEGER);
      INSERT INTO ZASSET VALUES (1, '${UUID(1)}', 0, 3);
      CREATE TABLE ZSHARE (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, ZUUID VARCHAR, ZTITLE VARCHAR);
      INSERT INTO ZSHARE VALUES (3, 67, '${UUID(3)}', 'Family');
      CREATE TABLE ZSHAREPARTICIPANT (Z_PK INTEGER PRIMARY KEY, ZSHARE INTEGER, ZROLE INTEGER, ZHASHEDPERSONID VARCHAR,
        ZEMAILADDRESS VARCHAR);
      INSERT INTO ZSHAREPARTICIPANT VALUES (1, 3, 1, '1001', 'ida@example.com'), (2, 3, 2, '1002', 'uwe@example.com');
      CREATE TABLE ZCLOUDSHAREDCOMMENT (Z_PK INTEGER PRIMARY KEY, ZCOMMENTEDASSET INTEGER, ZCOMMENTTEXT VARCHAR,
        ZCOMMENTERHASHEDPERSONID VARCHAR, ZSHAREPARTICIPANT INTEGER);
      INSERT INTO ZCLOUDSHAREDCOMMENT VALUES (1, 1, 'Lovely!', '1002', NULL), (2, 1, 'Thanks', '1009', NULL);
    `);
    expect(rows.photo_comments.map(({ author, authorName }) => [author, authorName])).toEqual([
      ['1002', 'uwe@example.com'],
      ['1009', null],
    ]);
  });

  it('a photo of a shared album has the name of who put it there', () => {
    const { rows, documents } = read(`
      CREATE TABLE ZASSET (Z_PK INTEGER PRIMARY KEY, ZUUID VARCHAR, ZKIND INTEGER, ZCLOUDOWNERHASHEDPERSONID VARCHAR);
      INSERT INTO ZASSET VALUES (1, '${UUID(1)}', 0, '1001'), (2, '${UUID(2)}', 0, '1002'), (3, '${UUID(3)}', 0, NULL),
        (4, '${UUID(4)}', 0, '1009'), (5, '${UUID(5)}', 0, '1003');
      CREATE TABLE ZGENERICALBUM (Z_PK INTEGER PRIMARY KEY, ZUUID VARCHAR, ZKIND INTEGER, ZTITLE VARCHAR,
        ZCLOUDOWNERHASHEDPERSONID VARCHAR, ZCLOUDOWNERFULLNAME VARCHAR);
      INSERT INTO ZGENERICALBUM VALUES (9, '${UUID(9)}', 1505, 'Summer', '1001', 'Ida Berg');
      CREATE TABLE ZCLOUDSHAREDALBUMINVITATIONRECORD (Z_PK INTEGER PRIMARY KEY, ZALBUM INTEGER,
        ZINVITEEHASHEDPERSONID VARCHAR, ZINVITEEFULLNAME VARCHAR);
      INSERT INTO ZCLOUDSHAREDALBUMINVITATIONRECORD VALUES (1, 9, '1002', 'Uwe Kern');
      CREATE TABLE ZSHARE (Z_PK INTEGER PRIMARY KEY, ZUUID VARCHAR, ZTITLE VARCHAR);
      INSERT INTO ZSHARE VALUES (3, '${UUID(8)}', 'Family');
      CREATE TABLE ZSHAREPARTICIPANT (Z_PK INTEGER PRIMARY KEY, ZSHARE INTEGER, ZHASHEDPERSONID VARCHAR,
        ZEMAILADDRESS VARCHAR);
      INSERT INTO ZSHAREPARTICIPANT VALUES (1, 3, '1003', 'lea@example.com');
    `);
    const names = ['Ida Berg', 'Uwe Kern', null, null, 'lea@example.com'];
    expect(rows.photo_assets.map(({ sharedBy }) => sharedBy)).toEqual(names);
    const also = documents.flatMap(({ table, document }) => (table === 'photo_assets' ? [document.also] : []));
    expect(also).toEqual(['Ida Berg', 'Uwe Kern', '', '', 'lea@example.com']);
  });
});
