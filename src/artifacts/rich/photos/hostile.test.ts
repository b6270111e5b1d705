import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import {
  readWithDestroyedIndexes,
  readWithDestroyedPages,
} from '../../../../test/support/artifacts/destroyed-pages.ts';
import {
  damage,
  type Extraction,
  extractAll,
  extractDamaged,
} from '../../../../test/support/artifacts/extract-files.ts';
import { fullOnly, rounds } from '../../../../test/support/depth.ts';
import { BatchBuilder } from '../../../storage/bulk/batch-builder.ts';
import { writePhotosDatabase } from '../../../synthetic/photos/photos-database.ts';
import { textRegions, writeRecognisedText } from '../../../synthetic/photos/recognised-text.ts';
import { createPhotoTables, type PhotoGeneration } from '../../../synthetic/photos/schema.ts';
import { seededRandom } from '../../../synthetic/random.ts';
import { searchTypesOf } from '../../kit/artifact.ts';
import { photos } from './index.ts';
import { photoTables } from './tables.ts';

const UUID = 'AAAAAAAA-0000-4000-8000-000000000001';
const OTHER = 'AAAAAAAA-0000-4000-8000-000000000002';

function read(sql: string, generation: PhotoGeneration = 26): Extraction<typeof photoTables> {
  const db = new DatabaseSync(':memory:');
  for (const statement of createPhotoTables(generation)) db.exec(statement);
  db.exec(sql);
  const extraction = extractAll(photos, { db });
  store(extraction);
  return extraction;
}

/** Checks that extracted rows can be stored with unique keys: invalid values were handled while reading. */
function store(extraction: Extraction<typeof photoTables>): void {
  const target = { backup: 'backup', backupId: 1, runId: 1, artifact: 'photos' };
  const builder = new BatchBuilder({ target, tables: photoTables, searchTypes: searchTypesOf(photos) });
  for (const [name, rows] of Object.entries(extraction.rows)) {
    const table = name as keyof typeof photoTables;
    for (const row of rows) builder.add(table, row);
    const { primaryKey } = photoTables[table];
    const keys = rows.map((row) => primaryKey.map((column) => (row as Record<string, unknown>)[column]).join(' '));
    expect(new Set(keys).size).toBe(keys.length);
  }
  expect(builder.coerced).toBe(0);
}

