import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { damage, mutate } from '../../../test/support/backup/mutate.ts';
import { listing, tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { rounds } from '../../../test/support/depth.ts';
import { english } from '../../locales/english.ts';
import { msg } from '../../locales/messages.ts';
import type { BackupFolder } from '../../model/backup-folder.ts';
import type { BackupSpec } from '../../synthetic/backup-folder/backup-spec.ts';
import { writeBackup } from '../../synthetic/backup-folder/backup-writer.ts';
import { discoverBackups, findBackup } from './discover.ts';

const UDID = '00008110-001A0D942EEA401E';
const DATE = Date.UTC(2024, 4, 6, 7, 8, 9);

const SPEC: BackupSpec = {
  udid: UDID,
  deviceName: "Zoë's iPhone",
  productType: 'iPhone13,3',
  iosVersion: '17.4',
  manifest: 'db',
  layout: 'sharded',
  date: DATE,
  files: [{ domain: 'HomeDomain', relativePath: 'a', kind: 'file', contents: Buffer.from('a') }],
};

async function one(root: string): Promise<BackupFolder> {
  const found = await discoverBackups(root);
  expect(found).toHaveLength(1);
  return found[0] as BackupFolder;
}

/** A root with one backup, written from the default spec with changes. */
async function written(changes: Partial<BackupSpec> = {}, name = UDID): Promise<{ root: string; folder: string }> {
  const root = tempFolder();
  const folder = join(root, name);
  await writeBackup(folder, { ...SPEC, ...changes });
  return { root, folder };
}

describe('discoverBackups', () => {
  it('reads the three plists, given the root or the backup itself', async () => {
    const { root, folder } = await written();
    const found = await one(root);
    expect(found).toMatchObject({
      path: folder,
      state: 'complete',
      remarks: [],
      archived: false,
      manifest: 'manifest.db',
      encrypted: false,
      device: { udid: UDID, deviceName: "Zoë's iPhone", productType: 'iPhone13,3', productVersion: '17.4' },
    });
    expect(found.device.productName).toBe('iPhone 12 Pro');
    expect(await one(folder)).toEqual(found);
    expect(await findBackup(root)).toEqual(found);
  });

  it('treats the live backup and the archive of a device as two, regardless of dashes in their names', async () => {
    const { root, folder } = await written();
    cpSync(folder, join(root, `${UDID}-20240506-070809`), { recursive: true });
    const found = await discoverBackups(root);
    expect(found.map(({ archived, device }) => [archived, device.udid])).toEqual([
      [false, UDID],
      [true, UDID],
    ]);
    await expect(findBackup(root)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('needs neither Info.plist nor Status.plist', async () => {
    const { root, folder } = await written({ omit: ['Info.plist', 'Status.plist'] });
    const found = await one(root);
    expect(found).toMatchObject({
      state: 'complete',
      statusUuid: null,
      device: { udid: UDID, productType: 'iPhone13,3' },
    });
    expect(found.backedUpAt).toBe(found.manifestDate);
    rmSync(join(folder, 'Manifest.plist'));
    expect(await one(root)).toMatchObject({
      state: 'incomplete',
      remarks: [msg('remark.no-plist')],
      device: { udid: UDID },
    });
  });

  it('detects an unfinished backup by Status.plist and by Snapshot', async () => {
    const uploading = await written({ status: { SnapshotState: 'uploading' } });
    expect(await one(uploading.root)).toMatchObject({
      state: 'in-progress',
      remarks: [msg('remark.status', { state: 'uploading' })],
    });
    const failed = await written({ snapshotFolder: true });
    expect(await one(failed.root)).toMatchObject({ state: 'in-progress', manifest: 'manifest.db' });
  });

  it('uses the manifest in Snapshot if the top-level one is empty', async () => {
    const { root, folder } = await written();
    mkdirSync(join(folder, 'Snapshot'));
    for (const name of ['Manifest.db', 'Manifest.plist']) {
      renameSync(join(folder, name), join(folder, 'Snapshot', name));
      writeFileSync(join(folder, name), '');
    }
    expect(await one(root)).toMatchObject({ state: 'in-progress', manifest: 'manifest.db', device: { udid: UDID } });
  });

  it.each([
    ['Manifest.plist is empty.', (folder: string) => writeFileSync(join(folder, 'Manifest.plist'), '')],
    ['Manifest.db is empty.', (folder: string) => writeFileSync(join(folder, 'Manifest.db'), '')],
    ['There is no Manifest.db or Manifest.mbdb.', (folder: string) => rmSync(join(folder, 'Manifest.db'))],
    [
      'Manifest.db is not a database.',
      (folder: string) => writeFileSync(join(folder, 'Manifest.db'), 'x'.repeat(5000)),
    ],
  ])('reports a backup as incomplete: %s', async (remark, harm) => {
    const { root, folder } = await written();
    harm(folder);
    const found = await one(root);
    expect(found.state).toBe('incomplete');
    expect(found.remarks.map((each) => english(each))).toContain(remark);
  });

  it('follows links to the root and to its children only', async () => {
    const { root, folder } = await written();
    const elsewhere = tempFolder();
    symlinkSync(root, join(elsewhere, 'root'));
    symlinkSync(folder, join(elsewhere, 'backup'));
    symlinkSync(folder, join(elsewhere, 'again'));
    symlinkSync(join(elsewhere, 'nowhere'), join(elsewhere, 'broken'));
    expect((await one(join(elsewhere, 'root'))).path).toBe(folder);
    expect((await one(elsewhere)).path).toBe(folder);

    const outside = tempFolder();
    renameSync(join(folder, 'Manifest.plist'), join(outside, 'Manifest.plist'));
    symlinkSync(join(outside, 'Manifest.plist'), join(folder, 'Manifest.plist'));
    expect(await one(root)).toMatchObject({
      state: 'incomplete',
      remarks: [msg('remark.link', { file: 'Manifest.plist' })],
    });
  });

  it('recognises backups of iOS 4–9 and of iOS 2–3', async () => {
    const { root } = await written({ manifest: 'mbdb', layout: 'flat', encrypted: { password: 'x' } });
    expect(await one(root)).toMatchObject({ state: 'complete', manifest: 'manifest.mbdb', encrypted: true });

    const ancient = join(tempFolder(), 'a'.repeat(40));
    mkdirSync(ancient);
    writeFileSync(join(ancient, `${'b'.repeat(40)}.mddata`), '');
    expect(await one(ancient)).toMatchObject({ state: 'unsupported', manifest: null });
  });

  it('detects a decrypted copy by its files', async () => {
    const sms = { domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db', kind: 'file' } as const;
    const contents = Buffer.from('SQLite format 3\0 and so on');
    const copy = await written({ encrypted: { password: 'x' }, plainManifest: true, files: [{ ...sms, contents }] });
    expect(await one(copy.root)).toMatchObject({ encrypted: true });
    writeFileSync(join(copy.folder, '3d', '3d0d7e5fb2ce288813306e4d4636395e047a3d28'), contents);
    expect(await one(copy.root)).toMatchObject({ encrypted: false, state: 'complete' });
  });

  it('ignores folders that are not backups, and reports missing folders', async () => {
    const root = tempFolder();
    mkdirSync(join(root, 'photos'));
    writeFileSync(join(root, 'photos', 'Info.plist'), '<plist/>');
    writeFileSync(join(root, 'file'), '');
    expect(await discoverBackups(root)).toEqual([]);
    await expect(findBackup(root)).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
    await expect(discoverBackups(join(root, 'absent'))).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
    await expect(discoverBackups(join(root, 'file'))).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });

  it.skipIf(process.getuid?.() === 0)('reports denied access', async () => {
    const root = tempFolder();
    chmodSync(root, 0);
    onTestFinished(() => chmodSync(root, 0o700));
    await expect(discoverBackups(root)).rejects.toMatchObject({ code: 'NO_ACCESS' });
  });

  it('changes the fingerprint when the backup is rewritten', async () => {
    const { root, folder } = await written();
    const before = (await one(root)).fingerprint;
    expect((await one(root)).fingerprint).toBe(before);
    utimesSync(join(folder, 'Manifest.db'), new Date(), new Date(Date.now() + 5000));
    expect((await one(root)).fingerprint).not.toBe(before);
  });

  it('reads Info.plist again when it changes', async () => {
    const { root, folder } = await written();
    await one(root);
    const info = readFileSync(join(folder, 'Info.plist'), 'utf8').replace('Zoë', 'Chloë');
    writeFileSync(join(folder, 'Info.plist'), info);
    expect((await one(root)).device.deviceName).toBe("Chloë's iPhone");
  });

  it('handles damaged plists without hiding the backup or its neighbours', async () => {
    const { root, folder } = await written();
    const neighbour = join(root, 'b'.repeat(40));
    await writeBackup(neighbour, SPEC);
    const names = ['Info.plist', 'Manifest.plist', 'Status.plist'] as const;
    const originals = names.map((name) => readFileSync(join(folder, name)));
    await fc.assert(
      fc.asyncProperty(damage, damage, damage, async (...how) => {
        names.forEach((name, index) =>
          writeFileSync(join(folder, name), mutate(originals[index] as Buffer, how[index] as (typeof how)[0])),
        );
        expect((await discoverBackups(root)).map(({ path }) => path)).toEqual([folder, neighbour]);
      }),
      { seed: 7, numRuns: rounds(150) },
    );
  });
});

describeCorpus('the backups of the corpus', () => {
  it('are found with their correct state and left untouched', async () => {
    const before = listing(corpusPath('backups'));
    const found = await discoverBackups(corpusPath('backups'));
    expect(found.map(({ state, manifest, encrypted }) => [state, manifest, encrypted])).toEqual([
      ['complete', 'manifest.db', true],
      ['complete', 'manifest.mbdb', true],
      ['incomplete', 'manifest.db', false],
      ['complete', 'manifest.db', false],
    ]);
    expect(found[2]).toMatchObject({
      remarks: [msg('remark.no-plist')],
      backedUpAt: Date.UTC(2021, 11, 3, 19, 33, 13),
      device: {
        udid: '1cb128eafa77c5be74283e9a3a2130af36a3c059',
        productName: 'iPhone 7',
        productVersion: '14.3',
        madeBy: 'iTunes 12.5.0',
      },
    });
    expect(listing(corpusPath('backups'))).toEqual(before);
  });
});
