import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { findJoin } from './join-table.ts';

const ALBUM_ASSETS = { entity: 'Album', left: 'ALBUMS', right: 'ASSETS' };

function find(sql: string): string | undefined {
  const db = new DatabaseSync(':memory:');
  db.exec(sql);
  const join = findJoin(db, ALBUM_ASSETS, (reason) => expect.fail(reason.code));
  return join === null ? undefined : `${join.table.name} ${join.left} ${join.right} ${join.order}`;
}

describe('a join of Core Data', () => {
  it('is found for any entity numbers', () => {
    expect(find('CREATE TABLE Z_15ASSETS (Z_15ALBUMS, Z_22ASSETS, Z_FOK_22ASSETS)')).toBe(
      'Z_15ASSETS Z_15ALBUMS Z_22ASSETS Z_FOK_22ASSETS',
    );
    expect(find('CREATE TABLE Z_33ASSETS (Z_3ASSETS, Z_33ALBUMS)')).toBe(
      'Z_33ASSETS Z_33ALBUMS Z_3ASSETS Z_FOK_3ASSETS',
    );
  });

  it('is not confused with another', () => {
    expect(find('CREATE TABLE Z_32KEYASSETS (Z_32ALBUMSBEINGKEYASSETS, Z_3KEYASSETS)')).toBeUndefined();
    expect(find('CREATE TABLE Z_33ASSETS (Z_34ALBUMS, Z_3ASSETS)')).toBeUndefined();
    expect(find('CREATE VIEW Z_33ASSETS AS SELECT 1 AS Z_33ALBUMS, 2 AS Z_3ASSETS')).toBeUndefined();
  });

  it('is chosen by Z_PRIMARYKEY if there are several', () => {
    const two = 'CREATE TABLE Z_7ASSETS (Z_7ALBUMS, Z_3ASSETS); CREATE TABLE Z_28ASSETS (Z_28ALBUMS, Z_3ASSETS);';
    expect(find(two)).toMatch(/^Z_7ASSETS/);
    const entities = 'CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER, Z_NAME);';
    expect(find(`${two} ${entities} INSERT INTO Z_PRIMARYKEY VALUES (3, 'Asset'), (28, 'Album')`)).toMatch(
      /^Z_28ASSETS/,
    );
    expect(find(`${two} ${entities} INSERT INTO Z_PRIMARYKEY VALUES ('x', 'Album')`)).toMatch(/^Z_7ASSETS/);
  });
});