describe('values of the wrong type', () => {
  it('are the only ones lost', () => {
    const { rows, losses, found } = read(`
      INSERT INTO ZASSET (Z_PK, ZUUID, ZKIND, ZKINDSUBTYPE, ZDATECREATED, ZDURATION, ZLATITUDE, ZLONGITUDE, ZDIRECTORY, ZFILENAME)
        VALUES (-5, x'41', 'x', x'00', 'yesterday', 1e400, 'north', 12, 12, x'ff'),
          (0, '', 9223372036854775807, -9223372036854775808, 1e300, -1e400, 1e300, 1e300, '../../..', '/etc/passwd'),
          (1, zeroblob(100000), 0, 0, 9223372036854775807, 0, NULL, 0, zeroblob(100000), CAST(zeroblob(100000) AS TEXT)),
          (9007199254740993, 'far', 0, 0, 0, 0, 0, 0, 'a', 'b');
      INSERT INTO ZASSET (Z_PK, ZUUID, ZADDITIONALATTRIBUTES, ZEXTENDEDATTRIBUTES, ZMOMENT, ZMASTER, ZLOCATIONDATA, ZIMPORTSESSION)
        VALUES (2, '${UUID}', 7, 'x', x'00', 1e300, zeroblob(64), -1);
      INSERT INTO ZADDITIONALASSETATTRIBUTES (Z_PK, ZTIMEZONEOFFSET, ZREVERSELOCATIONDATA, ZREVERSELOCATIONDATAISVALID, ZTITLE,
        ZASSETDESCRIPTION, ZVIEWCOUNT) VALUES (7, 1e18, x'62706c697374', 1, 12.5, 7, 9223372036854775807);
      INSERT INTO ZASSETDESCRIPTION (Z_PK, ZLONGDESCRIPTION) VALUES (7, CAST(zeroblob(2000000) AS TEXT));
      INSERT INTO ZGENERICALBUM (Z_PK, ZKIND, ZUUID, ZTITLE, ZPARENTFOLDER) VALUES (-1, 'x', x'00', x'ff', -1), (5, 7777, 'u', 12, 6);
      INSERT INTO ZPERSON (Z_PK, ZPERSONUUID, ZFULLNAME, ZMERGETARGETPERSON) VALUES (1, 5, x'00', 'x'), (-2, NULL, 9, 1e300);
      INSERT INTO ZDETECTEDFACE (Z_PK, ZASSETFORFACE, ZPERSONFORFACE, ZCENTERX) VALUES (-3, 2, 'x', 'y'), (4, 'x', 1, 0), (5, 2, 99, 9e999);
      INSERT INTO Z_33ASSETS VALUES (5, 2, 'x'), (5, 99, 1), ('x', 2, 1), (NULL, 2, 1), (NULL, 2, 2), (-1, 2, 9007199254740993);
      INSERT INTO Z_1KEYWORDS VALUES (7, 'x'), ('x', 1), (7, -1), (7, 9007199254740993);
      INSERT INTO ZCLOUDSHAREDCOMMENT (Z_PK, ZCOMMENTTEXT, ZCOMMENTDATE, ZLIKEDASSET) VALUES (-9, x'00', 'x', 'y');
    `);
    expect(found).toBe(5);
    expect(losses).toEqual({ 'damaged-records.photos': 1, 'too-large.photo-captions': 1 });
    expect(rows.photo_assets.map(({ key, kind, createdAt, latitude }) => [key, kind, createdAt, latitude])).toEqual([
      ['pk-5', null, null, null],
      ['pk0', null, null, null],
      ['pk1', 'photo', null, null],
      [UUID, null, null, null],
    ]);
    expect(rows.photo_assets[3]).toMatchObject({ utcOffset: null, place: null, caption: null, title: '12.5' });
    expect(rows.photo_assets.map(({ availability }) => availability)).toEqual(Array(4).fill('not-in-backup'));
    expect(rows.photo_album_assets).toHaveLength(2);
    expect(rows.photo_faces.map(({ key, centerX }) => [key, centerX])).toEqual([
      ['pk-3', null],
      ['pk5', null],
    ]);
  });

  it('are counted in notes if they are unknown codes', () => {
    const { rows, notes } = read(`
      INSERT INTO ZASSET (ZUUID, ZKIND, ZKINDSUBTYPE, ZSAVEDASSETTYPE, ZPLAYBACKSTYLE) VALUES ('${UUID}', 7, 199, 99, 6);
      INSERT INTO ZGENERICALBUM (ZUUID, ZKIND, ZTITLE) VALUES ('${UUID}', 1511, 'New');`);
    expect(rows.photo_assets[0]).toMatchObject({
      kind: 'unknown',
      kindCode: 7,
      subtype: 'unknown',
      subtypeCode: 199,
      source: 'unknown',
      sourceCode: 99,
      codes: { playbackStyle: 6 },
    });
    expect(rows.photo_albums[0]).toMatchObject({ kind: 'unknown', kindCode: 1511 });
    expect(notes).toEqual({
      'unknown-code:asset-kind:7': 1,
      'unknown-code:asset-subtype:199': 1,
      'unknown-code:asset-source:99': 1,
      'unknown-code:album-kind:1511': 1,
    });
  });
});

describe('recognised text', () => {
  it('is counted where it cannot be read', () => {
    const good = writeRecognisedText(textRegions(['Umbrella repair'])).toString('hex');
    const { rows, losses, notes } = read(`
      INSERT INTO ZASSET (Z_PK, ZUUID, ZMEDIAANALYSISATTRIBUTES) VALUES (1, 'a', 11), (2, 'b', 12), (3, 'c', 13),
        (4, 'd', 14), (5, 'e', 99), (6, 'f', 'x');
      INSERT INTO ZMEDIAANALYSISASSETATTRIBUTES (Z_PK, ZCHARACTERRECOGNITIONATTRIBUTES) VALUES (11, 1), (12, 2), (13, 3),
        (14, 'x');
      INSERT INTO ZCHARACTERRECOGNITIONATTRIBUTES (Z_PK, ZCHARACTERRECOGNITIONDATA) VALUES (1, x'${good}'),
        (2, x'62706c697374'), (3, zeroblob(2000000));`);
    expect(rows.photo_assets.map(({ recognisedText }) => recognisedText)).toEqual([
      'Umbrella repair',
      ...Array<null>(5).fill(null),
    ]);
    expect(losses).toEqual({ 'unreadable.recognised-texts': 1 });
    expect(notes).toEqual({ 'recognised-text-too-long': 1 });
  });
});

