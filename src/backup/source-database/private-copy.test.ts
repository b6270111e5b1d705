import { createHash } from 'node:crypto';
import { readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { damage, mutate } from '../../../test/support/backup/mutate.ts';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { rounds } from '../../../test/support/depth.ts';
import { digestPage } from '../../formats/page-digest.ts';
import type { DatabaseImage } from '../../formats/sqlite-table-pages.ts';
import { readWal } from '../../formats/sqlite-wal.ts';
import { isDomainError } from '../../model/errors.ts';
import { sqliteWithWal } from '../../synthetic/encoders/sqlite-with-wal.ts';
import { StoredFile } from '../file/stored-file.ts';
import { Sandbox } from '../sandbox.ts';
import type { PrivateCopy } from './copy.ts';
import { openPrivateCopy } from './private-copy.ts';

const { main, wal } = sqliteWithWal({
  build: (db) => {
    db.exec('CREATE TABLE message (id INTEGER PRIMARY KEY, text TEXT)');
    for (let id = 1; id <= 200; id++) db.prepare('INSERT INTO message VALUES (?, ?)').run(id, `old ${id} `.repeat(20));
  },
  newest: (db) => {
    db.exec("UPDATE message SET text = 'edited' WHERE id = 3");
    db.exec("INSERT INTO message (text) VALUES ('newest')");
  },
});

interface Opener {
  readonly sandbox: Sandbox;
  readonly open: (
    mainBytes: Uint8Array,
    walBytes: Uint8Array | null,
    maxInMemory: number,
    salvage?: boolean,
    digests?: boolean,
  ) => Promise<PrivateCopy>;
}

async function opener(): Promise<Opener> {
  const folder = tempFolder();
  const sandbox = await Sandbox.open(join(folder, 'temp'));
  onTestFinished(() => sandbox.dispose());
  const stored = async (name: string, bytes: Uint8Array): Promise<StoredFile> => {
    writeFileSync(join(folder, name), bytes);
    return StoredFile.open(join(folder, name), null, null, name);
  };
  return {
    sandbox,
    open: async (mainBytes, walBytes, maxInMemory, salvage = false, digests = false) => {
      const mainFile = await stored('main', mainBytes);
      const walFile = walBytes === null ? null : await stored('wal', walBytes);
      try {
        const options = { sandbox: async () => sandbox, writable: false, maxInMemory, salvage, digests };
        return await openPrivateCopy(mainFile, walFile, options);
      } finally {
        await mainFile.close();
        await walFile?.close();
      }
    },
  };
}

const rows = ({ db }: PrivateCopy): unknown[] => db.prepare('SELECT id, text FROM message ORDER BY id').all();

/** The digest of a page; null if it is not known. */
function digestIn({ digests }: DatabaseImage, page: number): Buffer | null {
  const at = digests?.indexOf(page) ?? -1;
  return digests === undefined || at === -1 ? null : Buffer.from(digests.words.buffer, 4 * at, 16);
}

describe('openPrivateCopy', () => {
  it.each([null, wal])('gives digests of the leaf pages of tables', async (log) => {
    const { open } = await opener();
    const indexed = sqliteWithWal({
      build: (db) => {
        db.exec('CREATE TABLE message (id INTEGER PRIMARY KEY, text TEXT UNIQUE)');
        for (let id = 1; id <= 200; id++) db.prepare('INSERT INTO message VALUES (?, ?)').run(id, `${id} `.repeat(50));
      },
      newest: (db) => db.exec("UPDATE message SET text = 'edited ' || id WHERE id IN (3, 150)"),
    });
    const copy = await open(indexed.main, log === null ? null : indexed.wal, 0, false, true);
    const image = copy.image();
    const pageSize = Number(copy.db.prepare('PRAGMA page_size').get()?.['page_size']);
    let digested = 0;
    // Page 1 has another header in the copy, and is of no table of interest.
    for (let page = 2; page <= image.size / pageSize; page++) {
      const bytes = new Uint8Array(pageSize);
      image.read(bytes, (page - 1) * pageSize);
      const isLeaf = bytes[0] === 0x0d;
      const expected = new Uint32Array(4);
      digestPage([bytes], expected, 0);
      const digest = digestIn(image, page);
      expect(digest).toEqual(isLeaf ? Buffer.from(expected.buffer) : null);
      if (isLeaf) digested++;
    }
    expect(digested).toBeGreaterThan(2);
    expect(digestIn(image, 0)).toBeNull();
    expect(digestIn(image, 1_000_000)).toBeNull();
    copy.close();
  });

  it('gives no digests that were not asked for, nor of what is no database', async () => {
    const { open } = await opener();
    const copy = await open(main, null, 0);
    expect(digestIn(copy.image(), 2)).toBeNull();
    copy.close();
    const other = await open(Buffer.from('no database'.repeat(100)), null, 0, false, true);
    expect(digestIn(other.image(), 1)).toBeNull();
    other.close();
  });

  it.skipIf(process.platform !== 'linux')('leaves no file open if the copy cannot be opened', async () => {
    const folder = tempFolder();
    const sandbox = await Sandbox.open(join(folder, 'temp'));
    onTestFinished(() => sandbox.dispose());
    writeFileSync(join(folder, 'main'), 'no database'.repeat(100));
    const file = await StoredFile.open(join(folder, 'main'), null, null, 'main');
    onTestFinished(() => file.close());
    const options = { sandbox: async () => sandbox, writable: true, maxInMemory: 0, salvage: false, digests: false };
    await expect(openPrivateCopy(file, null, options)).rejects.toThrow();
    const open = readdirSync('/proc/self/fd').flatMap((descriptor) => {
      try {
        return [readlinkSync(`/proc/self/fd/${descriptor}`)];
      } catch {
        // The one that listed them.
        return [];
      }
    });
    expect(open.filter((path) => path.startsWith(join(sandbox.path, 'd-')))).toEqual([]);
  });

  it('includes rows that are only in the -wal, in memory and in the sandbox alike', async () => {
    const { open, sandbox } = await opener();
    const inMemory = await open(main, wal, 1e9);
    const onDisk = await open(main, wal, 0);
    expect([inMemory.inMemory, onDisk.inMemory]).toEqual([true, false]);
    const all = rows(inMemory);
    expect(all).toHaveLength(201);
    expect(all[2]).toMatchObject({ text: 'edited' });
    expect(all[200]).toMatchObject({ text: 'newest' });
    expect(rows(onDisk)).toEqual(all);

    const [sha256, ofWal] = [main, wal].map((bytes) => createHash('sha256').update(bytes).digest('hex'));
    for (const copy of [inMemory, onDisk]) {
      expect(copy).toMatchObject({ sha256, wal: { ignoredFrames: 0, sha256: ofWal } });
    }
    expect(onDisk.wal).toEqual(inMemory.wal);

    const [folder = ''] = readdirSync(sandbox.path).filter((name) => name.startsWith('d-'));
    // Windows cannot unlink a file that is open.
    expect(readdirSync(join(sandbox.path, folder))).toEqual(process.platform === 'win32' ? ['main.db'] : []);
    inMemory.close();
    onDisk.close();
    onDisk.close();
    expect(readdirSync(sandbox.path)).toEqual(['owner.lock']);
  });

  it('ignores a -wal of another page size, both ways', async () => {
    const { open } = await opener();
    const other = sqliteWithWal({
      build: (db) => db.exec('PRAGMA page_size = 512; CREATE TABLE t (a)'),
      newest: (db) => db.exec('INSERT INTO t VALUES (1)'),
    });
    expect(readWal(other.wal)).toMatchObject({ pageSize: 512, frames: 1 });
    for (const maxInMemory of [0, 1e9]) {
      const copy = await open(main, other.wal, maxInMemory);
      expect(copy.wal).toMatchObject({ frames: 0, ignoredFrames: 1 });
      expect(rows(copy)).toHaveLength(200);
      copy.close();
    }
  });

  it('opens the available part of a truncated database if requested', async () => {
    const { open } = await opener();
    const half = main.subarray(0, Math.floor(main.length / 2) + 7);
    for (const maxInMemory of [0, 1e9]) {
      const strict = await open(half, null, maxInMemory);
      expect(() => rows(strict)).toThrow(/malformed/);
      strict.close();
      const copy = await open(half, null, maxInMemory, true);
      expect(copy.missingBytes).toBe(main.length - half.length);
      expect(copy.db.prepare('SELECT text FROM message WHERE id = 1').get()).toBeDefined();
      expect(() => rows(copy)).toThrow(/malformed/);
      copy.close();
      const whole = await open(main, wal, maxInMemory, true);
      expect([whole.missingBytes, rows(whole).length]).toEqual([0, 201]);
      whole.close();
    }
  });

  it('treats an empty file as an empty database', async () => {
    const { open } = await opener();
    for (const maxInMemory of [-1, 1e9]) {
      const copy = await open(new Uint8Array(), null, maxInMemory);
      expect(copy.db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()).toEqual({ __proto__: null, n: 0 });
      copy.close();
    }
  });

  it('is read-only', async () => {
    const { open } = await opener();
    const copy = await open(main, null, 0);
    expect(() => copy.db.exec('DELETE FROM message')).toThrow(/readonly/);
    copy.close();
  });

  it('returns rows or a DomainError for damaged databases and logs, and leaves nothing behind', async () => {
    const { open, sandbox } = await opener();
    await fc.assert(
      fc.asyncProperty(damage, damage, fc.constantFrom(0, 1e9), async (mainDamage, walDamage, maxInMemory) => {
        let copy: PrivateCopy | null = null;
        try {
          copy = await open(mutate(main, mainDamage), mutate(wal, walDamage), maxInMemory);
        } catch (error) {
          if (!isDomainError(error)) throw error;
        } finally {
          copy?.close();
        }
        expect(readdirSync(sandbox.path)).toEqual(['owner.lock']);
      }),
      { seed: 8, numRuns: rounds(300) },
    );
  });
});
