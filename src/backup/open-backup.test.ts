import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { damage, mutate } from '../../test/support/backup/mutate.ts';
import { listing, tempFolder } from '../../test/support/backup/temp-folder.ts';
import { rounds } from '../../test/support/depth.ts';
import { itForSome } from '../../test/support/some-rows.ts';
import { msg } from '../locales/messages.ts';
import { isDomainError } from '../model/errors.ts';
import type { BackupSpec, SyntheticEntry } from '../synthetic/backup-folder/backup-spec.ts';
import { fileIDOf, writeBackup } from '../synthetic/backup-folder/backup-writer.ts';
import { sqliteWithWal } from '../synthetic/encoders/sqlite-with-wal.ts';
import { findBackup } from './discovery/discover.ts';
import { createClassKeys, importClassKeys } from './keybag/class-keys.ts';
import { openBackup } from './open-backup.ts';
import type { Backup, BackupEntry } from './types.ts';
import { unlockBackup } from './unlock-backup.ts';

const PASSWORD = 'correct horse';
const UDID = 'c'.repeat(40);
const photo = randomBytes(100_000);
const database = sqliteWithWal({
  build: (db) => db.exec("CREATE TABLE message (text TEXT); INSERT INTO message VALUES ('old')"),
  newest: (db) => db.exec("INSERT INTO message VALUES ('new')"),
});

const file = (relativePath: string, contents: Uint8Array, more: Partial<SyntheticEntry> = {}): SyntheticEntry => ({
  domain: 'HomeDomain',
  relativePath,
  kind: 'file',
  contents,
  ...more,
});

const FILES: SyntheticEntry[] = [
  file('Media/IMG_0001.HEIC', photo),
  file('Library/SMS/sms.db', database.main, { sizeHint: 4096 }),
  file('Library/SMS/sms.db-wal', database.wal, { protectionClass: 1 }),
  file('empty', new Uint8Array()),
  file('gone', photo, { missing: true }),
  file('junk.db', Buffer.from('not a database at all'.repeat(100))),
  { domain: 'HomeDomain', relativePath: 'link', kind: 'symlink', target: '../../etc/passwd' },
];

async function written(changes: Partial<BackupSpec> = {}): Promise<string> {
  const folder = join(tempFolder(), UDID);
  await writeBackup(folder, { manifest: 'db', layout: 'sharded', files: FILES, ...changes });
  return folder;
}

function find(backup: Backup, relativePath: string): BackupEntry {
  const entry = backup.manifest.find('HomeDomain', relativePath);
  if (entry === null) throw new Error(`there is no ${relativePath}`);
  return entry;
}

async function contents(backup: Backup, relativePath: string): Promise<Buffer> {
  const opened = await backup.open(find(backup, relativePath));
  const bytes = Buffer.concat(await Array.fromAsync(opened.stream()));
  await opened.close();
  return bytes;
}

