import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listing, tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { msg } from '../../locales/messages.ts';
import type { BackupSpec, SyntheticEntry } from '../../synthetic/backup-folder/backup-spec.ts';
import { fileIDOf, writeBackup } from '../../synthetic/backup-folder/backup-writer.ts';
import { checkHealth } from '../health.ts';
import { openBackup } from '../open-backup.ts';
import { discoverBackups, findBackup } from './discover.ts';

const UDID = '00008110-001A0D942EEA401E';
const FILES: readonly SyntheticEntry[] = [
  { domain: 'HomeDomain', relativePath: 'Library/a', kind: 'file', contents: Buffer.from('contents of a') },
  { domain: 'HomeDomain', relativePath: 'Library/empty', kind: 'file' },
];
const SPEC: BackupSpec = { udid: UDID, manifest: 'db', layout: 'sharded', files: FILES };

/** A backup root with one backup. */
async function written(changes: Partial<BackupSpec> = {}, name = UDID): Promise<{ root: string; folder: string }> {
  const root = tempFolder();
  const folder = join(root, name);
  await writeBackup(folder, { ...SPEC, ...changes });
  return { root, folder };
}

async function readA(path: string): Promise<string> {
  const backup = await openBackup(path);
  try {
    const entry = backup.manifest.find('HomeDomain', 'Library/a');
    if (entry === null) throw new Error('the manifest does not list the file');
    const file = await backup.open(entry);
    const text = Buffer.from(await file.read(0, file.size)).toString();
    await file.close();
    return text;
  } finally {
    await backup.close();
  }
}

const pathsIn = async (path: string): Promise<string[]> => (await discoverBackups(path)).map((found) => found.path);

describe('a path near the backup', () => {
  it('resolves to the backup from a folder inside it and from its manifest', async () => {
    const { folder } = await written({ snapshotFolder: true });
    const shard = readdirSync(folder).find((name) => /^[0-9a-f]{2}$/.test(name)) ?? '';
    mkdirSync(join(folder, 'Snapshot', shard));
    for (const inside of [shard, 'Snapshot', `Snapshot/${shard}`, 'Manifest.db', 'Manifest.plist', 'Info.plist']) {
      expect(await pathsIn(join(folder, inside)), inside).toEqual([folder]);
    }
    expect(await readA(join(folder, 'Manifest.db'))).toBe('contents of a');
  });

  it('resolves to the backup from the folders above', async () => {
    const top = tempFolder();
    const folder = join(top, 'Apple Computer', 'MobileSync', 'Backup', UDID);
    await writeBackup(folder, SPEC);
    for (const above of ['', 'Apple Computer', 'Apple Computer/MobileSync', 'Apple Computer/MobileSync/Backup']) {
      expect(await pathsIn(join(top, above)), above).toEqual([folder]);
    }
    const beside = join(top, 'old phone');
    await writeBackup(beside, { ...SPEC, udid: 'b'.repeat(40) });
    expect(await pathsIn(top)).toEqual([folder, beside]);
  });

  it('resolves to the backup from two unrelated folders above, if no other is nearer', async () => {
    const top = tempFolder();
    const folder = join(top, 'from the old disk', UDID);
    await writeBackup(folder, SPEC);
    expect(await pathsIn(top)).toEqual([folder]);
    await expect(pathsIn(join(top, 'nowhere-at-all'))).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });

  it('follows a link that was given, and no links below', async () => {
    const { root, folder } = await written();
    const elsewhere = tempFolder();
    symlinkSync(folder, join(elsewhere, 'phone'));
    expect(await pathsIn(join(elsewhere, 'phone'))).toEqual([folder]);
    expect(await pathsIn(elsewhere)).toEqual([folder]);
    const far = tempFolder();
    mkdirSync(join(far, 'Backup'));
    symlinkSync(root, join(far, 'Backup', 'linked'));
    expect(await pathsIn(far)).toEqual([]);
  });

  it('is not treated as part of a backup by its name alone', async () => {
    const root = tempFolder();
    mkdirSync(join(root, 'db', 'Snapshot'), { recursive: true });
    expect(await pathsIn(join(root, 'db'))).toEqual([]);
    expect(await pathsIn(join(root, 'db', 'Snapshot'))).toEqual([]);
  });
});

describe('a path without a backup', () => {
  const refused = async (path: string): Promise<string> => {
    const error = await findBackup(path).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'BACKUP_NOT_FOUND' });
    return error instanceof Error ? error.message : '';
  };

  it.each(['backup.zip', 'backup.tar', 'backup.TGZ', 'backup.7z'])(
    'explains that %s must be unpacked',
    async (name) => {
      const root = tempFolder();
      writeFileSync(join(root, name), 'PK');
      expect(await refused(join(root, name))).toContain('unpack it');
      expect(await refused(root)).toContain(name);
    },
  );

  it('explains other causes', async () => {
    const root = tempFolder();
    expect(await refused(root)).toContain('empty');
    writeFileSync(join(root, 'letter.txt'), '');
    expect(await refused(join(root, 'letter.txt'))).toContain('a file, not a folder');
    expect(await refused(root)).toContain('Manifest.db');
    mkdirSync(join(root, 'HomeDomain'));
    expect(await refused(root)).toContain('extracted from a backup');
    for (let shard = 0; shard < 256; shard++) mkdirSync(join(root, shard.toString(16).padStart(2, '0')));
    expect(await refused(root)).toContain('without its manifest');
  });

  it('explains that names were changed if only their case differs', async () => {
    const { root, folder } = await written();
    for (const name of ['Manifest.db', 'Manifest.plist', 'Info.plist', 'Status.plist']) {
      renameSync(join(folder, name), join(folder, name.toUpperCase()));
    }
    expect(await refused(root)).toContain('MANIFEST.DB');
    expect(await refused(folder)).toContain('upper and lower case');
  });
});

