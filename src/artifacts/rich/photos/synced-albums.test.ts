import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { createPhotoTables } from '../../../synthetic/photos/schema.ts';
import { photos } from './index.ts';

it.each([9, 18] as const)('an album copied from a computer is an album, in iOS %i', (generation) => {
  const db = new DatabaseSync(':memory:');
  for (const statement of createPhotoTables(generation)) db.exec(statement);
  db.exec(
    "INSERT INTO ZGENERICALBUM (Z_PK, ZKIND, ZUUID, ZTITLE) VALUES (4, 1550, 'S', 'From the computer'), (5, 2, 'O', 'Own')",
  );
  const { rows, notes } = extractAll(photos, { db });
  expect(rows.photo_albums).toMatchObject([
    { kind: 'album', kindCode: 1550, title: 'From the computer', isAutomatic: false },
    { kind: 'album', kindCode: 2 },
  ]);
  expect(notes).toEqual({});
});
