import { hash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { fullOnly } from '../../test/support/depth.ts';
import { bytes, sqlite } from '../artifacts/kit/artifact.ts';
import { decodeMbFileBlob } from '../backup/manifest/decode-blob.ts';
import { SqlManifest } from '../backup/manifest/sql-manifest.ts';
import { matchStores } from './match-stores.ts';

function manifestOf(names: Iterable<readonly [domain: string, path: string]>, flags = 1): SqlManifest {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB)');
  const insert = db.prepare('INSERT OR IGNORE INTO Files VALUES (?, ?, ?, ?, NULL)');
  db.exec('BEGIN');
  for (const [domain, path] of names) insert.run(hash('sha1', `${domain}-${path}`), domain, path, flags);
  db.exec('COMMIT');
  return new SqlManifest('manifest.db', db, decodeMbFileBlob, () => db.close());
}

const pathsOf = (entries: readonly { readonly domain: string; readonly relativePath: string }[] | undefined) =>
  entries?.map(({ domain, relativePath }) => `${domain}/${relativePath}`);

describe('matchStores', () => {
  const artifacts = [
    {
      id: 'history',
      stores: {
        db: sqlite(['HomeDomain', 'AppDomain-safari'], ['Library/History.db', 'Library/Profiles/*/History.db']),
        names: sqlite('HomeDomain', 'Library/Names.db', { enriches: true }),
      },
    },
    { id: 'cookies', stores: { files: bytes('AppDomain-*', ['**/Cookies/*.bin', 'Library/**']) } },
  ];

  it('finds the files of every pattern, by domain and path, without duplicates', () => {
    const manifest = manifestOf([
      ['HomeDomain', 'Library/Profiles/B/History.db'],
      ['HomeDomain', 'Library/History.db'],
      ['HomeDomain', 'Library/Profiles/A/History.db'],
      ['AppDomain-safari', 'Library/History.db'],
      ['AppDomain-a', 'Library/Cookies/x.bin'],
      ['AppDomain-a', 'Documents/Cookies/y.bin'],
      ['AppDomainGroup-a', 'Library/Cookies/x.bin'],
    ]);
    const found = matchStores(artifacts, manifest);
    expect(pathsOf(found.get('history')?.['db'])).toEqual([
      'AppDomain-safari/Library/History.db',
      'HomeDomain/Library/History.db',
      'HomeDomain/Library/Profiles/A/History.db',
      'HomeDomain/Library/Profiles/B/History.db',
    ]);
    expect(found.get('history')?.['names']).toEqual([]);
    expect(pathsOf(found.get('cookies')?.['files'])).toEqual([
      'AppDomain-a/Documents/Cookies/y.bin',
      'AppDomain-a/Library/Cookies/x.bin',
      'AppDomain-safari/Library/History.db',
    ]);
  });

  it('finds no folders', () => {
    const manifest = manifestOf([['HomeDomain', 'Library/History.db']], 2);
    expect(matchStores(artifacts, manifest).get('history')?.['db']).toEqual([]);
  });

  it('finds the stores of 300 patterns among 300,000 files in one pass', fullOnly, () => {
    const wanted = Array.from({ length: 300 }, (_, index) => ({
      id: `artifact-${index}`,
      stores: { store: sqlite('AppDomain-*', [`**/Store${index}/*.db`, `Documents/Store${index}.sqlite`]) },
    }));
    const names = Array.from({ length: 300_000 }, (_, index): [string, string] => [
      `AppDomain-com.example.app${index % 400}`,
      index % 1000 === 0
        ? `Library/Store${(index / 1000) % 300}/main.db`
        : `Library/Caches/folder${index % 50}/item-${index}.dat`,
    ]);
    const manifest = manifestOf(names);
    const start = process.threadCpuUsage();
    const found = matchStores(wanted, manifest);
    const { user, system } = process.threadCpuUsage(start);
    expect(found.values().reduce((sum, { store }) => sum + (store?.length ?? 0), 0)).toBe(300);
    // An idle machine needs a second; the limit allows for busy ones.
    expect((user + system) / 1e6).toBeLessThan(4);
    manifest.close();
  });
});
