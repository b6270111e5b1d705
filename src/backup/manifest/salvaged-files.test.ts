import { hash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { destroyPages, indexPages, type LeafPage, leafPages } from '../../../test/support/artifacts/pages.ts';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { toRollbackHeader } from '../../formats/sqlite-wal.ts';
import { writeBackup } from '../../synthetic/backup-folder/backup-writer.ts';
import { writeMbFile } from '../../synthetic/backup-folder/mbfile-writer.ts';
import { openBackup } from '../open-backup.ts';
import type { Backup, BackupEntry, Manifest } from '../types.ts';
import { decodeMbFileBlob } from './decode-blob.ts';
import { SqlManifest } from './sql-manifest.ts';

const COUNT = 900;
const FACTS = { mode: 0o100644, size: 1, inode: 1, userId: 501, groupId: 501 } as const;
const TIMES = { lastModified: 7, lastStatusChange: 7, birth: 7, protectionClass: 3 } as const;

/** The table and the indexes of iOS, with files in three domains. */
function intact(): Uint8Array {
  const db = new DatabaseSync(':memory:');
  db.exec(`CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB);
    CREATE INDEX FilesDomainIdx ON Files(domain); CREATE INDEX FilesRelativePathIdx ON Files(relativePath);
    CREATE INDEX FilesFlagsIdx ON Files(flags)`);
  const insert = db.prepare('INSERT INTO Files VALUES (?, ?, ?, ?, ?)');
  for (let number = 0; number < COUNT; number++) {
    const [domain, relativePath] = [`Domain${number % 3}`, `Library/Folder${number % 30}/File${number}.db`];
    const file = writeMbFile({ relativePath, ...FACTS, ...TIMES });
    insert.run(hash('sha1', `${domain}-${relativePath}`), domain, relativePath, 1, file);
  }
  const bytes = db.serialize();
  db.close();
  return bytes;
}

const bytes = intact();
const pagesOfTable = leafPages(bytes).filter(({ table }) => table === 'Files');

function read<T>(file: Uint8Array, work: (manifest: Manifest) => T): T {
  const db = new DatabaseSync(':memory:');
  db.deserialize(file);
  const manifest = new SqlManifest('manifest.db', db, decodeMbFileBlob, () => db.close());
  try {
    return work(manifest);
  } finally {
    manifest.close();
  }
}

const broken = (...pages: readonly LeafPage[]) => destroyPages(bytes, pages, 0);
const pathsOf = (entries: Iterable<{ readonly relativePath: string }>) =>
  Array.from(entries, ({ relativePath }) => relativePath).toSorted();
const all = read(bytes, (manifest) => pathsOf(manifest.keys()));

/** All ways to ask for entries, in an order that meets the damage with each of them first. */
const questions: Readonly<Record<string, (manifest: Manifest) => readonly string[]>> = {
  keys: (manifest) => pathsOf(manifest.keys()),
  list: (manifest) => pathsOf(manifest.list({}, 2 * COUNT)),
  match: (manifest) => pathsOf(manifest.match('*', '**')),
  within: (manifest) =>
    pathsOf(['Domain0', 'Domain1', 'Domain2'].flatMap((domain) => [...manifest.within(domain, 'Library')])),
  located: (manifest) => pathsOf(manifest.located('*', 'Library/*/*.db') ?? []),
  'find and findKey': (manifest) =>
    all.filter((path) =>
      ['Domain0', 'Domain1', 'Domain2'].some(
        (domain) => manifest.findKey(domain, path)?.kind === 'file' && manifest.find(domain, path)?.kind === 'file',
      ),
    ),
};

describe('a damaged list of files', () => {
  it('is as large as it has to be for these tests', () => {
    expect([all.length, pagesOfTable.length > 50, indexPages(bytes).length > 30]).toEqual([COUNT, true, true]);
  });

  it.each(Object.entries(questions))('still has the names of all files if pages of it are destroyed: %s', (_, ask) => {
    const [first, some, last] = [0, 20, -1].map((at) => pagesOfTable.at(at) as LeafPage);
    expect(read(bytes, (manifest) => [ask(manifest), manifest.isDamaged])).toEqual([all, false]);
    const damaged = broken(first as LeafPage, some as LeafPage, last as LeafPage);
    expect(read(damaged, ask)).toEqual(all);
  });

  it.each(Object.entries(questions))('needs none of its indexes: %s', (_, ask) => {
    const byIndex = Map.groupBy(indexPages(bytes), ({ table }) => table);
    for (const pages of byIndex.values())
      expect(read(broken(...pages), (manifest) => [ask(manifest), manifest.isDamaged])).toEqual([all, false]);
  });

  it('keeps the records of rows that can be read, and says which are lost', () => {
    const page = pagesOfTable[7] as LeafPage;
    read(broken(page), (manifest) => {
      const entries = manifest.list({}, 2 * COUNT);
      expect(entries.filter(({ undecodable }) => undecodable)).toHaveLength(page.rowids.length);
      expect(entries.filter(({ sizeHint }) => sizeHint === 1)).toHaveLength(COUNT - page.rowids.length);
      expect(manifest.counts()).toEqual({ rows: COUNT, undecodable: page.rowids.length, skipped: 0, duplicates: 0 });
      expect(manifest.domains().map(({ files }) => files)).toEqual([COUNT / 3, COUNT / 3, COUNT / 3]);
      expect(manifest.isDamaged).toBe(true);
    });
  });

  it('has the rows of pages that can be read if nothing else is left', () => {
    const lost = pagesOfTable.slice(3, 9);
    const damaged = broken(...lost, ...indexPages(bytes));
    const rows = lost.reduce((sum, { rowids }) => sum + rowids.length, 0);
    expect(read(damaged, (manifest) => pathsOf(manifest.keys())).length).toBe(COUNT - rows);
  });

  describe('of a backup', () => {
    let folder: string;
    let path: string;
    let whole: Uint8Array;
    beforeEach(async () => {
      folder = tempFolder();
      path = join(folder, 'Manifest.db');
      const files = Array.from({ length: 300 }, (_, number) => {
        const contents = Buffer.from(`contents of ${number}`);
        return { domain: 'HomeDomain', relativePath: `Library/${number}`, kind: 'file' as const, contents };
      });
      await writeBackup(folder, { manifest: 'db', layout: 'sharded', files });
      whole = readFileSync(path);
      toRollbackHeader(whole);
    });

    async function opened<T>(work: (backup: Backup) => Promise<T> | T): Promise<T> {
      const backup = await openBackup(folder, { tempPath: tempFolder() });
      try {
        return await work(backup);
      } finally {
        await backup.close();
      }
    }

    async function contentsOf(backup: Backup, entry: BackupEntry): Promise<string> {
      const file = await backup.open(entry);
      try {
        return Buffer.from(await file.read(0, 100)).toString();
      } finally {
        await file.close();
      }
    }

    const expected = ({ relativePath }: BackupEntry) => `contents of ${relativePath.slice('Library/'.length)}`;

    it('opens files of which only the names are left', async () => {
      const page = leafPages(whole).filter(({ table }) => table === 'Files')[4] as LeafPage;
      writeFileSync(path, destroyPages(whole, [page], 0));
      await opened(async (backup) => {
        const lost = backup.manifest.list({}, 1000).filter(({ undecodable }) => undecodable);
        expect(lost).toHaveLength(page.rowids.length);
        for (const entry of lost) expect(await contentsOf(backup, entry)).toBe(expected(entry));
      });
    });

    it.each([0, 1, 100, 2048])('that was cut short, %i bytes behind a page, has what is left', async (more) => {
      writeFileSync(path, whole.subarray(0, Math.floor((whole.length * 0.7) / 4096) * 4096 + more));
      await opened(async (backup) => {
        const found = [...backup.manifest.keys()];
        expect([found.length > 150, backup.manifest.isDamaged]).toEqual([true, true]);
        const file = backup.manifest.get(found.find(({ kind }) => kind === 'file')?.fileID ?? '') as BackupEntry;
        expect(await contentsOf(backup, file)).toBe(expected(file));
      });
    });
  });

  it('is refused if nothing can be read', () => {
    const file = Uint8Array.from(bytes);
    file.fill(0, 4096);
    expect(() => read(file, (manifest) => [...manifest.keys()])).toThrow(
      expect.objectContaining({ code: 'MALFORMED_MANIFEST' }),
    );
  });
});
