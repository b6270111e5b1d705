import { hash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import type { FolderChild } from '../types.ts';
import { decodeMbFileBlob } from './decode-blob.ts';
import { SqlManifest } from './sql-manifest.ts';

const FILE = 1;
const DIRECTORY = 2;

/** A manifest with these paths in domain `A`, and the same paths in a later domain. */
function manifestOf(rows: readonly (readonly [path: string | Uint8Array, flags: number])[]): SqlManifest {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB)');
  const insert = db.prepare('INSERT INTO Files VALUES (?, ?, CAST(? AS TEXT), ?, NULL)');
  for (const domain of ['A', 'B']) {
    for (const [path, flags] of rows) insert.run(hash('sha1', `${domain}-${String(path)}`), domain, path, flags);
  }
  return new SqlManifest('manifest.db', db, decodeMbFileBlob, () => db.close());
}

function childrenOf(manifest: SqlManifest, folder: string, pageSize = 3): FolderChild[] {
  const all: FolderChild[] = [];
  for (let after: Uint8Array | undefined; ; ) {
    const page = manifest.children('A', folder, pageSize, after);
    all.push(...page.items);
    if (page.next === null) return all;
    after = page.next;
  }
}

const names = (children: readonly FolderChild[]): string[] =>
  children.map(({ name, entry }) => (entry === null ? `${name}/ (not listed)` : name));

describe('the children of a folder', () => {
  it('are the direct contents, once each, regardless of what sorts in between', () => {
    const manifest = manifestOf([
      ['', DIRECTORY],
      ['Library', DIRECTORY],
      ['Library-old', FILE],
      ['Library.txt', FILE],
      ['Library/Caches/x', FILE],
      ['Library/Preferences', DIRECTORY],
      ['Library/Preferences/a.plist', FILE],
      ['Library/Preferences/b.plist', FILE],
      ['Library0', FILE],
      ['Media/DCIM/1.jpg', FILE],
      ['Media/DCIM/2.jpg', FILE],
    ]);
    expect(names(childrenOf(manifest, ''))).toEqual([
      'Library',
      'Library-old',
      'Library.txt',
      'Library0',
      'Media/ (not listed)',
    ]);
    expect(names(childrenOf(manifest, 'Library'))).toEqual(['Caches/ (not listed)', 'Preferences']);
    expect(names(childrenOf(manifest, 'Media/DCIM'))).toEqual(['1.jpg', '2.jpg']);
    expect(childrenOf(manifest, 'Library.txt')).toEqual([]);
    expect(childrenOf(manifest, 'nothing')).toEqual([]);
    expect(manifest.children('no such domain', '', 3)).toEqual({ items: [], next: null });
    manifest.close();
  });

  it('include a folder for paths below a file of the same path, so that everything is reachable', () => {
    const manifest = manifestOf([
      ['a', FILE],
      ['a/b', FILE],
      ['c//d', FILE],
      ['/e', FILE],
    ]);
    expect(names(childrenOf(manifest, ''))).toEqual(['/e', 'a', 'a/ (not listed)', 'c/ (not listed)']);
    expect(names(childrenOf(manifest, 'c'))).toEqual(['/d']);
    manifest.close();
  });

  it('lead to every file from the root, page by page', () => {
    const path = fc.string({ unit: fc.constantFrom('a', 'b', '/', '-', '0', 'é', '😀'), minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 25 }), fc.integer({ min: 1, max: 4 }), (paths, pageSize) => {
        const manifest = manifestOf(paths.map((one) => [one, FILE]));
        const reached: string[] = [];
        const walk = (folder: string): void => {
          for (const { name, entry } of childrenOf(manifest, folder, pageSize)) {
            if (entry === null) walk(folder === '' ? name : `${folder}/${name}`);
            else reached.push(entry.relativePath);
          }
        };
        walk('');
        expect(reached.sort()).toEqual([...paths].sort());
        manifest.close();
      }),
      { seed: 7, numRuns: rounds(150) },
    );
  });

  it('work for any start position and for names with invalid UTF-8', () => {
    const manifest = manifestOf([
      [Buffer.from('x\xff\xfe', 'latin1'), FILE],
      [Buffer.from('x\xff\xfd/y', 'latin1'), FILE],
      ['z', FILE],
    ]);
    expect(childrenOf(manifest, '', 1)).toHaveLength(3);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5 }), (after) => {
        expect(manifest.children('A', '', 9, after).items.length).toBeLessThanOrEqual(3);
      }),
      { seed: 7 },
    );
    manifest.close();
  });
});
