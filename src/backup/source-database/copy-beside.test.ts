import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import type { SyntheticEntry } from '../../synthetic/backup-folder/backup-spec.ts';
import { writeBackup } from '../../synthetic/backup-folder/backup-writer.ts';
import { sqliteWithWal } from '../../synthetic/encoders/sqlite-with-wal.ts';
import { findBackup } from '../discovery/discover.ts';
import { openBackup } from '../open-backup.ts';
import type { Backup, BackupEntry, ClassKeys, DatabaseCopier, SourceDatabase } from '../types.ts';
import { unlockBackup } from '../unlock-backup.ts';
import { copyBeside } from './copy-beside.ts';

const PASSWORD = 'correct horse';
const LARGE = 65 * 1024 * 1024;

const { main, wal } = sqliteWithWal({
  build: (db) => {
    db.exec('CREATE TABLE message (id INTEGER PRIMARY KEY, text TEXT)');
    for (let id = 1; id <= 200; id++) db.prepare('INSERT INTO message VALUES (?, ?)').run(id, `old ${id} `.repeat(20));
  },
  newest: (db) => db.exec("UPDATE message SET text = 'edited' WHERE id = 3"),
});

const large = Buffer.alloc(LARGE);
large.set(main);

const file = (relativePath: string, contents: Uint8Array): SyntheticEntry => ({
  domain: 'HomeDomain',
  relativePath,
  kind: 'file',
  contents,
  protectionClass: 3,
});

let folder: string;
let keys: ClassKeys;

beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'backup-test-')), 'c'.repeat(40));
  const files = [file('large.db', large), file('large.db-wal', wal), file('small.db', main)];
  await writeBackup(folder, { manifest: 'db', layout: 'sharded', files, encrypted: { password: PASSWORD } });
  keys = await unlockBackup(await findBackup(folder), PASSWORD);
});

afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }));

/** The other thread, as far as what is posted goes. */
const beside: DatabaseCopier = async (order) => structuredClone(await copyBeside(structuredClone(order), keys));

async function opened(tempPath: string | null): Promise<{ backup: Backup; entry: BackupEntry }> {
  const backup = await openBackup(folder, { keys, tempPath });
  onTestFinished(() => backup.close());
  return { backup, entry: find(backup, 'large.db') };
}

function find(backup: Backup, path: string): BackupEntry {
  const entry = backup.manifest.find('HomeDomain', path);
  if (entry === null) throw new Error(`there is no ${path}`);
  return entry;
}

/** All that is known of a database. */
async function described(database: SourceDatabase): Promise<unknown> {
  const { db, size, wal: log, sha256, missingBytes } = database;
  const { size: imageSize, digests } = database.image();
  const pages = Array.from({ length: 40 }, (_, index) => {
    const at = digests?.indexOf(index + 1) ?? -1;
    return at === -1 ? null : [...(digests?.words.subarray(at, at + 4) ?? [])];
  });
  const rows = db.prepare('SELECT * FROM message').all();
  return { rows, size, log, sha256: await sha256(), missingBytes, imageSize, pages };
}

describe('a copy that another thread makes', () => {
  it('is the one that the reader would have made', async () => {
    const tempPath = tempFolder();
    const { backup, entry } = await opened(tempPath);
    expect(await backup.copyAhead(entry, beside, { digests: true })).toBe(true);
    const ahead = await backup.openDatabase(entry, { digests: true });
    const own = await backup.openDatabase(entry, { digests: true });
    const description = await described(ahead);
    expect(description).toEqual(await described(own));
    expect(description).toMatchObject({ log: { frames: expect.any(Number) }, size: LARGE });
    expect((description as { pages: unknown[] }).pages.some((page) => page !== null)).toBe(true);
    ahead.close();
    own.close();
    const [sandbox = ''] = readdirSync(tempPath);
    expect(readdirSync(join(tempPath, sandbox))).toEqual(['owner.lock']);
    await backup.close();
    expect(readdirSync(tempPath)).toEqual([]);
  });

  it.each([
    ['is impossible', async () => null],
    ['fails', () => Promise.reject(new Error('no thread'))],
  ] satisfies [string, DatabaseCopier][])('is made by the reader where that %s', async (_, copier) => {
    const { backup, entry } = await opened(tempFolder());
    expect(await backup.copyAhead(entry, copier)).toBe(true);
    const { db } = await backup.openDatabase(entry);
    expect(db.prepare('SELECT text FROM message WHERE id = 3').get()).toEqual({ text: 'edited' });
  });

  it('leaves nothing behind where the backup is closed before it is used', async () => {
    const tempPath = tempFolder();
    const { backup, entry } = await opened(tempPath);
    await backup.copyAhead(entry, beside);
    await backup.close();
    expect(readdirSync(tempPath)).toEqual([]);
    await expect(backup.copyAhead(entry, beside)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('is not made of a small database, twice, or where nothing decrypted may be written', async () => {
    const { backup, entry } = await opened(tempFolder());
    expect(await backup.copyAhead(find(backup, 'small.db'), beside)).toBe(false);
    expect(await backup.copyAhead(entry, beside)).toBe(true);
    expect(await backup.copyAhead(entry, beside)).toBe(false);
    const forbidden = await opened(null);
    expect(await forbidden.backup.copyAhead(forbidden.entry, beside)).toBe(false);
  });
});