describe('openBackup', () => {
  const kinds: Partial<BackupSpec>[] = [
    { manifest: 'db', layout: 'sharded' },
    { manifest: 'db', layout: 'sharded', encrypted: { password: PASSWORD } },
    { manifest: 'db', layout: 'flat', encrypted: { password: PASSWORD }, plainManifest: true },
    { manifest: 'db', layout: 'sharded', encrypted: { password: PASSWORD }, encryptedRecords: true },
    { manifest: 'mbdb', layout: 'flat' },
    { manifest: 'mbdb', layout: 'flat', encrypted: { password: PASSWORD } },
  ];
  it.each(['UTF-16le', 'UTF-16be'])(
    'reads a list of files that another program has written in %s',
    async (encoding) => {
      const odd = file('Media/Grüße 世界 😀.txt', Buffer.from('hello'));
      const folder = await written({ files: [...FILES, odd] });
      const path = join(folder, 'Manifest.db');
      const expected = await openBackup(folder);
      const names = expected.manifest.list({}, 100);
      await expected.close();
      const db = new DatabaseSync(path);
      const rows = db.prepare('SELECT fileID, domain, relativePath, flags, file FROM Files').all();
      db.close();
      rmSync(path);
      const wide = new DatabaseSync(path);
      wide.exec(`PRAGMA encoding = '${encoding}'`);
      wide.exec(
        'CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB)',
      );
      const insert = wide.prepare('INSERT INTO Files VALUES (?, ?, ?, ?, ?)');
      for (const row of rows) insert.run(...Object.values(row));
      wide.close();
      for (const inPlace of [false, true]) {
        const backup = await openBackup(folder, { inPlace });
        expect(backup.manifest.list({}, 100)).toEqual(names);
        expect(await contents(backup, 'Media/Grüße 世界 😀.txt')).toEqual(Buffer.from('hello'));
        await backup.close();
      }
    },
  );

  it.each(kinds)('reads every byte and writes none: %j', async (kind) => {
    const folder = await written(kind);
    const tempPath = tempFolder();
    const before = listing(folder);
    const backup = await openBackup(folder, { password: PASSWORD, tempPath });
    expect(backup.folder.encrypted).toBe(kind.encrypted !== undefined);
    expect(await contents(backup, 'Media/IMG_0001.HEIC')).toEqual(photo);
    expect(await contents(backup, 'empty')).toEqual(Buffer.alloc(0));
    expect(find(backup, 'link')).toMatchObject({ kind: 'symlink', target: '../../etc/passwd' });

    const sms = await backup.openDatabase(find(backup, 'Library/SMS/sms.db'));
    expect(
      sms.db
        .prepare('SELECT text FROM message')
        .all()
        .map(({ text }) => text),
    ).toEqual(['old', 'new']);
    expect(sms).toMatchObject({ size: database.main.length, wal: { frames: 1, ignoredFrames: 0 } });

    await expect(backup.openDatabase(find(backup, 'junk.db'))).rejects.toMatchObject({ code: 'MALFORMED_DATABASE' });
    await expect(backup.open(find(backup, 'gone'))).rejects.toMatchObject({ code: 'PAYLOAD_MISSING' });
    await expect(backup.open(find(backup, 'link'))).rejects.toMatchObject({ code: 'NOT_A_FILE' });
    expect([find(backup, 'gone'), find(backup, 'empty')].map((entry) => backup.hasPayload(entry))).toEqual([
      false,
      true,
    ]);
    await backup.close();
    await backup.close();
    expect(sms.db.isOpen).toBe(false);
    expect(listing(folder)).toEqual(before);
    expect(readdirSync(tempPath)).toEqual([]);
  });

  it('reports a lost -wal of a database', async () => {
    const folder = await written();
    const wal = fileIDOf('HomeDomain', 'Library/SMS/sms.db-wal');
    rmSync(join(folder, wal.slice(0, 2), wal));
    const backup = await openBackup(folder);
    const sms = await backup.openDatabase(find(backup, 'Library/SMS/sms.db'));
    expect(sms).toMatchObject({ wal: null, walMissing: true });
    expect(sms.db.prepare('SELECT text FROM message').all()).toHaveLength(1);
    await backup.close();
  });

  it('needs the password, or the keys of an earlier unlock', async () => {
    const folder = await written({ encrypted: { password: PASSWORD } });
    await expect(openBackup(folder)).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
    await expect(openBackup(folder, { password: 'wrong' })).rejects.toMatchObject({ code: 'WRONG_PASSWORD' });
    const spec = await writeBackup(join(tempFolder(), UDID), {
      manifest: 'db',
      layout: 'sharded',
      files: [],
      encrypted: { password: PASSWORD },
    });
    const copies = [...spec.classKeys].map(([protectionClass, key]) => [protectionClass, Buffer.from(key)] as const);
    const others = new Map(
      copies.filter(([protectionClass]) => protectionClass !== 3).map(([c, key]) => [c, Buffer.from(key)]),
    );
    const keys = createClassKeys(new Map(copies));
    const backup = await openBackup(folder, { keys });
    expect(await contents(backup, 'Media/IMG_0001.HEIC')).toEqual(photo);
    await backup.close();
    expect(keys.get(4)?.length).toBe(32);
    await expect(openBackup(folder, { keys: createClassKeys(new Map([[4, Buffer.alloc(32)]])) })).rejects.toMatchObject(
      {
        code: 'DAMAGED_BACKUP',
      },
    );
    const partly = await openBackup(folder, { keys: createClassKeys(others) });
    await expect(partly.open(find(partly, 'empty'))).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
    await partly.close();
  });

  it('lists a locked backup with a plain manifest, and opens none of its files', async () => {
    const backup = await openBackup(
      await written({ manifest: 'mbdb', layout: 'flat', encrypted: { password: PASSWORD } }),
    );
    expect(backup.manifest.counts().rows).toBeGreaterThan(5);
    await expect(backup.open(find(backup, 'empty'))).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
    await backup.close();
  });

  it('opens an encrypted backup of iOS 10.0, whose records are encrypted individually, with the keys of an unlock', async () => {
    const path = await written({ encrypted: { password: PASSWORD }, encryptedRecords: true });
    await expect(openBackup(path)).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
    await expect(openBackup(path, { password: 'wrong' })).rejects.toMatchObject({ code: 'WRONG_PASSWORD' });
    const keys = await unlockBackup(await findBackup(path), PASSWORD);
    // As transferred to another process.
    const handedOver = importClassKeys(keys.export());
    keys.dispose();
    const backup = await openBackup(path, { keys: handedOver });
    expect(await contents(backup, 'Media/IMG_0001.HEIC')).toEqual(photo);
    await backup.close();

    const db = new DatabaseSync(join(path, 'Manifest.db'));
    db.exec("UPDATE Files SET file = 'AAAA' WHERE relativePath = 'empty'");
    db.close();
    const damaged = await openBackup(path, { keys: handedOver });
    expect(find(damaged, 'empty')).toMatchObject({ undecodable: true });
    expect(await contents(damaged, 'Media/IMG_0001.HEIC')).toEqual(photo);
    await damaged.close();
  });

  it('does not take the contents of a file without a record for plain ones in an encrypted backup', async () => {
    const path = await written({ encrypted: { password: PASSWORD }, plainManifest: true });
    const db = new DatabaseSync(join(path, 'Manifest.db'));
    db.exec("UPDATE Files SET file = NULL WHERE relativePath = 'Media/IMG_0001.HEIC'");
    db.close();
    const backup = await openBackup(path, { password: PASSWORD });
    await expect(contents(backup, 'Media/IMG_0001.HEIC')).rejects.toMatchObject({
      code: 'DAMAGED_BACKUP',
      detail: { code: 'detail.record-damaged', params: { entry: 'IMG_0001.HEIC' } },
    });
    await backup.close();
  });

  it('opens a backup in progress from its Snapshot folder', async () => {
    const folder = await written({ snapshotFolder: true });
    const fileID = fileIDOf('HomeDomain', 'Media/IMG_0001.HEIC');
    const shard = join('Snapshot', fileID.slice(0, 2));
    mkdirSync(join(folder, shard));
    renameSync(join(folder, fileID.slice(0, 2), fileID), join(folder, shard, fileID));
    for (const name of ['Manifest.db', 'Manifest.plist'])
      renameSync(join(folder, name), join(folder, 'Snapshot', name));
    const backup = await openBackup(folder);
    expect(backup.folder.state).toBe('in-progress');
    expect(await contents(backup, 'Media/IMG_0001.HEIC')).toEqual(photo);
    expect(await contents(backup, 'empty')).toEqual(Buffer.alloc(0));
    await backup.close();
  });

  it.each([
    ['missing', (path: string) => rmSync(path), 'BACKUP_INCOMPLETE', /^Manifest.plist is missing/],
    ['empty', (path: string) => writeFileSync(path, ''), 'DAMAGED_BACKUP', /^Manifest.plist is empty/],
    ['broken', (path: string) => writeFileSync(path, 'bplist00 no'), 'DAMAGED_BACKUP', /^Manifest.plist is damaged/],
  ])('names Manifest.plist where it is %s and Manifest.db is encrypted', async (_what, breakIt, code, message) => {
    const folder = await written({ encrypted: { password: PASSWORD } });
    breakIt(join(folder, 'Manifest.plist'));
    const named = { code, message: expect.stringMatching(message) as string };
    const found = await findBackup(folder);
    expect(found.remarks).not.toContainEqual(msg('remark.not-a-database'));
    await expect(openBackup(folder)).rejects.toMatchObject(named);
    await expect(unlockBackup(found, PASSWORD)).rejects.toMatchObject(named);
  });

  it('overlays a -wal that another tool left beside Manifest.db', async () => {
    const folder = await written();
    const path = join(folder, 'Manifest.db');
    const insert = (db: DatabaseSync, name: string): void => {
      db.prepare("INSERT INTO Files VALUES (?, 'D', ?, 1, NULL)").run(fileIDOf('D', name), name);
    };
    const { main, wal } = sqliteWithWal({
      build: (db) => {
        db.exec(
          'CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB)',
        );
        insert(db, 'old');
      },
      newest: (db) => insert(db, 'new'),
    });
    writeFileSync(path, main);
    writeFileSync(`${path}-wal`, wal);
    const backup = await openBackup(folder);
    expect(backup.manifest.list({}, 9).map(({ relativePath }) => relativePath)).toEqual(['new', 'old']);
    await backup.close();
  });

  it('refuses what it cannot read, with the reason', async () => {
    const empty = await written();
    writeFileSync(join(empty, 'Manifest.db'), '');
    await expect(openBackup(empty)).rejects.toMatchObject({
      code: 'BACKUP_INCOMPLETE',
      message: 'Manifest.db is empty.',
    });

    const linked = await written();
    renameSync(join(linked, 'Manifest.db'), join(linked, '..', 'elsewhere.db'));
    symlinkSync(join(linked, '..', 'elsewhere.db'), join(linked, 'Manifest.db'));
    await expect(openBackup(linked)).rejects.toMatchObject({ code: 'UNSAFE_PATH' });

    const greedy = await written({ encrypted: { password: PASSWORD, declaredDpic: 2 ** 31 } });
    await expect(openBackup(greedy, { password: PASSWORD })).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });

    const ios10 = await written({ encrypted: { password: PASSWORD }, plainManifest: true });
    const db = new DatabaseSync(join(ios10, 'Manifest.db'));
    db.exec("INSERT INTO Properties VALUES ('salt', X'00'), ('passwordHash', X'00')");
    db.close();
    await expect(openBackup(ios10, { password: PASSWORD })).rejects.toMatchObject({ code: 'DAMAGED_BACKUP' });

    await expect(openBackup(join(empty, 'nothing'))).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });

  it('refuses a temporary folder inside the backup if it needs one', async () => {
    const folder = await written();
    const entry = new DatabaseSync(join(folder, 'Manifest.db'));
    entry.exec('CREATE TABLE filler (x); INSERT INTO filler VALUES (zeroblob(70000000))');
    entry.close();
    await expect(openBackup(folder, { tempPath: join(folder, 'temp') })).rejects.toMatchObject({
      code: 'BAD_SETTINGS',
    });
    const tempPath = tempFolder();
    const backup = await openBackup(folder, { tempPath });
    expect(readdirSync(tempPath)).toHaveLength(1);
    expect(backup.manifest.list({}, 100)).not.toEqual([]);
    expect(await contents(backup, 'Media/IMG_0001.HEIC')).toEqual(photo);
    await backup.close();
    expect(readdirSync(tempPath)).toEqual([]);
  });

  it.each(['db', 'mbdb'] as const)('returns entries or a DomainError for a damaged Manifest.%s', async (manifest) => {
    const folder = await written({ manifest, layout: 'flat' });
    const path = join(folder, `Manifest.${manifest}`);
    const original = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(damage, async (how) => {
        writeFileSync(path, mutate(original, how));
        try {
          const backup = await openBackup(folder);
          for (const entry of backup.manifest.list({}, 1000)) backup.manifest.find(entry.domain, entry.relativePath);
          backup.manifest.domains();
          backup.manifest.counts();
          await backup.close();
        } catch (error) {
          if (!isDomainError(error)) throw error;
        }
      }),
      { seed: 9, numRuns: rounds(200) },
    );
  });
});

