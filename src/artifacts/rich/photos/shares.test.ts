import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { extractFiles } from '../../../../test/support/artifacts/extract-files.ts';
import { photos } from './index.ts';

const UUID = (end: number): string => `11111111-0000-4000-8000-00000000000${String(end)}`;

function read(sql: string) {
  const db = new DatabaseSync(':memory:');
  db.exec(sql);
  const bytes = db.serialize();
  db.close();
  return extractFiles(photos, [{ domain: 'CameraRollDomain', relativePath: 'Media/PhotoData/Photos.sqlite', bytes }])
    .rows;
}

describe('what is shared', () => {
  it('is a library, a link or since iOS 26 an album, by the entity of the share', () => {
    const rows = read(`
      CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME TEXT);
      INSERT INTO Z_PRIMARYKEY VALUES (3, 'Asset'), (67, 'CollectionShare'), (68, 'LibraryScope'), (69, 'MomentShare');
      CREATE TABLE ZASSET (Z_PK INTEGER PRIMARY KEY, ZUUID TEXT, ZKIND INTEGER, ZMOMENTSHARE INTEGER,
        ZCOLLECTIONSHARE INTEGER, ZLIBRARYSCOPE INTEGER);
      INSERT INTO ZASSET VALUES (1, '${UUID(1)}', 0, 2, NULL, NULL), (2, '${UUID(2)}', 0, NULL, 3, NULL),
        (3, '${UUID(3)}', 0, NULL, 3, NULL), (4, '${UUID(4)}', 0, NULL, NULL, 1);
      CREATE TABLE ZSHARE (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, ZUUID TEXT, ZSCOPETYPE INTEGER, ZSTATUS INTEGER,
        ZTITLE TEXT, ZSHAREURL TEXT);
      INSERT INTO ZSHARE VALUES (1, 68, '${UUID(7)}', 4, 1, NULL, NULL),
        (2, 69, '${UUID(8)}', 2, 1, 'Lake trip', 'https://share.icloud.com/photos/0abc'),
        (3, 67, '${UUID(9)}', NULL, 3, 'Family', NULL);
      CREATE TABLE ZSHAREPARTICIPANT (Z_PK INTEGER PRIMARY KEY, ZSHARE INTEGER, ZROLE INTEGER, ZISCURRENTUSER INTEGER,
        ZEMAILADDRESS TEXT);
      INSERT INTO ZSHAREPARTICIPANT VALUES (1, 3, 1, 0, 'ida@example.com'), (2, 3, 3, 1, 'me@example.com');
      CREATE TABLE ZCLOUDSHAREDCOMMENT (Z_PK INTEGER PRIMARY KEY, ZCOMMENTEDASSET INTEGER, ZCOMMENTTEXT TEXT,
        ZCOMMENTERHASHEDPERSONID TEXT, ZSHAREPARTICIPANT INTEGER);
      INSERT INTO ZCLOUDSHAREDCOMMENT VALUES (1, 2, 'Lovely!', NULL, 1);
    `);
    expect(rows['photo_albums']).toMatchObject([
      { kind: 'shared-library', title: null, assetCount: 1, isOwn: true },
      { kind: 'shared-link', title: 'Lake trip', assetCount: 1, isOwn: true, isAutomatic: false },
      { kind: 'shared', title: 'Family', assetCount: 2, isOwn: false, ownerName: 'ida@example.com' },
    ]);
    expect(rows['photo_album_assets']).toEqual([
      { album: UUID(8), asset: UUID(1), position: null },
      { album: UUID(9), asset: UUID(2), position: null },
      { album: UUID(9), asset: UUID(3), position: null },
    ]);
    expect(rows['photo_comments']).toMatchObject([{ text: 'Lovely!', author: null, authorName: 'ida@example.com' }]);
  });

  it('has the names of those who were invited to an album and comment in it', () => {
    const rows = read(`
      CREATE TABLE ZASSET (Z_PK INTEGER PRIMARY KEY, ZUUID TEXT, ZKIND INTEGER);
      INSERT INTO ZASSET VALUES (1, '${UUID(1)}', 0);
      CREATE TABLE ZGENERICALBUM (Z_PK INTEGER PRIMARY KEY, ZUUID TEXT, ZKIND INTEGER, ZTITLE TEXT,
        ZCLOUDOWNERHASHEDPERSONID TEXT, ZCLOUDOWNERFULLNAME TEXT);
      INSERT INTO ZGENERICALBUM VALUES (9, '${UUID(9)}', 1505, 'Summer', '1001', 'Ida Berg');
      CREATE TABLE ZCLOUDSHAREDALBUMINVITATIONRECORD (Z_PK INTEGER PRIMARY KEY, ZALBUM INTEGER, ZISMINE INTEGER,
        ZINVITATIONSTATE INTEGER, ZINVITEEHASHEDPERSONID TEXT, ZINVITEEFIRSTNAME TEXT, ZINVITEELASTNAME TEXT,
        ZINVITEEFULLNAME TEXT);
      INSERT INTO ZCLOUDSHAREDALBUMINVITATIONRECORD VALUES (1, 9, 0, 2, '1002', 'Bo', 'Lind', NULL);
      CREATE TABLE ZCLOUDSHAREDCOMMENT (Z_PK INTEGER PRIMARY KEY, ZISLIKE INTEGER, ZCOMMENTEDASSET INTEGER,
        ZLIKEDASSET INTEGER, ZCOMMENTTEXT TEXT, ZCOMMENTERHASHEDPERSONID TEXT);
      INSERT INTO ZCLOUDSHAREDCOMMENT VALUES (1, 0, 1, NULL, 'Where was that?', '1001'), (2, 1, NULL, 1, NULL, '1002'),
        (3, 0, 1, NULL, 'Who am I?', '9999');
    `);
    expect(rows['photo_participants']).toMatchObject([
      { key: 'invited-pk1', album: UUID(9), name: 'Bo Lind', isMe: false, codes: { invitation: 2 } },
    ]);
    expect(rows['photo_comments']).toMatchObject([
      { author: '1001', authorName: 'Ida Berg' },
      { kind: 'like', author: '1002', authorName: 'Bo Lind' },
      { author: '9999', authorName: null },
    ]);
  });

  it('was made when iCloud says where the phone does not', () => {
    const rows = read(`
      CREATE TABLE ZASSET (Z_PK INTEGER PRIMARY KEY, ZUUID TEXT, ZKIND INTEGER);
      CREATE TABLE ZGENERICALBUM (Z_PK INTEGER PRIMARY KEY, ZUUID TEXT, ZKIND INTEGER, ZTITLE TEXT,
        ZCREATIONDATE TIMESTAMP, ZCLOUDCREATIONDATE TIMESTAMP);
      INSERT INTO ZGENERICALBUM VALUES (1, '${UUID(1)}', 1505, 'Shared', NULL, 770464800.5),
        (2, '${UUID(2)}', 2, 'Own', 770468400, NULL), (3, '${UUID(3)}', 1505, 'Both', 770468400, 770464800),
        (4, '${UUID(4)}', 2, 'None', NULL, NULL);
    `);
    const ten = Date.UTC(2025, 5, 1, 10);
    expect(rows['photo_albums']?.map(({ title, createdAt }) => [title, createdAt])).toEqual([
      ['Shared', ten + 500],
      ['Own', ten + 3_600_000],
      ['Both', ten + 3_600_000],
      ['None', null],
    ]);
  });

  it('up to iOS 13 is in a table of its own', () => {
    const rows = read(`
      CREATE TABLE ZGENERICASSET (Z_PK INTEGER PRIMARY KEY, ZUUID TEXT, ZKIND INTEGER, ZMOMENTSHARE INTEGER);
      INSERT INTO ZGENERICASSET VALUES (1, '${UUID(1)}', 0, 1);
      CREATE TABLE ZMOMENTSHARE (Z_PK INTEGER PRIMARY KEY, ZUUID TEXT, ZTITLE TEXT, ZSHAREURL TEXT);
      INSERT INTO ZMOMENTSHARE VALUES (1, '${UUID(8)}', 'Old link', 'https://share.icloud.com/photos/2');
      CREATE TABLE ZMOMENTSHAREPARTICIPANT (Z_PK INTEGER PRIMARY KEY, ZMOMENTSHARE INTEGER, ZPHONENUMBER TEXT);
      INSERT INTO ZMOMENTSHAREPARTICIPANT VALUES (1, 1, '+4915112345670');
    `);
    expect(rows['photo_albums']).toMatchObject([{ kind: 'shared-link', title: 'Old link', assetCount: 1 }]);
    expect(rows['photo_participants']).toMatchObject([{ album: UUID(8), phone: '+4915112345670' }]);
  });
});
