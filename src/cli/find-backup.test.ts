import { describe, expect, it } from 'vitest';
import type { App } from '../app.ts';
import { msg, type StoredMessage } from '../locales/messages.ts';
import type { BackupRecord } from '../storage/index.ts';
import { findBackup, findBackupInCatalog } from './find-backup.ts';

const RECORD = {
  publicId: 'k3v9m2p7',
  path: '/nowhere/phone',
  givenName: null,
  device: { deviceName: 'Robin’s iPhone', udid: null },
  vanishedAt: null,
} as unknown as BackupRecord;

/** A catalog with one backup that counts how often the disk is looked through. */
function withCatalog(problem: StoredMessage | null = null) {
  const looked = { times: 0 };
  const refresh = async () => {
    looked.times++;
    return [{ path: '/nowhere', problem }];
  };
  const app = {
    catalog: { refresh },
    store: { backups: { list: async () => [RECORD] } },
  } as unknown as App;
  return { app, looked };
}

describe('a backup of the catalog', () => {
  it('is not looked for on the disk when its whole id is given', async () => {
    const { app, looked } = withCatalog();
    expect(await findBackupInCatalog(app, RECORD.publicId)).toBe(RECORD);
    expect(looked.times).toBe(0);
  });

  it.each(['k3v9', "robin's iphone", 'Robin'])('is looked for by %s', async (wanted) => {
    const { app, looked } = withCatalog();
    expect(await findBackupInCatalog(app, wanted)).toBe(RECORD);
    expect(looked.times).toBe(1);
    expect(await findBackup(app, RECORD.publicId)).toBe(RECORD);
    expect(looked.times).toBe(2);
    await expect(findBackupInCatalog(app, 'unknown')).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });

  it('may be a new one that a full disk kept from being noted', async () => {
    const { app } = withCatalog(msg('detail.database-disk-full'));
    expect(await findBackup(app, RECORD.publicId)).toBe(RECORD);
    await expect(findBackup(app, 'unknown')).rejects.toMatchObject({ code: 'DISK_FULL' });
  });
});
