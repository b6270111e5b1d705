import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { writePhotosDatabase } from '../../../synthetic/photos/photos-database.ts';
import { addressString } from '../../../synthetic/photos/places.ts';
import { photos } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-places-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A synthetic library after these statements. */
function library(name: string, ...statements: readonly string[]) {
  const path = join(folder, name);
  const truth = writePhotosDatabase(path, { seed: 'places', size: 60, generation: 26 });
  const db = new DatabaseSync(path);
  for (const sql of statements) db.exec(sql);
  const { rows } = extractAll(photos, { db });
  db.close();
  const placeOf = new Map(
    rows.photo_assets.map(({ key, place, isPlaceInferred }) => [key, { place, isPlaceInferred }]),
  );
  const located = truth.assets.flatMap(({ uuid, place }) => (place === null ? [] : [{ uuid, place }]));
  expect(located.length).toBeGreaterThan(5);
  return { placeOf, located };
}

it('an address is kept where Photos means to look it up again', () => {
  const { placeOf, located } = library(
    'stale',
    'UPDATE ZADDITIONALASSETATTRIBUTES SET ZREVERSELOCATIONDATAISVALID = 0',
  );
  for (const { uuid, place } of located) {
    expect(placeOf.get(uuid)).toEqual({ place: addressString(place), isPlaceInferred: false });
  }
});

it('the name of a moment replaces a missing address, and is marked as inferred', () => {
  const { placeOf, located } = library(
    'moments',
    'UPDATE ZADDITIONALASSETATTRIBUTES SET ZREVERSELOCATIONDATA = NULL',
    "INSERT INTO ZMOMENT (Z_PK, ZTITLE) VALUES (7001, 'Lake Constance')",
    'UPDATE ZASSET SET ZMOMENT = 7001',
  );
  for (const { uuid } of located) {
    expect(placeOf.get(uuid)).toEqual({ place: 'Lake Constance', isPlaceInferred: true });
  }
});
