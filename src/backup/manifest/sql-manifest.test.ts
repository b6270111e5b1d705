import { hash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import { writeMbFile } from '../../synthetic/backup-folder/mbfile-writer.ts';
import { DirectDatabase } from '../source-database/direct/direct-database.ts';
import { WrittenPages } from '../source-database/direct/written-pages.ts';
import type { BackupEntry, EntryCursor, EntryFilter, Manifest } from '../types.ts';
import { decodeMbFileBlob } from './decode-blob.ts';
import { SqlManifest } from './sql-manifest.ts';

type Row = [domain: string | null, relativePath: string | null, flags: number | null, file?: Uint8Array | null];

const APPLE_SCHEMA =
  'CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB)';

const idOf = (domain: string | null, path: string | null): string => hash('sha1', `${domain}-${path}`);

function database(rows: readonly Row[], schema = APPLE_SCHEMA): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.exec(schema);
  const insert = db.prepare('INSERT INTO Files (fileID, domain, relativePath, flags, file) VALUES (?, ?, ?, ?, ?)');
  for (const [domain, path, flags, file] of rows) insert.run(idOf(domain, path), domain, path, flags, file ?? null);
  return db;
}

function open(db: DatabaseSync): SqlManifest {
  return new SqlManifest('manifest.db', db, decodeMbFileBlob, () => db.close());
}

function blob(mode: number): Uint8Array {
  return writeMbFile({
    relativePath: 'x',
    mode,
    size: 1,
    inode: 1,
    userId: 501,
    groupId: 501,
    lastModified: 0,
    lastStatusChange: 0,
    birth: 0,
    protectionClass: 3,
  });
}

function everything(manifest: Manifest, filter: EntryFilter, pageSize: number): BackupEntry[] {
  const all: BackupEntry[] = [];
  for (let after: EntryCursor | undefined; ; after = all.at(-1)) {
    const page = manifest.list(filter, pageSize, after);
    all.push(...page);
    if (page.length < pageSize) return all;
  }
}

const places = (entries: Iterable<BackupEntry>): string[] =>
  Array.from(entries, ({ domain, relativePath }) => `${domain}:${relativePath}`);