describe('a copy of a backup', () => {
  it('with upper-case payload names is still readable', async () => {
    const { folder } = await written();
    for (const shard of readdirSync(folder).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
      for (const name of readdirSync(join(folder, shard))) {
        renameSync(join(folder, shard, name), join(folder, shard, name.toUpperCase()));
      }
      if (shard !== shard.toUpperCase()) renameSync(join(folder, shard), join(folder, shard.toUpperCase()));
    }
    expect(await readA(folder)).toBe('contents of a');
    const backup = await openBackup(folder);
    expect(await checkHealth(backup)).toMatchObject({ files: 2, missing: 0, unlisted: 0 });
    await backup.close();
  });

  it('ignores the companion files that macOS creates on other disks (`._name`)', async () => {
    const { root, folder } = await written();
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const at = name.lastIndexOf('/') + 1;
      writeFileSync(join(folder, `${name.slice(0, at)}._${name.slice(at)}`), '\0\x05\x16\x07');
    }
    writeFileSync(join(root, `._${UDID}`), '\0\x05\x16\x07');
    expect(await discoverBackups(root)).toMatchObject([{ path: folder, state: 'complete', remarks: [] }]);
    const backup = await openBackup(folder);
    expect(await checkHealth(backup)).toMatchObject({ files: 2, missing: 0, unlisted: 0 });
    await backup.close();
  });

  it('marked read-only, as Windows does, is read and left untouched', async () => {
    const { root, folder } = await written();
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const name of names) if (!/^[0-9a-f]{2}$/.test(name)) chmodSync(join(folder, name), 0o444);
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    const before = listing(root);
    expect(await readA(folder)).toBe('contents of a');
    expect(listing(root)).toEqual(before);
  });

  it('with an empty payload has an empty file, encrypted or not', async () => {
    for (const more of [{}, { encrypted: { password: 'x' } }]) {
      const { folder } = await written(more);
      const fileID = fileIDOf('HomeDomain', 'Library/a');
      writeFileSync(join(folder, fileID.slice(0, 2), fileID), '');
      const backup = await openBackup(folder, { password: 'x' });
      const entry = backup.manifest.get(fileID);
      if (entry === null) throw new Error('the manifest does not list the file');
      const file = await backup.open(entry);
      expect(file.size).toBe(0);
      expect(await file.read(0, 10)).toHaveLength(0);
      await file.close();
      await expect(backup.openDatabase(entry)).rejects.toMatchObject({ code: 'MALFORMED_DATABASE' });
      await backup.close();
    }
  });

  it('with only Info.plist, or with everything except the manifest, is reported as incomplete', async () => {
    const onlyInfo = await written();
    for (const name of readdirSync(onlyInfo.folder)) {
      if (name !== 'Info.plist') rmSync(join(onlyInfo.folder, name), { recursive: true });
    }
    expect(await discoverBackups(onlyInfo.root)).toMatchObject([{ state: 'incomplete', manifest: null }]);
    await expect(openBackup(onlyInfo.folder)).rejects.toMatchObject({ code: 'BACKUP_INCOMPLETE' });

    const withoutManifest = await written({}, 'my phone');
    rmSync(join(withoutManifest.folder, 'Manifest.db'));
    expect(await discoverBackups(withoutManifest.root)).toMatchObject([
      { state: 'incomplete', remarks: [msg('remark.no-manifest')] },
    ]);
    await expect(openBackup(withoutManifest.folder)).rejects.toMatchObject({
      code: 'BACKUP_INCOMPLETE',
      message: 'There is no Manifest.db or Manifest.mbdb.',
    });
  });
});

describe.skipIf(process.platform === 'win32' || process.getuid?.() !== 0)('an inaccessible folder', () => {
  /** State of the backup at `path`, or the code of its error, for another user. */
  function asNobody(path: string): string {
    const load = (module: string): string => `await import(${JSON.stringify(join(import.meta.dirname, module))})`;
    // Another user may not be able to run Node or to read these sources, so the process becomes one after loading all.
    const script =
      `const { openBackup } = ${load('../open-backup.ts')}; (${load('../../locales/icu-library.ts')}).icuLibrary();` +
      `process.setgroups([]); process.setuid(65534);` +
      `await openBackup(${JSON.stringify(path)}).then(({ folder }) => console.log(folder.state), ({ code }) => console.log(code));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    return stdout.trim();
  }

  it('is reported as NO_ACCESS and does not hide its neighbours', async () => {
    const { root, folder } = await written();
    chmodSync(root, 0o755);
    const other = join(root, 'b'.repeat(40));
    cpSync(folder, other, { recursive: true });
    chmodSync(other, 0);
    onTestFinished(() => chmodSync(other, 0o755));
    expect(asNobody(folder)).toBe('complete');
    expect(asNobody(other)).toBe('NO_ACCESS');
    chmodSync(root, 0);
    onTestFinished(() => chmodSync(root, 0o755));
    expect(asNobody(root)).toBe('NO_ACCESS');
  });
});