describe('rows that contradict each other', () => {
  it('have distinct keys if they share a UUID', () => {
    const { rows } = read(`
      INSERT INTO ZASSET (Z_PK, ZUUID) VALUES (1, '${UUID}'), (2, '${UUID}'), (3, '${OTHER}'), (4, '${OTHER.toLowerCase()}');
      INSERT INTO ZGENERICALBUM (Z_PK, ZUUID, ZKIND) VALUES (8, '${UUID}', 2);
      INSERT INTO Z_33ASSETS VALUES (8, 1, 1), (8, 2, 2), (8, 3, 3);`);
    expect(rows.photo_assets.map(({ key }) => key)).toEqual(['pk1', 'pk2', OTHER, OTHER.toLowerCase()]);
    expect(rows.photo_album_assets.map(({ asset }) => asset)).toEqual(['pk1', 'pk2', OTHER]);
  });

  it('give each pair once if the join has no key', () => {
    const { rows } = read(`
      DROP TABLE Z_33ASSETS;
      CREATE TABLE Z_33ASSETS (Z_33ALBUMS INTEGER, Z_3ASSETS INTEGER);
      INSERT INTO ZASSET (Z_PK, ZUUID) VALUES (1, '${UUID}');
      INSERT INTO ZGENERICALBUM (Z_PK, ZUUID, ZKIND) VALUES (8, '${UUID}', 2), (9, '${OTHER}', 2);
      INSERT INTO Z_33ASSETS VALUES (8, 1), (9, 1), (8, 1), (8, 1);`);
    expect(rows.photo_album_assets.map(({ album, position }) => [album, position])).toEqual([
      [UUID, null],
      [OTHER, null],
    ]);
  });

  it('handle people merged in a circle or with themselves', () => {
    const { rows } = read(`
      INSERT INTO ZASSET (Z_PK, ZUUID) VALUES (1, '${UUID}');
      INSERT INTO ZPERSON (Z_PK, ZFULLNAME, ZMERGETARGETPERSON) VALUES (1, 'A', 2), (2, 'B', 3), (3, 'C', 1), (4, 'D', 4), (5, 'E', 4);
      INSERT INTO ZDETECTEDFACE (Z_PK, ZASSETFORFACE, ZPERSONFORFACE) VALUES (1, 1, 2), (2, 1, 5);`);
    expect(rows.photo_people.map(({ key }) => key)).toEqual(['pk1', 'pk2', 'pk3', 'pk4', 'pk5']);
    expect(rows.photo_faces.map(({ person }) => person)).toEqual(['pk2', 'pk5']);
  });

  it('handle folders that contain themselves', () => {
    const { rows } = read(`
      INSERT INTO ZGENERICALBUM (Z_PK, ZKIND, ZPARENTFOLDER) VALUES (1, 4000, 2), (2, 4000, 1), (3, 4000, 3);`);
    expect(rows.photo_albums.map(({ folder }) => folder)).toEqual(['pk2', 'pk1', 'pk3']);
  });
});

describe('unexpected tables', () => {
  it('are refused without photos', () => {
    const unsupported = expect.objectContaining({ code: 'UNSUPPORTED_SCHEMA' });
    expect(() => extractAll(photos, { db: new DatabaseSync(':memory:') })).toThrow(unsupported);
    const view = new DatabaseSync(':memory:');
    view.exec('CREATE VIEW ZASSET AS SELECT 1 AS Z_PK');
    expect(() => extractAll(photos, { db: view })).toThrow(unsupported);
  });

  it('are read without the tables around the photos', () => {
    const db = new DatabaseSync(':memory:');
    db.exec(`CREATE TABLE ZASSET (Z_PK INTEGER PRIMARY KEY, ZKIND INTEGER); INSERT INTO ZASSET VALUES (3, 1);
      CREATE TABLE Z_1ASSETS (Z_2ALBUMS, Z_3ASSETS); CREATE TABLE Z_9KEYWORDS (x);`);
    const { rows, losses } = extractAll(photos, { db });
    expect(rows.photo_assets).toMatchObject([{ key: 'pk3', kind: 'video', inLibrary: true, originalState: 'no-path' }]);
    expect(losses).toEqual({});
  });
});

describe('a damaged file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-photos-'));
  const path = join(folder, 'Photos.sqlite');
  writePhotosDatabase(path, { seed: 'hostile', size: 120, generation: 26 });
  const intact = readFileSync(path);
  rmSync(folder, { recursive: true });

  it('gives every row of a database with damaged indexes', fullOnly, () => {
    expect(readWithDestroyedIndexes(photos, 'db', intact)).toEqual([]);
  });

  it('gives every row of intact pages', () => {
    const random = seededRandom('pages', 'photos');
    const report = readWithDestroyedPages(photos, 'db', intact, (limit) => random.below(limit), rounds(20, 4));
    expect(report.violations).toEqual([]);
    expect(report.expected).toBeGreaterThan(rounds(2000, 100));
  });

  it('gives only rows and domain errors', () => {
    const random = seededRandom('fuzz', 'photos');
    let readable = 0;
    for (let round = 0; round < rounds(80); round++) {
      const bytes = damage(intact, (limit) => random.below(limit));
      const extraction = extractDamaged(photos, 'db', bytes);
      if (extraction === null) continue;
      readable++;
      store(extraction);
    }
    expect(readable).toBeGreaterThan(rounds(20, 0));
  });
});