describe('SqlManifest', () => {
  it('lists in bytewise order of domain, path and fileID, page by page', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'B', '/', 'é', '😀', '\uffff', '%', '_'), maxLength: 5 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, name), { selector: ([domain, path]) => idOf(domain, path), maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        (names, pageSize) => {
          const manifest = open(database(names.map(([domain, path]) => [domain, path, 1])));
          const expected = names
            .map(([domain, path]) => ({ domain, path, id: idOf(domain, path) }))
            .sort(
              (a, b) =>
                Buffer.compare(Buffer.from(a.domain), Buffer.from(b.domain)) ||
                Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)) ||
                (a.id < b.id ? -1 : 1),
            );
          expect(everything(manifest, {}, pageSize).map(({ fileID }) => fileID)).toEqual(expected.map(({ id }) => id));
          for (const domain of new Set(names.map(([first]) => first))) {
            const ofDomain = expected.filter((one) => one.domain === domain).map(({ id }) => id);
            expect(everything(manifest, { domain }, pageSize).map(({ fileID }) => fileID)).toEqual(ofDomain);
          }
          manifest.close();
        },
      ),
      { seed: 6, numRuns: rounds(100) },
    );
  });

  it('filters by kind, path and domain, treating % and _ as literals', () => {
    const manifest = open(
      database([
        ['A', 'IMG_0001.JPG', 1],
        ['A', 'IMGX0001.jpg', 1],
        ['A', '100%', 1],
        ['A', 'dir', 2],
        ['A', 'link', 4],
        ['B', 'img_0001', 0, blob(0o100644)],
        ['B', 'odd', 0, blob(0)],
      ]),
    );
    expect(places(manifest.list({ pathContains: 'img_0' }, 9))).toEqual(['A:IMG_0001.JPG', 'B:img_0001']);
    expect(places(manifest.list({ pathContains: '%' }, 9))).toEqual(['A:100%']);
    expect(places(everything(manifest, { kind: 'file' }, 1))).toEqual([
      'A:100%',
      'A:IMGX0001.jpg',
      'A:IMG_0001.JPG',
      'B:img_0001',
    ]);
    expect(places(manifest.list({ kind: 'directory', domain: 'A' }, 9))).toEqual(['A:dir']);
    expect(places(manifest.list({ kind: 'unknown' }, 9))).toEqual(['B:odd']);
    expect(manifest.domains()).toEqual([
      { domain: 'A', files: 3, directories: 1, symlinks: 1, unknown: 0 },
      { domain: 'B', files: 1, directories: 0, symlinks: 0, unknown: 1 },
    ]);
    expect(() => manifest.list({}, 0)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
    // Includes rows whose kind is only in their record.
    const listed = '0123456789abcdef'.split('').flatMap((digit) => [...manifest.withPrefix(digit)]);
    expect([...manifest.keys()].sort((a, b) => (a.fileID < b.fileID ? -1 : 1))).toEqual(
      listed.map(({ fileID, domain, relativePath, kind }) => ({ fileID, domain, relativePath, kind })),
    );
  });

  it('finds files by fileID and by name', () => {
    const manifest = open(database([['HomeDomain', 'Library/SMS/sms.db', 1, blob(0o100600)]]));
    const found = manifest.get('3d0d7e5fb2ce288813306e4d4636395e047a3d28');
    expect(found).toMatchObject({
      domain: 'HomeDomain',
      relativePath: 'Library/SMS/sms.db',
      kind: 'file',
      mode: 0o100600,
    });
    expect(manifest.find('HomeDomain', 'Library/SMS/sms.db')).toEqual(found);
    expect(manifest.find('HomeDomain', 'library/sms/sms.db')).toBeNull();
    expect(manifest.get("' OR 1=1 --")).toBeNull();
    expect([...manifest.withPrefix('3d')]).toEqual([found]);
    expect([...manifest.withPrefix('3e')]).toEqual([]);
    const { fileID, domain, kind } = found as BackupEntry;
    const key = { fileID, domain, kind };
    // Often enough for all names to be read.
    for (let name = 0; name < 6000; name++) expect(manifest.findKey('HomeDomain', `${name}`)).toBeNull();
    expect(manifest.find('HomeDomain', 'Library/SMS/sms.db')).toEqual(found);
    expect(manifest.findKey('HomeDomain', 'Library/SMS/sms.db')).toEqual(key);
    expect(manifest.findKey('HomeDomain', 'library/sms/sms.db')).toBeNull();
    expect([...manifest.matchKeys('HomeDomain', 'Library/**')]).toEqual([
      { ...key, relativePath: 'Library/SMS/sms.db' },
    ]);
  });

  it('matches like a filter over all entries', () => {
    const rows: Row[] = [];
    for (const domain of ['AppDomain-a', 'AppDomain-b', 'AppDomainGroup-a', 'HomeDomain']) {
      for (const path of ['', 'Library', 'Library/a.db', 'Library/a.db-wal', 'Library/x/y/b.db', 'Other/c.db'])
        rows.push([domain, path, 1]);
    }
    const manifest = open(database(rows));
    expect(places(manifest.match('AppDomain-*', 'Library/*.db'))).toEqual([
      'AppDomain-a:Library/a.db',
      'AppDomain-b:Library/a.db',
    ]);
    expect(places(manifest.match('AppDomain*', 'Library/a.db'))).toHaveLength(3);
    expect(places(manifest.match('HomeDomain', 'Library/a.db'))).toEqual(['HomeDomain:Library/a.db']);
    expect(places(manifest.match('HomeDomain', '**/*.db'))).toEqual([
      'HomeDomain:Library/a.db',
      'HomeDomain:Library/x/y/b.db',
      'HomeDomain:Other/c.db',
    ]);
    expect(places(manifest.match('*', '**'))).toHaveLength(rows.length);
    expect(places(manifest.match('Nowhere', '**'))).toEqual([]);
  });

  it('matches more than one page of a domain', () => {
    const manifest = open(database(Array.from({ length: 2500 }, (_, index): Row => ['D', `p/${index}`, 1])));
    expect([...manifest.match('D', 'p/*')]).toHaveLength(2500);
  });

  it('lists the paths of a domain in the same order before and after the index of the order is built', () => {
    const paths = ['', 'p', 'p/a', 'p/b', 'p/\u{1f600}', 'p/\uffee', 'p/\u00e9', 'P/a', 'p.a', 'q'];
    const rows = ['D', 'D-e', 'C'].flatMap((domain) => paths.map((path): Row => [domain, path, 1]));
    const manifest = open(database(rows));
    const globs = ['**', 'p/*', 'p/**', '?'];
    const lists = (): string[][] =>
      globs.map((glob) => [...manifest.matchKeys('D', glob)].map(({ relativePath }) => relativePath));
    const before = lists();
    manifest.domains();
    expect(lists()).toEqual(before);
    expect(before[1]).toEqual(['p/a', 'p/b', 'p/\u00e9', 'p/\uffee', 'p/\u{1f600}']);
  });

  it('treats folder names literally', () => {
    const paths = ['', 'a', 'a*', 'a*/x', 'a*/x/y', 'a*b/x', 'a-', 'a/x', 'ab/x'];
    const manifest = open(
      database(['D', 'D*'].flatMap((domain) => paths.map((path): Row => [domain, path, path.includes('x') ? 1 : 2]))),
    );
    expect(places(manifest.within('D', 'a*'))).toEqual(['D:a*', 'D:a*/x', 'D:a*/x/y']);
    expect(places(manifest.within('D', 'a'))).toEqual(['D:a', 'D:a/x']);
    expect(places(manifest.within('D*', ''))).toEqual([...paths].sort().map((path) => `D*:${path}`));
    expect(places(manifest.within('D?', ''))).toEqual([]);
    // A folder that the manifest does not list although paths go through it.
    expect(places(manifest.within('D', 'a*b'))).toEqual(['D:a*b/x']);
  });

  it('skips rows that name no file, and counts them', () => {
    const db = database([
      ['A', 'good', 1, blob(0o100644)],
      ['A', 'broken', 1, Buffer.from('no plist')],
      [null, null, 16],
    ]);
    db.exec("INSERT INTO Files VALUES ('../../../etc/passwd', 'A', 'evil', 1, NULL), (NULL, 'A', 'none', 1, NULL)");
    db.exec("INSERT INTO Files VALUES (X'00', 'A', 'blob', 1, NULL), (1, 2, 3, 4, 5)");
    db.prepare('INSERT INTO Files VALUES (?, ?, ?, 1, zeroblob(100000))').run(idOf('A', 'huge'), 'A', 'huge');
    const manifest = open(db);
    expect(manifest.counts()).toEqual({ rows: 3, undecodable: 2, skipped: 5, duplicates: 0 });
    expect(
      manifest.list({}, 9).map(({ relativePath, kind, undecodable }) => [relativePath, kind, undecodable]),
    ).toEqual([
      ['broken', 'file', true],
      ['good', 'file', undefined],
      ['huge', 'file', true],
    ]);
  });

  it('pages over text with invalid UTF-8', () => {
    const db = new DatabaseSync(':memory:');
    db.exec(APPLE_SCHEMA);
    const insert = db.prepare('INSERT INTO Files VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT), 1, NULL)');
    for (let index = 0; index < 20; index++)
      insert.run(hash('sha1', `${index}`), Buffer.from([0xff, index % 3]), Buffer.from([0xfe, 0xff]));
    const manifest = open(db);
    expect(new Set(everything(manifest, {}, 3).map(({ fileID }) => fileID)).size).toBe(20);
    expect([...manifest.match('*', '*')]).toHaveLength(20);
    expect(manifest.domains()).toHaveLength(3);
  });

  it('reads tables with fewer columns, and adds a missing index', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE Files (fileID TEXT, domain TEXT, relativePath TEXT)');
    db.prepare('INSERT INTO Files VALUES (?, ?, ?)').run(idOf('A', 'b'), 'A', 'b');
    const manifest = open(db);
    expect(manifest.find('A', 'b')).toMatchObject({ kind: 'unknown', wrappedKey: null });
    expect(manifest.counts()).toEqual({ rows: 1, undecodable: 0, skipped: 0, duplicates: 0 });
    expect(manifest.domains()).toEqual([{ domain: 'A', files: 0, directories: 0, symlinks: 0, unknown: 1 }]);
  });

  it.each([
    ['no table', 'CREATE TABLE Other (x)'],
    ['a view', 'CREATE TABLE T (fileID, domain, relativePath, flags, file); CREATE VIEW Files AS SELECT * FROM T'],
    ['a virtual table', 'CREATE VIRTUAL TABLE Files USING fts5(fileID, domain, relativePath, flags, file)'],
    [
      'computed columns',
      'CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT AS (hex(zeroblob(99999))))',
    ],
    ['a collation', 'CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT COLLATE NOCASE, relativePath TEXT)'],
    ['missing columns', 'CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT)'],
    ['UTF-16', `PRAGMA encoding = 'UTF-16'; ${APPLE_SCHEMA}`],
  ])('refuses %s in place of the table', (_title, schema) => {
    const db = new DatabaseSync(':memory:');
    db.exec(schema);
    expect(() => open(db)).toThrow(expect.objectContaining({ code: 'MALFORMED_MANIFEST' }));
  });

  it('keeps one row of a fileID that occurs twice: the one that it belongs to, otherwise the last', () => {
    const right = hash('sha1', 'A-right');
    const neither = hash('sha1', 'none of them');
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE Files (fileID TEXT, domain TEXT, relativePath TEXT, flags INTEGER)');
    const insert = db.prepare('INSERT INTO Files VALUES (?, ?, ?, 1)');
    insert.run(right, 'A', 'wrong');
    insert.run(right, 'A', 'right');
    insert.run(right, 'A', 'later');
    insert.run(neither, 'B', 'first');
    insert.run(neither, 'B', 'last');
    insert.run(hash('sha1', 'C-single'), 'C', 'single');
    const manifest = open(db);
    expect(manifest.list({}, 9).map(({ relativePath }) => relativePath)).toEqual(['right', 'last', 'single']);
    expect(manifest.counts()).toEqual({ rows: 3, undecodable: 0, skipped: 0, duplicates: 3 });
  });

  it('is the same where the database is read in place and its indexes stay in memory', async () => {
    const build = (): DatabaseSync => {
      const db = new DatabaseSync(':memory:');
      db.exec(
        'PRAGMA page_size = 1024; CREATE TABLE Files (fileID, domain TEXT, relativePath TEXT, flags INTEGER, file)',
      );
      const insert = db.prepare('INSERT INTO Files VALUES (?, ?, ?, ?, ?)');
      for (let at = 0; at < 2000; at++) {
        const [domain, path] = [`D${at % 3}`, `f${at % 40}/${at % 60}`];
        insert.run(idOf(domain, path), domain, path, at % 5, at % 4 === 0 ? blob(0o100644) : null);
      }
      return db;
    };
    const bytes = build().serialize();
    const file = {
      size: bytes.length,
      read: (target: Uint8Array, position: number) => {
        const part = bytes.subarray(position, position + target.length);
        target.fill(0);
        target.set(part);
        return part.length;
      },
    };
    const before = hash('sha256', bytes);
    const db = await DirectDatabase.open(new WrittenPages(file));
    db.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE');
    const inPlace = new SqlManifest('manifest.db', db, decodeMbFileBlob, () => db.close());
    const copy = open(build());
    const all = (manifest: Manifest): unknown => ({
      counts: manifest.counts(),
      domains: manifest.domains(),
      pages: everything(manifest, {}, 7),
      files: places(manifest.match('D*', 'f1*/**')),
      names: [...manifest.names()].length,
    });
    expect(copy.counts().duplicates).toBe(1880);
    expect(all(inPlace)).toEqual(all(copy));
    inPlace.close();
    expect(hash('sha256', bytes)).toBe(before);
  });

  it('finds the same by name before and after all names were read', () => {
    const rows = [
      ['A', 'file', 1],
      ['A', 'folder', 2],
      ['A', 'link', 4, blob(0o120777)],
      // The kind is only in the record.
      ['B', 'repacked', 0, blob(0o100644)],
      ['B', 'odd', 8, blob(0)],
      ['B', 'm\u00fcll \u{1f600}', 1],
      ['C-d', 'e', 1],
      ['', '', 1],
    ] as const satisfies readonly Row[];
    const db = database(rows);
    // Under a fileID that is not that of its names, and without a name.
    db.prepare('INSERT INTO Files VALUES (?, ?, ?, ?, ?)').run(idOf('D', 'other'), 'D', 'path', 1, null);
    db.prepare('INSERT INTO Files VALUES (?, ?, ?, ?, ?)').run(idOf('D', 'null'), null, 'null', 1, null);
    const manifest = open(db);
    const asked = [
      ...rows.map(([domain, path]) => [domain, path] as const),
      ...([
        ['C', 'd-e'],
        ['D', 'other'],
        ['D', 'path'],
        ['D', 'null'],
        ['A', 'File'],
        ['B', 'mu\u0308ll \u{1f600}'],
      ] as const),
    ];
    const answers = (): unknown =>
      asked.map(([domain, path]) => [manifest.findKey(domain, path), manifest.find(domain, path)]);
    const before = answers();
    expect([...manifest.keys()]).toHaveLength(rows.length + 1);
    expect(answers()).toEqual(before);
    const kinds = asked.map(([domain, path]) => manifest.findKey(domain, path)?.kind ?? '-').join(' ');
    expect(kinds).toBe('file directory symlink file unknown file file file - - - - - -');
    manifest.close();
    expect(() => manifest.findKey('A', 'file')).toThrow(expect.objectContaining({ code: 'CANCELLED' }));
  });

  it('reports when it is closed', () => {
    const manifest = open(database([['A', 'b', 1]]));
    manifest.close();
    expect(() => manifest.list({}, 1)).toThrow(expect.objectContaining({ code: 'CANCELLED' }));
  });
});
