import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { createPhotoTables, type PhotoGeneration } from '../../../synthetic/photos/schema.ts';
import { photos } from './index.ts';

/** Whether, when and with what an asset with this adjustment was edited. */
function edited(generation: PhotoGeneration, state: number, format: string, editor: string | null): unknown {
  const db = new DatabaseSync(':memory:');
  for (const statement of createPhotoTables(generation)) db.exec(statement);
  const asset = generation < 14 ? 'ZGENERICASSET' : 'ZASSET';
  const column = generation < 18 ? 'ZHASADJUSTMENTS' : 'ZADJUSTMENTSSTATE';
  db.prepare(
    `INSERT INTO ${asset} (Z_PK, ZUUID, ZKIND, ${column}, ZADDITIONALATTRIBUTES) VALUES (1, 'A', 0, ?, 1)`,
  ).run(state);
  db.prepare(
    'INSERT INTO ZADDITIONALASSETATTRIBUTES (Z_PK, ZASSET, ZEDITORBUNDLEID, ZUNMANAGEDADJUSTMENT) VALUES (1, 1, ?, 1)',
  ).run(editor);
  db.prepare(
    'INSERT INTO ZUNMANAGEDADJUSTMENT (Z_PK, ZADJUSTMENTFORMATIDENTIFIER, ZADJUSTMENTTIMESTAMP) VALUES (1, ?, 700000000)',
  ).run(format);
  const [row] = extractAll(photos, { db }).rows.photo_assets;
  db.close();
  return row === undefined ? null : [row.isEdited, row.editedAt, row.editor];
}

const AT = Date.UTC(2023, 2, 8, 20, 26, 40);
const PHOTOS = 'com.apple.mobileslideshow';

describe('an adjustment', () => {
  it.each<[PhotoGeneration, number, string, string | null, unknown]>([
    // A slow-motion video and a portrait as they were taken, and both after their owner changed them.
    [13, 1, 'com.apple.video.slomo', '', [false, null, null]],
    [16, 1, 'com.apple.video.slomo', null, [false, null, null]],
    [16, 1, 'com.apple.photo', 'com.apple.camera', [false, null, null]],
    [16, 1, 'com.apple.video', PHOTOS, [true, AT, PHOTOS]],
    [16, 1, 'com.apple.photo', PHOTOS, [true, AT, PHOTOS]],
    // Newer libraries say it themselves.
    [18, 3, 'com.apple.photo', PHOTOS, [false, null, null]],
    [18, 2, 'com.apple.photo', 'com.apple.camera', [true, AT, 'com.apple.camera']],
  ])('of iOS %i with state %i, format %s and editor %s', (generation, state, format, editor, expected) => {
    expect(edited(generation, state, format, editor)).toEqual(expected);
  });
});
