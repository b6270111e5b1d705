import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { writeBackup } from '../synthetic/backup-folder/backup-writer.ts';
import { readApps } from './apps.ts';
import { findBackup } from './discovery/discover.ts';

describe('readApps', () => {
  it('returns names, versions and icons of an encrypted backup without its password', async () => {
    const folder = join(tempFolder(), 'a'.repeat(40));
    await writeBackup(folder, {
      manifest: 'db',
      layout: 'sharded',
      files: [],
      encrypted: { password: 'x' },
      apps: [{ bundleId: 'net.whatsapp.WhatsApp', name: 'WhatsApp Messenger', version: '24.1' }],
    });
    const apps = await readApps(await findBackup(folder));
    const whatsApp = apps.find(({ bundleId }) => bundleId === 'net.whatsapp.WhatsApp');
    expect(whatsApp).toMatchObject({ name: 'WhatsApp Messenger', version: '24.1' });
    expect(Buffer.from(whatsApp?.icon?.subarray(1, 4) ?? []).toString()).toBe('PNG');
    expect(apps.some(({ bundleId }) => bundleId.startsWith('group.'))).toBe(false);
  });

  it('returns nothing if no plist lists apps', async () => {
    const folder = join(tempFolder(), 'a'.repeat(40));
    await writeBackup(folder, { manifest: 'db', layout: 'sharded', files: [], omit: ['Info.plist', 'Manifest.plist'] });
    expect(await readApps(await findBackup(folder))).toEqual([]);
  });
});

describeCorpus('the iOS 14.3 backup of the corpus', () => {
  it('lists six installed apps', async () => {
    const apps = await readApps(await findBackup(corpusPath('backups/ios-14.3-unencrypted-manifest')));
    expect(apps).toHaveLength(6);
  });
});
