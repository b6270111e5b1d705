import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { readBothWays, type Tables } from '../../../../test/support/artifacts/joined-rows.ts';
import { destroyPages, leafPages } from '../../../../test/support/artifacts/pages.ts';
import { writePhotosDatabase } from '../../../synthetic/photos/photos-database.ts';
import { createPhotoTables, PHOTO_GENERATIONS, type PhotoGeneration } from '../../../synthetic/photos/schema.ts';
import { tablesOfAssets } from './asset-details.ts';
import { assetRows, assetTable } from './asset-query.ts';

const tables: Tables = (db, lost) => ({ main: assetRows(assetTable(db, lost)), parts: tablesOfAssets(db, lost) });

function expectSame(bytes: Uint8Array): void {
  const { joined, lookedUp } = readBothWays(bytes, tables);
  expect(joined.rows.length).toBeGreaterThan(0);
  expect(joined).toEqual(lookedUp);
}

function synthetic(generation: PhotoGeneration): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-photos-'));
  try {
    writePhotosDatabase(join(folder, 'Photos.sqlite'), { seed: 'joined', size: 150, generation });
    return readFileSync(join(folder, 'Photos.sqlite'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('rows joined to assets', () => {
  it.each(PHOTO_GENERATIONS)('are those that look-ups find, in a library of iOS %i', (generation) => {
    expectSame(synthetic(generation));
  });

  it('are those that look-ups find where pages of a joined table are destroyed', () => {
    const bytes = synthetic(26);
    const joined = /^Z(?:ASSET|ADDITIONALASSETATTRIBUTES|EXTENDEDATTRIBUTES|MOMENT|MEDIAANALYSISASSETATTRIBUTES)$/;
    const pages = leafPages(bytes).filter(({ table, rowids }) => joined.test(table) && rowids.length > 0);
    for (const group of Map.groupBy(pages, ({ table }) => table).values()) {
      for (const page of group.slice(-2)) expectSame(destroyPages(bytes, [page], 0xff));
    }
  });

  it('are those that look-ups find by values that are no row numbers', () => {
    const db = new DatabaseSync(':memory:');
    for (const statement of createPhotoTables(26)) db.exec(statement);
    db.exec(`
      INSERT INTO ZASSET (Z_PK, ZADDITIONALATTRIBUTES, ZEXTENDEDATTRIBUTES, ZMOMENT, ZMASTER, ZMEDIAANALYSISATTRIBUTES)
        VALUES (1, 7.9, -7.9, 'x', x'00', 1e300), (2, 9223372036854775807, 0, '7', 7, 7), (-3, 8, -7, NULL, 99, 8);
      INSERT INTO ZADDITIONALASSETATTRIBUTES (Z_PK, ZTITLE, ZASSETDESCRIPTION, ZUNMANAGEDADJUSTMENT)
        VALUES (7, 'seven', 7.5, 'x'), (8, 9223372036854775807, 7, 7), (-7, x'00', 1, 1);
      INSERT INTO ZEXTENDEDATTRIBUTES (Z_PK, ZCAMERAMAKE) VALUES (-7, 'minus'), (0, 'zero');
      INSERT INTO ZASSETDESCRIPTION (Z_PK, ZLONGDESCRIPTION) VALUES (7, 'caption');
      INSERT INTO ZMOMENT (Z_PK, ZTITLE) VALUES (7, 'moment');
      INSERT INTO ZCLOUDMASTER (Z_PK, ZORIGINALFILENAME) VALUES (7, 'name');
    `);
    expectSame(db.serialize());
    db.close();
  });
});

describeCorpus('libraries of the corpus', () => {
  it.each(['macos-10.15.7', 'macos-13.0.0', 'macos-26.1'])('%s: joined rows are those of look-ups', (name) => {
    expectSame(readFileSync(corpusPath(`photos/${name}/Photos.sqlite`)));
  });
});
