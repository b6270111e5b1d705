import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type Extraction, extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { tempFolder } from '../../../../test/support/backup/temp-folder.ts';
import { Excerpt } from '../../../backup/source-database/excerpt.ts';
import { writePhotosDatabase } from '../../../synthetic/photos/photos-database.ts';
import { PHOTO_GENERATIONS } from '../../../synthetic/photos/schema.ts';
import { photos } from './index.ts';
import { copyNewestPhotos } from './newest.ts';
import type { photoTables } from './tables.ts';

type Result = Extraction<typeof photoTables>;

const NEWEST = 40;

function bothWays(path: string, count: number): { whole: Result; newest: Result; backTo: number | null } {
  const db = new DatabaseSync(path, { readOnly: true });
  const excerpt = new Excerpt(db);
  try {
    const backTo = copyNewestPhotos(excerpt, count);
    excerpt.seal();
    return {
      whole: extractAll(photos, { db }),
      newest: extractAll(photos, { db: excerpt.db }, { isExcerpt: true }),
      backTo,
    };
  } finally {
    excerpt.db.close();
    db.close();
  }
}

/** What of an album cannot be known before all photos are read. */
const UNKNOWN = { assetCount: 0 };

describe.each(PHOTO_GENERATIONS)('the newest photos of iOS %i', (generation) => {
  it('have the rows of the index', () => {
    const path = join(tempFolder(), 'Photos.sqlite');
    writePhotosDatabase(path, { seed: 'newest', size: 300, generation });
    const { whole, newest } = bothWays(path, NEWEST);
    expect(newest.rows.photo_assets.length).toBeGreaterThanOrEqual(NEWEST);
    expect(newest.rows.photo_assets.length).toBeLessThan(whole.rows.photo_assets.length / 2);
    const tables = ['photo_assets', 'photo_faces', 'photo_album_assets', 'photo_people', 'photo_comments'] as const;
    for (const table of [...tables, 'photo_participants'] as const) {
      const all = new Set(whole.rows[table].map((row) => JSON.stringify(row)));
      expect(newest.rows[table].filter((row) => !all.has(JSON.stringify(row)))).toEqual([]);
      if (all.size > 20) expect(newest.rows[table].length).toBeGreaterThan(0);
    }
    const albums = new Map(whole.rows.photo_albums.map((album) => [album.key, album]));
    for (const album of newest.rows.photo_albums) {
      expect({ ...album, ...UNKNOWN }).toEqual({ ...albums.get(album.key), ...UNKNOWN });
    }
    // Those of albums have their number of photos.
    const isKnown = ({ table }: Result['documents'][number]): boolean => table !== 'photo_albums';
    const documents = new Set(whole.documents.map((each) => JSON.stringify(each)));
    const unlike = newest.documents.filter((each) => isKnown(each) && !documents.has(JSON.stringify(each)));
    expect(unlike).toEqual([]);
  });
});

describe('the newest photos', () => {
  it('are none of a database without photos', () => {
    const db = new DatabaseSync(':memory:');
    const excerpt = new Excerpt(db);
    expect(copyNewestPhotos(excerpt)).toBeNull();
    excerpt.db.close();
    db.close();
  });
});

describe('the newest photos of a shared album', () => {
  it('have the names of those who were invited, as in the index', () => {
    const path = join(tempFolder(), 'Photos.sqlite');
    writePhotosDatabase(path, { seed: 'shared', size: 60, generation: 18 });
    const db = new DatabaseSync(path);
    db.exec(`
      ALTER TABLE ZASSET ADD COLUMN ZCLOUDOWNERHASHEDPERSONID VARCHAR;
      UPDATE ZASSET SET ZCLOUDOWNERHASHEDPERSONID = '1002';
      CREATE TABLE ZCLOUDSHAREDALBUMINVITATIONRECORD (Z_PK INTEGER PRIMARY KEY, ZALBUM INTEGER,
        ZINVITEEHASHEDPERSONID VARCHAR, ZINVITEEFULLNAME VARCHAR);
      INSERT INTO ZCLOUDSHAREDALBUMINVITATIONRECORD SELECT 1, min(Z_PK), '1002', 'Uwe Kern' FROM ZGENERICALBUM`);
    db.close();
    const { whole, newest } = bothWays(path, NEWEST);
    for (const { rows } of [whole, newest]) {
      expect(new Set(rows.photo_assets.map(({ sharedBy }) => sharedBy))).toEqual(new Set(['Uwe Kern']));
    }
    expect(newest.rows.photo_participants).toEqual(whole.rows.photo_participants);
  });
});
