import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { destroyPages, leafPages } from '../../../../test/support/artifacts/pages.ts';
import { writePhotosDatabase } from '../../../synthetic/photos/photos-database.ts';
import { createPhotoTables, PHOTO_GENERATIONS, type PhotoGeneration } from '../../../synthetic/photos/schema.ts';
import { asInteger, type Lost, type Row } from '../../kit/source-table.ts';
import { isSqliteError } from '../../kit/sqlite-error.ts';
import { tablesOfAssets } from './asset-details.ts';
import { assetRows, assetTable } from './asset-query.ts';
import { JoinedRows } from './joined-rows.ts';
import type { NamedRows } from './named-rows.ts';

/** Collects rows until the asset table is damaged, as text, and what was lost of others. */
function collected(read: (lost: Lost, add: (values: unknown) => void) => void): unknown {
  const rows: string[] = [];
  let losses = 0;
  try {
    read(
      () => losses++,
      (values) => rows.push(JSON.stringify(values)),
    );
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    rows.push('damaged');
  }
  return { rows, losses };
}

const valuesOf = ({ names }: NamedRows<string>, row: Row | null): unknown =>
  row && names.map((name) => (row[name] instanceof Uint8Array ? Buffer.from(row[name]).toString('hex') : row[name]));

function joined(db: DatabaseSync): unknown {
  return collected((lost, add) => {
    const main = assetRows(assetTable(db, lost));
    const tables = tablesOfAssets(db, lost);
    for (const { main: row, parts } of new JoinedRows(db, main, tables).from(Number.MIN_SAFE_INTEGER)) {
      add([valuesOf(main, row), ...tables.map(({ rows }, index) => valuesOf(rows, parts[index] ?? null))]);
    }
  });
}

/** The same by a look-up for each row. */
function lookedUp(db: DatabaseSync): unknown {
  return collected((lost, add) => {
    const main = assetRows(assetTable(db, lost));
    const tables = tablesOfAssets(db, lost).map((part) => ({ ...part, find: part.rows.lookup() }));
    for (const row of main.from(Number.MIN_SAFE_INTEGER)) {
      const parts: (Row | null)[] = [];
      for (const { by, find } of tables) {
        const owner: Row | null = by[0] === 'main' ? row : (parts[by[0]] ?? null);
        parts.push(find(asInteger(owner?.[by[1]])));
      }
      add([valuesOf(main, row), ...tables.map(({ rows }, index) => valuesOf(rows, parts[index] ?? null))]);
    }
  });
}

function expectSame(bytes: Uint8Array): void {
  const db = new DatabaseSync(':memory:');
  try {
    db.deserialize(bytes);
    expect(joined(db)).toEqual(lookedUp(db));
  } finally {
    db.close();
  }
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

  it('are those that look-ups find where pages of any table are destroyed', () => {
    const bytes = synthetic(26);
    for (const page of leafPages(bytes).filter(({ rowids }) => rowids.length > 0)) {
      expectSame(destroyPages(bytes, [page], 0xff));
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
    const bytes = readFileSync(corpusPath(`photos/${name}/Photos.sqlite`));
    // A database in memory has no WAL.
    bytes.fill(1, 18, 20);
    expectSame(bytes);
  });
});