describeCorpus('the backups of the corpus', () => {
  // The ten million rounds of the first take seconds.
  itForSome(['encrypted-10.3-manifestdb', 'encrypted-9.0.1-mbdb'], (name) => name === 'encrypted-9.0.1-mbdb')(
    '%s opens with its password',
    async (name) => {
      const backup = await openBackup(corpusPath(`backups/${name}`), { password: '0000' });
      const [entry, ...rest] = backup.manifest.list({}, 10);
      expect(rest).toEqual([]);
      expect(entry).toMatchObject({
        domain: 'MyTestDomain',
        relativePath: 'Media/Test.txt',
        kind: 'file',
        sizeHint: 9,
      });
      const opened = await backup.open(entry as BackupEntry);
      expect(Buffer.from(await opened.read(0, 100)).toString()).toBe('Test data');
      expect(opened).toMatchObject({ size: 9, integrity: 'ok' });
      await opened.close();
      await backup.close();
    },
  );

  it('ios-14.3: 3,721 rows in 562 domains, every fileID the hash of its name', async () => {
    const before = listing(corpusPath('backups'));
    const backup = await openBackup(corpusPath('backups/ios-14.3-unencrypted-manifest'));
    const entries = backup.manifest.list({}, 5000);
    expect(entries).toHaveLength(3721);
    expect(backup.manifest.domains()).toHaveLength(562);
    for (const { fileID, domain, relativePath } of entries) {
      expect(fileIDOf(domain, relativePath)).toBe(fileID);
      expect(backup.manifest.find(domain, relativePath)?.fileID).toBe(fileID);
    }
    expect(backup.manifest.domains().find(({ domain }) => domain === 'HomeDomain')).toEqual({
      domain: 'HomeDomain',
      files: 406,
      directories: 158,
      symlinks: 7,
      unknown: 0,
    });
    const sms = await backup.openDatabase(backup.manifest.find('HomeDomain', 'Library/SMS/sms.db') as BackupEntry);
    expect(sms.size).toBe(28_672);
    expect(await sms.sha256()).toBe('2d7c6e9a504cd54ea8a389ebf27285d06d4a3043c35ec06e458c5a571eaf48d0');
    await backup.close();
    expect(listing(corpusPath('backups'))).toEqual(before);
  });

  it('toy-unencrypted: plists without any expected key', async () => {
    const backup = await openBackup(corpusPath('backups/toy-unencrypted'));
    expect(backup.manifest.counts()).toEqual({ rows: 6, undecodable: 0, skipped: 0, duplicates: 0 });
    await backup.close();
  });
});
